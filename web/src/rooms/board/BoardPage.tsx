import { useInfiniteQuery } from '@tanstack/react-query';
import { IconFilterOff, IconLayoutGrid } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../../../src/speak/contradiction.contract.ts';
import { board } from '../../api/queries.ts';
import { Command } from '../../ui/Command.tsx';
import { numberText } from '../../ui/format.ts';
import { Button, useMediaQuery } from '../../ui/mantine.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { BoardCards } from './BoardCards.tsx';
import { AsList, BoardFilters } from './BoardFilters.tsx';
import { BoardTabs } from './BoardTabs.tsx';
import { BoardTable } from './BoardTable.tsx';
import { TimeSlider } from './TimeSlider.tsx';

const importCommand = 'npm run -s samspel -- import sightings FIL';

function NoRows({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (isFiltered)
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('board.noMatch')}
        action={
          <Button variant="default" size="xs" onClick={clear}>
            {t('app.clear')}
          </Button>
        }
      >
        {t('board.noMatchWhat')}
      </EmptyState>
    );
  return (
    <EmptyState icon={IconLayoutGrid} title={t('board.empty')} action={<Command>{importCommand}</Command>}>
      {t('board.emptyWhat')}
    </EmptyState>
  );
}

function Lead({ newest }: { newest: Board | undefined }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  if (newest === undefined) return <>{t('board.lead')}</>;
  return (
    <>
      {t('board.lead')} {t('board.total', { count: newest.total, number: numberText(newest.total, language) })}
      {newest.checkedAt !== null && (
        <>
          {' · '}
          {t('board.checked')} <When at={newest.checkedAt} />
        </>
      )}
    </>
  );
}

/** Samstämmighet: what each channel says of each product, and where they contradict each other. */
export default function BoardPage(): ReactElement {
  const { t } = useTranslation();
  const filters = useFilter(['q', 'channel', 'state', 'at']);
  const [now] = useState(Date.now);
  const query = useInfiniteQuery(board(filters.filter));
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  return (
    <Page title={t('page.board')} lead={<Lead newest={pages[0]} />} actions={<AsList filter={filters.filter} />}>
      <BoardTabs />
      <BoardFilters filters={filters} />
      <TimeSlider at={filters.filter.at} now={now} change={(at) => filters.type('at', at)} />
      {query.data === undefined ? (
        query.error === null ? (
          <Loading rows={8} height={56} />
        ) : (
          <ErrorState error={query.error} retry={query.refetch} />
        )
      ) : rows.length === 0 ? (
        <NoRows isFiltered={filters.isSet} clear={filters.clear} />
      ) : (
        <div>
          {isNarrow ? <BoardCards rows={rows} /> : <BoardTable rows={rows} channels={pages[0]?.channels ?? []} />}
          <MoreButton query={query} />
        </div>
      )}
    </Page>
  );
}
