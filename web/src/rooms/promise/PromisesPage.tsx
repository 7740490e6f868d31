import { useInfiniteQuery } from '@tanstack/react-query';
import { IconFilterOff, IconHeartHandshake } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { promises } from '../../api/queries.ts';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { PromiseTable } from './PromiseTable.tsx';

const states = ['open', 'kept', 'expired', 'withdrawn'] as const;

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (!isFiltered)
    return (
      <EmptyState icon={IconHeartHandshake} title={t('promises.empty')}>
        {t('promises.emptyWhat')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('promises.none')}
      action={
        <Button variant="default" size="xs" onClick={clear}>
          {t('app.clear')}
        </Button>
      }
    >
      {t('promises.noneWhat')}
    </EmptyState>
  );
}

/** Löften: everything that has been promised to anyone, in any channel, the newest first. */
export default function PromisesPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, type, choose, clear } = useFilter(['q', 'state']);
  const query = useInfiniteQuery(promises(filter));
  const rows = query.data?.pages.flatMap((page) => page.promises) ?? [];
  return (
    <Page title={t('page.promises')} lead={t('promises.lead')}>
      <FilterBar>
        <SearchField label={t('promises.search')} value={filter.q} change={(value) => type('q', value)} />
        <SelectField
          label={t('promises.state')}
          value={filter.state}
          change={(value) => choose('state', value)}
          choices={[
            { value: '', label: t('promises.anyState') },
            ...states.map((value) => ({ value: value as string, label: t(`promises.choice.${value}`) })),
          ]}
        />
      </FilterBar>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={query.error} retry={query.refetch} />
        )
      ) : rows.length === 0 ? (
        <Nothing isFiltered={isSet} clear={clear} />
      ) : (
        <div className={pageClasses.section}>
          <PromiseTable promises={rows} />
          <MoreButton query={query} />
        </div>
      )}
    </Page>
  );
}
