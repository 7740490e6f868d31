import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconArrowLeft, IconFilterOff, IconMailCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client.ts';
import { deadLetters, letterGroups } from '../../api/queries.ts';
import { FilterBar, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useMayChange } from '../plan/usePlan.ts';
import { BulkBar } from './BulkBar.tsx';
import classes from './inflow.module.css';
import { GroupRow, LetterRow } from './LetterRows.tsx';
import { LetterPanel } from './LetterPanel.tsx';
import { ReplayProgress } from './ReplayProgress.tsx';

const names = ['status', 'source', 'code', 'field', 'kind', 'brev'] as const;
const states = ['open', 'replayed', 'discarded', 'all'] as const;
export type LetterQuery = Readonly<Record<'status' | 'source' | 'code' | 'field' | 'kind', string>>;

/** What the address means: letters that wait, unless it says otherwise. */
function queryOf({ status, source, code, field, kind }: LetterQuery): LetterQuery {
  return { source, code, field, kind, status: status === 'all' ? '' : status || 'open' };
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (!isFiltered)
    return (
      <EmptyState icon={IconMailCheck} title={t('inflow.dead.empty')}>
        {t('inflow.dead.emptyWhat')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('inflow.dead.none')}
      action={
        <Button variant="default" size="xs" onClick={clear}>
          {t('app.clear')}
        </Button>
      }
    >
      {t('inflow.dead.noneWhat')}
    </EmptyState>
  );
}

function Groups({ query, status }: { query: LetterQuery; status: string }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(letterGroups(query));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  if (data.groups.length === 0) return <Nothing isFiltered={false} clear={() => undefined} />;
  return (
    <Section title={t('inflow.dead.groups', { count: data.groups.length })} flush>
      <div className={classes.list}>
        <div className={`${classes.heads} ${classes.groupRow}`} aria-hidden>
          <span className={classes.right}>{t('inflow.dead.head.count')}</span>
          <span>{t('inflow.dead.head.what')}</span>
          <span>{t('inflow.dead.head.source')}</span>
          <span className={classes.right}>{t('inflow.dead.head.when')}</span>
        </div>
        <ol>
          {data.groups.map((group) => (
            <GroupRow
              key={`${group.kind} ${group.source} ${group.code} ${group.field}`}
              group={group}
              status={status}
            />
          ))}
        </ol>
      </div>
    </Section>
  );
}

function Letters({
  query,
  open,
  clear,
}: {
  query: LetterQuery;
  open: (id: string) => string;
  clear: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const letters = useInfiniteQuery(deadLetters(query));
  const mayChange = useMayChange();
  const rows = letters.data?.pages.flatMap((page) => page.deadLetters) ?? [];
  if (letters.data === undefined)
    return letters.error === null ? <Loading rows={8} /> : <ErrorState error={letters.error} retry={letters.refetch} />;
  return (
    <>
      {mayChange && query.status === 'open' && rows.length > 0 && <BulkBar query={query} />}
      {rows.length === 0 ? (
        <Nothing isFiltered clear={clear} />
      ) : (
        <Section
          title={t('inflow.dead.list')}
          flush
          aside={
            <a className={classes.textLink} href={addressOf('/v1/dead-letters/table.csv', query)} download>
              {t('inflow.dead.table')}
            </a>
          }
        >
          <ol>
            {rows.map((letter) => (
              <LetterRow key={letter.id} letter={letter} to={open(letter.id)} />
            ))}
          </ol>
          <MoreButton query={letters} />
        </Section>
      )}
    </>
  );
}

/** Ej mottaget: what was not taken in, gathered by fault; mended, taken in again, or put away. */
export default function DeadLettersTab(): ReactElement {
  const { t } = useTranslation();
  const { filter, choose, clear } = useFilter(names);
  const { brev, ...chosen } = filter;
  const query = queryOf(chosen);
  const isGroup = chosen.source !== '' || chosen.code !== '' || chosen.field !== '';
  const status = states.find((each) => each === chosen.status) ?? 'open';
  return (
    <>
      <p className={classes.lead}>
        {t('inflow.dead.lead')} {t('inflow.dead.expiry')}
      </p>
      <FilterBar>
        <SelectField
          label={t('inflow.dead.status')}
          value={status}
          change={(value) => choose('status', value === 'open' ? '' : value)}
          choices={states.map((value) => ({ value, label: t(`inflow.dead.state.${value}`) }))}
        />
        {isGroup && (
          <Link className={classes.textLink} to={addressOf('/inflode/ej-mottaget', { status: chosen.status })}>
            <IconArrowLeft aria-hidden size={14} /> {t('inflow.dead.back')}
          </Link>
        )}
      </FilterBar>
      <ReplayProgress />
      {isGroup ? (
        <Letters
          query={query}
          open={(id) => addressOf('/inflode/ej-mottaget', { ...chosen, brev: id })}
          clear={clear}
        />
      ) : (
        <Groups query={query} status={chosen.status} />
      )}
      {brev !== '' && <LetterPanel key={brev} id={brev} close={() => choose('brev', '')} />}
    </>
  );
}
