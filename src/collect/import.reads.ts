import type { Sql } from '../store/postgres.ts';
import type { ImportDetail, ImportView } from './import.contract.ts';

type ImportRow = {
  id: string;
  file_name: string;
  mapping: string | null;
  started_at: Date;
  finished_at: Date | null;
  accepted: number;
  repeated: number;
  rejected: number;
};

/** Rejected rows shown with an import; the rest stay in the dead letters. */
const REJECTED_ROWS_SHOWN = 1_000;

function importOf(row: ImportRow): ImportView {
  return {
    id: row.id,
    fileName: row.file_name,
    mapping: row.mapping,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    accepted: row.accepted,
    repeated: row.repeated,
    rejected: row.rejected,
  };
}

/** The newest imports. */
export async function listImports(sql: Sql, limit: number): Promise<ImportView[]> {
  const { rows } = await sql.query<ImportRow>('select * from imports order by started_at desc, id desc limit $1', [
    limit,
  ]);
  return rows.map(importOf);
}

/** One import with the rows that were not accepted. */
export async function findImport(sql: Sql, id: string): Promise<ImportDetail | undefined> {
  const found = await sql.query<ImportRow>('select * from imports where id = $1', [id]);
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const { rows } = await sql.query<ImportDetail['rejectedRows'][number]>(
    'select line, field, reason, body from dead_letters where import_id = $1 order by line, field limit $2',
    [id, REJECTED_ROWS_SHOWN],
  );
  return { ...importOf(row), rejectedRows: rows };
}
