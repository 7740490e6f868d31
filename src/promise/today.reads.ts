import { DAY_MS, type Instant, toIso } from '../kernel/period.ts';
import { listChannels } from '../organisation/channel.reads.ts';
import { contradictionCounts, worstContradictions } from '../speak/contradiction.reads.ts';
import { toDateTime64 } from '../store/clickhouse.ts';
import type { Deps } from '../store/deps.ts';
import { countPromises, nextPromises } from './promise.reads.ts';
import { presentPromise } from './promise.ts';
import type { Today } from './today.contract.ts';

const MOST_SHOWN = 20;

/** How many events each channel sent in the last 24 hours. One that was sent twice counts once. */
async function countEvents(deps: Deps, now: Instant): Promise<Map<string, number>> {
  const result = await deps.clickhouse.query({
    query: `select channel, toUInt32(uniqExact(message_id)) as events from events
      where at > {from:DateTime64(3, 'UTC')} and at <= {to:DateTime64(3, 'UTC')} group by channel`,
    query_params: { from: toDateTime64(now - DAY_MS), to: toDateTime64(now) },
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ channel: string; events: number }>();
  return new Map(rows.map((row) => [row.channel, row.events]));
}

/** What the day begins with: contradictions and promises that are open, and how much each channel says. */
export async function readToday(deps: Deps): Promise<Today> {
  const now = deps.clock();
  const { postgres } = deps;
  const [counts, worst, promises, next, channels, events] = await Promise.all([
    contradictionCounts(postgres),
    worstContradictions(postgres, MOST_SHOWN, now),
    countPromises(postgres, now),
    nextPromises(postgres, now, MOST_SHOWN),
    listChannels(postgres),
    countEvents(deps, now),
  ]);
  return {
    now: toIso(now),
    contradictions: { open: counts.open, answered: counts.answered, worst },
    promises: { ...promises, next: next.map((each) => presentPromise(each, now)) },
    channels: channels.map(({ id }) => ({
      channel: id,
      openContradictions: counts.openByChannel[id] ?? 0,
      eventsLast24Hours: events.get(id) ?? 0,
    })),
  };
}
