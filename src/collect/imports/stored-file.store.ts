import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { EventMapping } from './event-mapping.contract.ts';

/** Keeps the next part of a file that is being handed in. */
export async function insertChunk(sql: Sql, importId: string, nth: number, bytes: Buffer): Promise<void> {
  await sql.query('insert into import_chunks (import_id, nth, bytes) values ($1, $2, $3)', [importId, nth, bytes]);
}

/** The file is whole: what it holds, and how many bytes. */
export async function completeFile(sql: Sql, importId: string, fileHash: string, bytes: number): Promise<void> {
  await sql.query('update imports set file_hash = $2, bytes_total = $3 where id = $1', [importId, fileHash, bytes]);
}

/** Takes away an import of which nothing has come in yet, with its file. */
export async function deleteDraft(sql: Sql, importId: string): Promise<void> {
  await sql.query(`delete from imports where id = $1 and dealt_with = 0`, [importId]);
}

/** How a file is to be read, and from whom it is. */
export type Reading = {
  readonly definition: EventMapping;
  readonly mappingName: string | null;
  readonly source: string;
  readonly fingerprint: string;
};

/** The import that reads the same file in the same way, other than this one. */
export async function findTwin(sql: Sql, importId: string, fingerprint: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>('select id from imports where fingerprint = $2 and id <> $1', [
    importId,
    fingerprint,
  ]);
  return rows[0]?.id;
}

/** Says how the file is read. False when the import has begun already, or been cancelled. */
export async function setReading(sql: Sql, importId: string, reading: Reading): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update imports set state = 'waiting', definition = $2, mapping = $3, source = $4, fingerprint = $5, fault = null, finished_at = null
     where id = $1 and state in ('draft', 'failed') and dealt_with = 0 and file_hash is not null`,
    [importId, JSON.stringify(reading.definition), reading.mappingName, reading.source, reading.fingerprint],
  );
  return rowCount === 1;
}

/** Moves an import from one of the given states to another. False when it is in none of them. */
export async function changeState(
  sql: Sql,
  importId: string,
  from: readonly string[],
  to: string,
  now: Instant,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update imports set state = $3, finished_at = case when $3 = 'cancelled' then $4::timestamptz end
     where id = $1 and kind = 'events' and state = any($2::text[])`,
    [importId, from, to, new Date(now)],
  );
  return rowCount === 1;
}

/** The imports whose files are here and whose work has not come to its end. */
export async function listUnfinished(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from imports where state in ('waiting', 'running')
       and exists (select 1 from import_chunks where import_id = imports.id) order by id`,
  );
  return rows.map((each) => each.id);
}

/** Takes away drafts that nobody started, and the files of imports that nobody took up again. */
export async function deleteOldFiles(sql: Sql, before: Instant): Promise<void> {
  await sql.query(`delete from imports where state = 'draft' and started_at < $1`, [new Date(before)]);
  await sql.query(
    `delete from import_chunks where import_id in
       (select id from imports where state in ('failed', 'cancelled') and finished_at < $1)`,
    [new Date(before)],
  );
}
