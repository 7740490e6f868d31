import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sources } from '../../api/queries.ts';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { fitting } from './fitting.ts';
import { SourceTable } from './SourceTable.tsx';

function NewSource(): ReactElement {
  const { t } = useTranslation();
  return (
    <Button size="xs" component={Link} to="/installningar/ny-kalla" leftSection={<IconPlus aria-hidden size={15} />}>
      {t('source.new')}
    </Button>
  );
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (!isFiltered)
    return (
      <EmptyState icon={IconPlugConnected} title={t('source.empty')} action={<NewSource />}>
        {t('source.emptyWhat')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('source.none')}
      action={
        <Button variant="default" size="xs" onClick={clear}>
          {t('app.clear')}
        </Button>
      }
    >
      {t('source.noneWhat')}
    </EmptyState>
  );
}

/** Källor: the systems that hand in events, whose they are, and whether they are heard from. */
export default function SourcesPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, type, choose, clear } = useFilter(['q', 'state']);
  const { data, error, refetch } = useQuery(sources);
  const rows = fitting(data?.sources ?? [], filter);
  return (
    <Page title={t('source.title')} lead={t('source.lead')} actions={<NewSource />}>
      <FilterBar>
        <SearchField label={t('source.search')} value={filter.q} change={(value) => type('q', value)} />
        <SelectField
          label={t('source.stateFilter')}
          value={filter.state}
          change={(value) => choose('state', value)}
          choices={[
            { value: '', label: t('source.anyState') },
            { value: 'active', label: t('source.state.active') },
            { value: 'paused', label: t('source.state.paused') },
          ]}
        />
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <Loading rows={6} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : rows.length === 0 ? (
        <Nothing isFiltered={isSet} clear={clear} />
      ) : (
        <div className={pageClasses.section}>
          <SourceTable sources={rows} />
        </div>
      )}
    </Page>
  );
}
