import type { Sql } from '../store/postgres.ts';
import type { DeadLetterView } from './event.contract.ts';
import { type TimeCursor, writeTimeCursor } from './time-cursor.ts';

const PAGE = 50;

export type DeadLetterQuery = {
  readonly kind: DeadLetterView['kind'] | undefined;
  readonly after: TimeCursor | undefined;
  readonly limit: number | undefined;
};

type Row = Omit<DeadLetterView, 'receivedAt'> & { readonly receivedAt: Date };

/** What was not taken in, the newest first. */
export async function listDeadLetters(
  sql: Sql,
  { kind, after, limit = PAGE }: DeadLetterQuery,
): Promise<{ deadLetters: DeadLetterView[]; next: string | null }> {
  const { rows } = await sql.query<Row>(
    `select id, received_at as "receivedAt", kind, source, line, field, reason, body
     from dead_letters
     where ($1::text is null or kind = $1)
       and ($2::timestamptz is null or (received_at, id::text) < ($2, $3))
     order by received_at desc, id::text desc limit $4`,
    [kind ?? null, after === undefined ? null : new Date(after.at), after?.id ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    deadLetters: page.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    next: rows.length > limit && last ? writeTimeCursor({ at: last.receivedAt.getTime(), id: last.id }) : null,
  };
}
