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

/** For how long each kind of thing is kept, in milliseconds: files of imports that failed, and texts by what they are. */
export type Kept = { readonly importFiles: number; readonly chatTexts: number; readonly replacedTexts: number };

/** Deletes what is kept no longer than it must: files handed out, sessions and links that are over, files of imports that failed, old texts. */
export async function deleteExpired(sql: Sql, now: Instant, kept: Kept): Promise<number> {
  const { rows } = await sql.query<{ many: number }>(
    `with files as (delete from customer_exports where expires_at <= $1 returning 1),
     seats as (delete from sessions where expires_at <= $1 returning 1),
     links as (delete from login_links where expires_at <= $1 returning 1),
     chunks as (
       delete from import_chunks where import_id in (
         select id from imports where state in ('failed', 'cancelled', 'draft') and started_at <= $2) returning 1),
     old_texts as (
       delete from texts where (kind = 'chat' and received_at <= $3) or replaced_from <= $4 returning 1)
     select (select count(*) from files) + (select count(*) from seats) + (select count(*) from links)
       + (select count(*) from chunks) + (select count(*) from old_texts) as many`,
    [new Date(now), ...[kept.importFiles, kept.chatTexts, kept.replacedTexts].map((ms) => new Date(now - ms))],
  );
  return rows[0]?.many ?? 0;
}
