import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SightingView } from '../../../../src/collect/sighting.contract.ts';
import type { PriorPriceLine } from '../../../../src/speak/prior-price-line.contract.ts';
import { priorPrices, sightings } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { channelColour } from '../../ui/channels.ts';
import { Money } from '../../ui/Money.tsx';
import { When } from '../../ui/When.tsx';
import { sourceName } from './cell.ts';
import { LOWEST, lowestTrack, pathsOf, tracksOf } from './history.ts';
import classes from './SightingHistory.module.css';

const frame = { width: 600, height: 96, pad: 6 };
const SHOWN_ROWS = 30;

function Chart({
  seen,
  channels,
  lowest,
}: {
  seen: readonly SightingView[];
  channels: readonly string[];
  lowest: PriorPriceLine | undefined;
}): ReactElement | null {
  const { t } = useTranslation();
  const line = lowest && lowestTrack(seen, lowest);
  const hasLine = line !== undefined && line.points.length > 0;
  if (new Set(seen.map((sighting) => sighting.seenAt)).size < 2) return null;
  return (
    <figure className={classes.chart}>
      <svg
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={t('witness.chart')}
        preserveAspectRatio="none"
      >
        {pathsOf([...tracksOf(seen, channels), ...(hasLine ? [line] : [])], frame).map(({ channel, path }, i) => (
          <path
            key={channel}
            d={path}
            fill="none"
            stroke={channel === LOWEST ? 'var(--text)' : channelColour(channel)}
            strokeWidth={channel === LOWEST ? 1.5 : 2}
            strokeDasharray={channel === LOWEST ? '1.5 4' : i === 0 ? 'none' : '7 4'}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <figcaption className={classes.legend}>
        {channels.map((channel, i) => (
          <span key={channel}>
            <span
              className={classes.stroke}
              style={{ borderTopColor: channelColour(channel), borderTopStyle: i === 0 ? 'solid' : 'dashed' }}
            />
            <ChannelBadge channel={channel} plain />
          </span>
        ))}
        {hasLine && (
          <span>
            <span className={classes.stroke} style={{ borderTopColor: 'var(--text)', borderTopStyle: 'dotted' }} />
            {t('witness.lowestBefore')}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

function Rows({ seen, most }: { seen: readonly SightingView[]; most: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className="sr-only">{t('witness.historyWhat')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('witness.seen')}</th>
          <th scope="col">{t('channel.label')}</th>
          <th scope="col" className={classes.number}>
            {t('witness.price1')}
          </th>
          <th scope="col">{t('witness.source')}</th>
        </tr>
      </thead>
      <tbody>
        {seen.slice(0, most).map((sighting) => (
          <tr key={sighting.id}>
            <td>
              <When at={sighting.seenAt} form="date" />
            </td>
            <td>
              <ChannelBadge channel={sighting.channel} plain />
              {sighting.place !== null && <span className={classes.place}>{sighting.place}</span>}
            </td>
            <td className={classes.number}>
              <Money amount={sighting.amount} currency={sighting.currency} />
            </td>
            <td className={classes.source} title={sighting.source}>
              {sourceName(sighting.source)}
              {sighting.sourceRow !== null && `, ${t('board.row', { row: sighting.sourceRow })}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The lowest price of the 30 days before now, in each currency: what a reduction would be counted from today. */
function LowestNow({ lowest }: { lowest: PriorPriceLine | undefined }): ReactElement | null {
  const { t } = useTranslation();
  const newest = new Map(lowest?.points.map((point) => [point.currency, point]));
  if (newest.size === 0) return null;
  return (
    <p className={classes.lowest}>
      {t('witness.lowestNow')}{' '}
      {[...newest.values()].map(({ currency, amount, channel }) => (
        <span key={currency}>
          <Money amount={amount} currency={currency} /> <ChannelBadge channel={channel} plain />
        </span>
      ))}
    </p>
  );
}

/** What the two channels have said of the product over time: a picture, and the same as a table. */
export function SightingHistory({
  product,
  channels,
  all = false,
}: {
  product: string;
  channels: readonly string[];
  all?: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const lowest = useQuery(priorPrices(product)).data;
  const answers = useQueries({ queries: channels.map((channel) => sightings(product, channel)) });
  const seen = answers
    .flatMap((answer) => answer.data?.sightings ?? [])
    .toSorted((a, b) => b.seenAt.localeCompare(a.seenAt));
  return (
    <section className={classes.history}>
      {!all && <h4 className={classes.title}>{t('witness.history')}</h4>}
      {seen.length === 0 ? (
        <p className={classes.none}>{t('witness.noHistory')}</p>
      ) : (
        <>
          <Chart seen={seen} channels={channels} lowest={lowest} />
          <LowestNow lowest={lowest} />
          <Rows seen={seen} most={all ? seen.length : SHOWN_ROWS} />
        </>
      )}
    </section>
  );
}
