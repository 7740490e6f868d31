import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconTimeline } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { channels, customerLife } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { channelColour, channelIcon } from '../../ui/channels.ts';
import { SelectField } from '../../ui/Filters.tsx';
import { dateText, isoWeek } from '../../ui/format.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { daysOf, lanesOf } from './life.ts';
import { LifeRow } from './LifeRow.tsx';
import classes from './TimeLine.module.css';

function LaneHeads({ lanes }: { lanes: readonly string[] }): ReactElement {
  return (
    <div className={classes.heads} aria-hidden>
      <span className={classes.clock} />
      <span className={classes.lanes}>
        {lanes.map((lane) => {
          const Icon = channelIcon(lane);
          return (
            <span key={lane} className={classes.lane}>
              <Icon size={15} stroke={1.9} color={channelColour(lane)} />
            </span>
          );
        })}
      </span>
    </div>
  );
}

/** The channel filter: the customer's own channels first seen, then all others a company may have. */
function ChannelFilter({ value, change }: { value: string; change: (value: string) => void }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(channels);
  const named = (data?.channels ?? []).map((channel) => ({
    value: channel.id,
    label: language === 'sv' ? channel.nameSv : channel.nameEn,
  }));
  const choices = [{ value: '', label: t('channel.all') }, ...named];
  return <SelectField label={t('channel.label')} value={value} change={change} choices={choices} />;
}

/** One life: everything from every channel on one time line, a lane per channel. */
export function TimeLine({ customerId }: { customerId: string }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { filter, choose } = useFilter(['channel']);
  const query = useInfiniteQuery(customerLife(customerId, filter.channel));
  const order = useQuery(channels).data?.channels.map((channel) => channel.id) ?? [];
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const lanes = lanesOf(entries, order);
  const days = daysOf(
    entries,
    (at) => `${dateText(at, 'day', locale)}, ${t('when.week', { week: isoWeek(at, locale.timeZone) })}`,
  );
  return (
    <Section
      title={t('customer.timeline')}
      flush
      aside={<ChannelFilter value={filter.channel} change={(value) => choose('channel', value)} />}
    >
      {query.data === undefined &&
        (query.error === null ? <Loading rows={6} /> : <ErrorState error={query.error} retry={query.refetch} />)}
      {query.data !== undefined && entries.length === 0 && (
        <EmptyState icon={IconTimeline} title={filter.channel === '' ? t('customer.noLife') : t('customer.noLifeHere')}>
          {t('customer.noLifeWhat')}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <>
          <LaneHeads lanes={lanes} />
          {days.map(({ day, entries: ofDay }) => (
            <section key={day} aria-label={day}>
              <h3 className={classes.day}>{day}</h3>
              <ol>
                {ofDay.map((entry) => (
                  <LifeRow key={`${entry.kind} ${entry.id}`} entry={entry} lanes={lanes} customerId={customerId} />
                ))}
              </ol>
            </section>
          ))}
          <p className={classes.legend}>
            {lanes.map((lane) => (
              <ChannelBadge key={lane} channel={lane} plain />
            ))}
          </p>
        </>
      )}
      <MoreButton query={query} />
    </Section>
  );
}
