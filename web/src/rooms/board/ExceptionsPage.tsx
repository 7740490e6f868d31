import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconShieldCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { exceptions, session } from '../../api/queries.ts';
import { FilterBar, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { BoardTabs } from './BoardTabs.tsx';
import { ExceptionRow } from './ExceptionRow.tsx';
import classes from './ExceptionsPage.module.css';

const states = ['in-force', 'coming', 'ended'] as const;

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (isFiltered)
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('exception.none')}
        action={
          <Button variant="default" size="xs" onClick={clear}>
            {t('app.clear')}
          </Button>
        }
      >
        {t('exception.noneWhat')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconShieldCheck}
      title={t('exception.empty')}
      action={
        <Button component={Link} to="/samstammighet/motsagelser?status=open&kind=unequal" variant="default" size="xs">
          {t('exception.emptyDo')}
        </Button>
      }
    >
      {t('exception.emptyWhat')}
    </EmptyState>
  );
}

/** The differences that are meant: where, what customers are told, who declared them, and for how long. */
export default function ExceptionsPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, choose, clear } = useFilter(['state']);
  const mayEnd = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  const { data, dataUpdatedAt, error, refetch } = useQuery(exceptions(filter));
  return (
    <Page title={t('exception.list')} lead={t('exception.lead')}>
      <BoardTabs />
      <FilterBar>
        <SelectField
          label={t('exception.stateLabel')}
          value={filter.state}
          change={(value) => choose('state', value)}
          choices={[
            { value: '', label: t('contradiction.anyStatus') },
            ...states.map((value) => ({ value: value as string, label: t(`exception.state.${value}`) })),
          ]}
        />
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <Loading rows={5} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : data.exceptions.length === 0 ? (
        <Nothing isFiltered={isSet} clear={clear} />
      ) : (
        <div className={pageClasses.section}>
          <ol className={classes.list}>
            {data.exceptions.map((each) => (
              <ExceptionRow key={each.id} exception={each} now={dataUpdatedAt} mayEnd={mayEnd} />
            ))}
          </ol>
        </div>
      )}
    </Page>
  );
}
