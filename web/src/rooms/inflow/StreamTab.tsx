import { IconFilterOff, IconPlayerPause, IconPlayerPlay, IconRadar2 } from '@tabler/icons-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { EventDetail } from './EventDetail.tsx';
import classes from './inflow.module.css';
import { fits, type Shown, type ShownRow } from './stream.ts';
import { StreamRow } from './StreamRow.tsx';
import { type Stream, useStream } from './useStream.ts';

const names = ['q', 'source', 'channel', 'outcome'] as const;
type Filters = ReturnType<typeof useFilter<(typeof names)[number]>>;

/** P pauses and goes on from anywhere on the page, and so does the space bar where it does nothing else. */
function usePauseKey(turn: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target, key } = event;
      const isWriting = target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
      const isControl = target instanceof HTMLElement && target.closest('button, a, [tabindex]:not(main)') !== null;
      const isOpen = document.querySelector('[role=dialog]') !== null;
      if (isWriting || isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key !== 'p' && !(key === ' ' && !isControl)) return;
      event.preventDefault();
      turn();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [turn]);
}

/** What can be chosen: what has been seen, and what is chosen already. */
function distinct(values: readonly (string | null)[], chosen: string): string[] {
  const found = [...values, chosen].filter((each): each is string => each !== null && each !== '');
  return [...new Set(found)].toSorted((a, b) => a.localeCompare(b));
}

function Bar({ stream, filters }: { stream: Stream; filters: Filters }): ReactElement {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { filter, type, choose } = filters;
  const rows = stream.shown.rows.map(({ row }) => row);
  const sources = distinct(
    rows.map((row) => row.source),
    filter.source,
  );
  const channels = distinct(
    rows.map((row) => row.channel),
    filter.channel,
  );
  return (
    <FilterBar>
      <SearchField label={t('inflow.stream.search')} value={filter.q} change={(value) => type('q', value)} />
      <SelectField
        label={t('inflow.stream.source')}
        value={filter.source}
        change={(value) => choose('source', value)}
        choices={[
          { value: '', label: t('inflow.stream.anySource') },
          ...sources.map((value) => ({ value, label: value })),
        ]}
      />
      <SelectField
        label={t('channel.label')}
        value={filter.channel}
        change={(value) => choose('channel', value)}
        choices={[
          { value: '', label: t('channel.all') },
          ...channels.map((value) => ({ value, label: channelName(value) })),
        ]}
      />
      <SelectField
        label={t('inflow.stream.outcome')}
        value={filter.outcome}
        change={(value) => choose('outcome', value)}
        choices={[
          { value: '', label: t('inflow.stream.any') },
          { value: 'taken', label: t('inflow.stream.taken') },
          { value: 'refused', label: t('inflow.stream.refused') },
        ]}
      />
    </FilterBar>
  );
}

function PauseButton({ stream }: { stream: Stream }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { isOpen, isPaused, turn, shown } = stream;
  const count = shown.waiting.length;
  const state = isPaused ? t('inflow.stream.paused') : isOpen ? t('inflow.stream.live') : t('inflow.stream.lost');
  return (
    <div className={classes.pause}>
      <output>
        <Tag tone={isPaused ? 'warn' : isOpen ? 'good' : 'neutral'}>{state}</Tag>
      </output>
      {isPaused && count > 0 && (
        <span className={classes.muted}>
          {t('inflow.stream.waiting', { count, number: numberText(count, language) })}
        </span>
      )}
      <Button
        size="xs"
        variant="default"
        title={t('inflow.stream.key')}
        leftSection={isPaused ? <IconPlayerPlay aria-hidden size={15} /> : <IconPlayerPause aria-hidden size={15} />}
        onClick={turn}
      >
        {isPaused ? t('inflow.stream.go') : t('inflow.stream.pause')}
      </Button>
    </div>
  );
}

function Nothing({ shown, clear }: { shown: Shown; clear: () => void }): ReactElement {
  const { t } = useTranslation();
  if (shown.rows.length > 0)
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('inflow.stream.none')}
        action={
          <Button variant="default" size="xs" onClick={clear}>
            {t('app.clear')}
          </Button>
        }
      >
        {t('inflow.stream.noneWhat')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconRadar2}
      title={t('inflow.stream.empty')}
      action={
        <Link className={classes.textLink} to="/inflode/prova">
          {t('inflow.stream.tryIt')}
        </Link>
      }
    >
      {t('inflow.stream.emptyWhat')}
    </EmptyState>
  );
}

/** Ström: what comes in, as it comes in. */
export default function StreamTab(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const filters = useFilter(names);
  const stream = useStream();
  usePauseKey(stream.turn);
  const [opened, setOpened] = useState<ShownRow>();
  const rows = stream.shown.rows.filter(({ row }) => fits(row, filters.filter));
  return (
    <>
      <p className={classes.lead}>{t('inflow.stream.lead')}</p>
      <Bar stream={stream} filters={filters} />
      <Section title={t('inflow.stream.list')} aside={<PauseButton stream={stream} />} flush>
        {stream.shown.skipped > 0 && (
          <p className={classes.note}>
            {t('inflow.stream.skipped', { number: numberText(stream.shown.skipped, language) })}
          </p>
        )}
        {rows.length === 0 ? (
          <Nothing shown={stream.shown} clear={filters.clear} />
        ) : (
          <ol className={classes.list}>
            {rows.map((each) => (
              <StreamRow key={each.id} row={each.row} open={() => setOpened(each)} />
            ))}
          </ol>
        )}
      </Section>
      {opened !== undefined && (
        <Panel title={t('inflow.event.title')} close={() => setOpened(undefined)} wide>
          <EventDetail row={opened.row} />
        </Panel>
      )}
    </>
  );
}
