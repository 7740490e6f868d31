import type { ClickHouse } from '../store/clickhouse.ts';
import type { HistoryPlaces } from './history-places.ts';

const theirs = 'customer IN {places: Array(UUID)} AND subject NOT IN {foreign: Array(UUID)}';

/** How many rows of the history are the customer's; one that was sent twice may be two. */
export async function countEvents(clickhouse: ClickHouse, { places, foreign }: HistoryPlaces): Promise<number> {
  const asked = await clickhouse.query({
    query: `SELECT count() AS many FROM events WHERE ${theirs}`,
    query_params: { places, foreign },
    format: 'JSONEachRow',
  });
  const [row] = await asked.json<{ many: string }>();
  return Number(row?.many ?? 0);
}

/** Hides the customer's events from every question, at once. Their bytes go by `rewriteWithoutDeleted`. */
export async function deleteEvents(clickhouse: ClickHouse, { places, foreign }: HistoryPlaces): Promise<void> {
  await clickhouse.command({
    query: `DELETE FROM events WHERE ${theirs}`,
    query_params: { places, foreign },
    clickhouse_settings: { lightweight_deletes_sync: '2' },
  });
}

/** Takes away who the customers were before they were merged, and which identifiers a split brought to them. */
export async function deleteHomes(clickhouse: ClickHouse, customerIds: readonly string[]): Promise<void> {
  const asked = await clickhouse.query({
    query: 'SELECT DISTINCT who FROM customer_homes WHERE who IN {ids: Array(UUID)} OR home IN {ids: Array(UUID)}',
    query_params: { ids: customerIds },
    format: 'JSONEachRow',
  });
  const gone = (await asked.json<{ who: string }>()).map(({ who }) => who);
  if (gone.length === 0) return;
  await clickhouse.command({
    query: 'ALTER TABLE customer_homes DELETE WHERE who IN {gone: Array(UUID)}',
    query_params: { gone },
    clickhouse_settings: { mutations_sync: '2' },
  });
}

/** Hides events of a name that are older than the instant, in the history's own time. */
export async function deleteOlder(clickhouse: ClickHouse, event: string, before: string): Promise<number> {
  const query_params = { event, before };
  const which = `name = {event: String} AND at < {before: DateTime64(3, 'UTC')}`;
  const asked = await clickhouse.query({
    query: `SELECT count() AS many FROM events WHERE ${which}`,
    query_params,
    format: 'JSONEachRow',
  });
  const [row] = await asked.json<{ many: string }>();
  const many = Number(row?.many ?? 0);
  if (many > 0) {
    await clickhouse.command({
      query: `DELETE FROM events WHERE ${which}`,
      query_params,
      clickhouse_settings: { lightweight_deletes_sync: '2' },
    });
  }
  return many;
}

/** How long the rewriting of a large history may take before the pass goes on without waiting for it. */
const REWRITTEN_WITHIN_MS = 6 * 3_600_000;
const CLEARED_WITHIN_MS = 600_000;
const LOOK_AGAIN_MS = 200;

/**
 * Writes every part of the history anew that holds deleted rows, and has the old ones removed now and not in some
 * minutes. False when that was not through in time: the next pass then goes on.
 */
export async function rewriteWithoutDeleted(clickhouse: ClickHouse): Promise<boolean> {
  await clickhouse.command({
    query: 'ALTER TABLE events APPLY DELETED MASK',
    clickhouse_settings: { mutations_sync: '0' },
  });
  const unfinished = `SELECT count() AS many FROM system.mutations
    WHERE database = currentDatabase() AND table = 'events' AND NOT is_done`;
  if (!(await becomesZero(clickhouse, unfinished, REWRITTEN_WITHIN_MS))) return false;
  const old = `SELECT count() AS many FROM system.parts
    WHERE database = currentDatabase() AND table = 'events' AND _state IN ('Outdated', 'Deleting', 'DeleteOnDestroy')`;
  // Old parts are kept for some minutes, in case the machine loses its power before the new ones are on the disk.
  await clickhouse.command({ query: 'ALTER TABLE events MODIFY SETTING old_parts_lifetime = 1' });
  try {
    return await becomesZero(clickhouse, old, CLEARED_WITHIN_MS);
  } finally {
    await clickhouse.command({ query: 'ALTER TABLE events RESET SETTING old_parts_lifetime' });
  }
}

async function becomesZero(clickhouse: ClickHouse, query: string, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (;;) {
    const asked = await clickhouse.query({ query, format: 'JSONEachRow' });
    const [row] = await asked.json<{ many: string }>();
    if (Number(row?.many ?? 0) === 0) return true;
    if (performance.now() > end) return false;
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}
