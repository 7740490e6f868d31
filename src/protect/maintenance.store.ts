import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

export type Step = { readonly name: string; readonly count: number; readonly isDone: boolean };

export async function beginPass(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql.query('insert into maintenance_passes (id, began_at) values ($1, $2)', [id, new Date(at)]);
}

export async function endPass(sql: Sql, id: string, at: Instant, steps: readonly Step[]): Promise<void> {
  await sql.query('update maintenance_passes set ended_at = $2, steps = $3 where id = $1', [
    id,
    new Date(at),
    JSON.stringify(steps),
  ]);
}

/** Deletes what is kept no longer than it must: files handed out, sessions and links that are over, files of imports that failed. */
export async function deleteExpired(sql: Sql, now: Instant, importFilesKeptMs: number): Promise<number> {
  const { rows } = await sql.query<{ many: number }>(
    `with files as (delete from customer_exports where expires_at <= $1 returning 1),
     seats as (delete from sessions where expires_at <= $1 returning 1),
     links as (delete from login_links where expires_at <= $1 returning 1),
     chunks as (
       delete from import_chunks where import_id in (
         select id from imports where state in ('failed', 'cancelled', 'draft') and started_at <= $2) returning 1)
     select (select count(*) from files) + (select count(*) from seats) + (select count(*) from links)
       + (select count(*) from chunks) as many`,
    [new Date(now), new Date(now - importFilesKeptMs)],
  );
  return rows[0]?.many ?? 0;
}
