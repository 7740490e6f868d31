import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

export type RetentionRule = { readonly event: string; readonly days: number };

/** For how long events of a name are kept, where that is not for ever. */
export async function listRetention(sql: Sql): Promise<RetentionRule[]> {
  const { rows } = await sql.query<RetentionRule>('select event, days from retention_rules order by event');
  return rows;
}

/** From the next pass on. `null` keeps them for ever. */
export async function setRetention(
  sql: Sql,
  event: string,
  days: number | null,
  made: { readonly by: string; readonly at: Instant },
): Promise<void> {
  if (days === null) {
    await sql.query('delete from retention_rules where event = $1', [event]);
    return;
  }
  await sql.query(
    `insert into retention_rules (event, days, made_by, made_at) values ($1, $2, $3, $4)
     on conflict (event) do update set days = excluded.days, made_by = excluded.made_by, made_at = excluded.made_at`,
    [event, days, made.by, new Date(made.at)],
  );
}
