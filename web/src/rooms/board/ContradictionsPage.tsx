import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconDownload, IconFilterOff, IconLayoutGrid } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { contradictionAspects, contradictionKinds } from '../../../../src/speak/contradiction-kind.ts';
import { addressOf, type Query } from '../../api/client.ts';
import { contradictions, session } from '../../api/queries.ts';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './ContradictionsPage.module.css';
import { useChannelChoices } from './BoardFilters.tsx';
import { BoardTabs } from './BoardTabs.tsx';
import { HoursTable } from './HoursTable.tsx';
import { ContradictionList } from './ContradictionList.tsx';

const statuses = ['open', 'answered', 'excepted', 'accepted', 'closed'] as const;

function Filters({
  filters,
}: {
  filters: ReturnType<typeof useFilter<'q' | 'channel' | 'status' | 'kind' | 'aspect' | 'assignee' | 'snoozed'>>;
}): ReactElement {
  const { t } = useTranslation();
  const { filter, type, choose } = filters;
  const me = useQuery(session).data?.member.id ?? '';
  return (
    <FilterBar>
      <SearchField label={t('board.search')} value={filter.q} change={(value) => type('q', value)} />
      <SelectField
        label={t('contradiction.statusFilter')}
        value={filter.status}
        change={(value) => choose('status', value)}
        choices={[
          { value: '', label: t('contradiction.anyStatus') },
          ...statuses.map((value) => ({ value: value as string, label: t(`contradiction.status.${value}`) })),
        ]}
      />
      <SelectField
        label={t('contradiction.kindFilter')}
        value={filter.kind}
        change={(value) => choose('kind', value)}
        choices={[
          { value: '', label: t('contradiction.anyKind') },
          ...contradictionKinds.map((value) => ({ value: value as string, label: t(`contradiction.kind.${value}`) })),
        ]}
      />
      <SelectField
        label={t('contradiction.aspectFilter')}
        value={filter.aspect}
        change={(value) => choose('aspect', value)}
        choices={[
          { value: '', label: t('contradiction.anyAspect') },
          ...contradictionAspects.map((value) => ({
            value: value as string,
            label: t(`contradiction.aspect.${value}`),
          })),
        ]}
      />
      <SelectField
        label={t('channel.label')}
        value={filter.channel}
        change={(value) => choose('channel', value)}
        choices={useChannelChoices()}
      />
      <SelectField
        label={t('witness.assignee')}
        value={filter.assignee}
        change={(value) => choose('assignee', value)}
        choices={[
          { value: '', label: t('contradiction.anyAssignee') },
          { value: me, label: t('contradiction.mine') },
        ]}
      />
      <SelectField
        label={t('witness.snoozed')}
        value={filter.snoozed}
        change={(value) => choose('snoozed', value)}
        choices={[
          { value: '', label: t('contradiction.snoozed.any') },
          { value: 'no', label: t('contradiction.snoozed.no') },
          { value: 'yes', label: t('contradiction.snoozed.yes') },
        ]}
      />
    </FilterBar>
  );
}

/** The same as a board, and what is filtered as a table. */
function Actions({ filter }: { filter: Query }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.actions}>
      <Button
        component={Link}
        to="/samstammighet"
        variant="default"
        size="xs"
        leftSection={<IconLayoutGrid aria-hidden size={16} />}
      >
        {t('board.asBoard')}
      </Button>
      <Button
        component="a"
        href={addressOf('/v1/contradictions.csv', filter)}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload aria-hidden size={16} />}
      >
        {t('board.csv')}
      </Button>
    </div>
  );
}

/** Every contradiction as a list, also those that are answered or closed: what the counts of Idag link to. */
export default function ContradictionsPage(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const filters = useFilter(['q', 'channel', 'status', 'kind', 'aspect', 'assignee', 'snoozed']);
  const query = useInfiniteQuery(contradictions(filters.filter));
  const rows = query.data?.pages.flatMap((page) => page.contradictions) ?? [];
  const total = query.data?.pages[0]?.total;
  const shown = { shown: numberText(rows.length, language), total: numberText(total ?? 0, language) };
  return (
    <Page
      title={t('contradiction.list')}
      lead={total === undefined ? undefined : t('app.shownOf', shown)}
      actions={<Actions filter={filters.filter} />}
    >
      <BoardTabs />
      <Filters filters={filters} />
      {query.data === undefined ? (
        query.error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={query.error} retry={query.refetch} />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          icon={IconFilterOff}
          title={t('contradiction.none')}
          action={
            <Button variant="default" size="xs" onClick={filters.clear}>
              {t('app.clear')}
            </Button>
          }
        >
          {t('contradiction.noneWhat')}
        </EmptyState>
      ) : (
        <div className={pageClasses.section}>
          <ContradictionList contradictions={rows} withStatus />
          <MoreButton query={query} />
        </div>
      )}
      <HoursTable />
    </Page>
  );
}
