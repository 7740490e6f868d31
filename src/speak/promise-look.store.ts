import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/**
 * Goes on to look through promises until then, and says until when it was done before. Two at once come one after the
 * other: whoever is second finds what the first has left.
 */
export async function goOnLooking(tx: Sql, until: Instant): Promise<Instant> {
  const { rows } = await tx.query<{ before: Date }>(
    `update promise_looks set until = greatest(before.until, $1)
     from (select until from promise_looks for update) as before returning before.until as before`,
    [new Date(until)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('promise_looks has lost its row');
  return row.before.getTime();
}
