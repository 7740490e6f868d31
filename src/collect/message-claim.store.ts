import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Deps } from '../store/deps.ts';
import { insertLines } from '../store/line-insert.ts';
import { inTransaction } from '../store/postgres.ts';

type Stores = Pick<Deps, 'clickhouse' | 'postgres'>;

/**
 * Claims messages for a segment, and tells which of them another segment claimed before, within 30 days: those have been
 * taken in already. Each message is named by its source and id as they stand in the segment. A claim is for good: the
 * segment that made it first is told so again, however often it asks, so that a hand-over that was cut short and comes
 * again leaves nothing out.
 */
export async function findClaimedBefore(
  stores: Stores,
  segment: string,
  messages: readonly string[],
): Promise<ReadonlySet<string>> {
  const messageOf = new Map(messages.map((message) => [asUuid(message), message]));
  const claimedAt = await claim(stores, asUuid(segment), [...messageOf.keys()]);
  const answer = await stores.clickhouse.query({
    query: `SELECT id FROM message_ids
      WHERE id IN (SELECT id FROM message_ids WHERE claimed_at = {claimedAt: DateTime64(6, 'UTC')})
      GROUP BY id HAVING argMin(segment, claimed_at) != {segment: UUID}`,
    query_params: { claimedAt, segment: asUuid(segment) },
    format: 'JSONEachRow',
  });
  const before = await answer.json<{ id: string }>();
  return new Set(before.map(({ id }) => messageOf.get(id) ?? ''));
}

/** One segment at a time, over all processes: whoever reads afterwards sees every claim that is older than its own. */
function claim({ postgres, clickhouse }: Stores, segment: string, ids: readonly string[]): Promise<string> {
  return inTransaction(postgres, async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('message claims', 0))");
    const { rows } = await tx.query<{ now: string }>(
      "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') as now",
    );
    const claimedAt = rows[0]?.now ?? '';
    const lines = ids.map((id) => `{"id":"${id}","segment":"${segment}","claimed_at":"${claimedAt}"}\n`);
    const text = Readable.from([lines.join('')], { objectMode: false });
    await insertLines(clickhouse, 'message_ids', text, `${segment} ${claimedAt}`);
    return claimedAt;
  });
}

/** 128 bits: among a hundred million messages two fall together once in 10^23 months. */
function asUuid(text: string): string {
  const hex = hash('md5', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
