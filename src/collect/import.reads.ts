import type { Sql } from '../store/postgres.ts';
import type { ImportDetail, ImportView } from './import.contract.ts';
import { type ImportProgress, progressBetween } from './imports/import-progress.ts';

type ImportRow = {
  id: string;
  kind: ImportView['kind'];
  state: ImportView['state'];
  file_name: string;
  source: string | null;
  mapping: string | null;
  started_at: Date;
  finished_at: Date | null;
  accepted: number;
  repeated: number;
  rejected: number;
  anonymous: number;
  passed: Record<string, number>;
  rows_read: number;
  bytes_read: number;
  bytes_total: number;
  resumed_at: Date | null;
  resumed_bytes: number;
  worked_at: Date | null;
  fault: string | null;
  is_kept: boolean;
};

const importColumns = `id, kind, state, file_name, source, mapping, started_at, finished_at, accepted, repeated, rejected,
  anonymous, passed, rows_read, bytes_read, bytes_total, resumed_at, resumed_bytes, worked_at, fault,
  exists (select 1 from import_chunks where import_id = imports.id) as is_kept`;

/** Rejected rows shown with an import; the rest stay in the dead letters. */
const REJECTED_ROWS_SHOWN = 1_000;

function importOf(row: ImportRow): ImportView {
  const { rowsPerSecond, secondsLeft } = progressOf(row);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name,
    source: row.source,
    mapping: row.mapping,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    accepted: row.accepted,
    repeated: row.repeated,
    rejected: row.rejected,
    anonymous: row.anonymous,
    passed: row.passed,
    rowsRead: row.rows_read,
    bytesRead: row.bytes_read,
    bytesTotal: row.bytes_total,
    rowsPerSecond,
    secondsLeft: row.state === 'running' ? secondsLeft : null,
    fault: row.fault,
    mayResume: row.is_kept && (row.state === 'failed' || row.state === 'cancelled'),
  };
}

/** How fast it goes since it was last taken up. Rows are as many a byte all through the file, near enough. */
function progressOf(row: ImportRow): ImportProgress {
  const rowsAt = (bytes: number): number => (row.bytes_read === 0 ? 0 : (row.rows_read * bytes) / row.bytes_read);
  const since = { at: row.resumed_at?.getTime() ?? 0, bytes: row.resumed_bytes, rows: rowsAt(row.resumed_bytes) };
  const now = { at: row.worked_at?.getTime() ?? 0, bytes: row.bytes_read, rows: row.rows_read };
  return progressBetween(since, now, row.bytes_total);
}

/** The newest imports. */
export async function listImports(sql: Sql, limit: number): Promise<ImportView[]> {
  const { rows } = await sql.query<ImportRow>(
    `select ${importColumns} from imports order by started_at desc, id desc limit $1`,
    [limit],
  );
  return rows.map(importOf);
}

/** One import with the rows that were not accepted. */
export async function findImport(sql: Sql, id: string): Promise<ImportDetail | undefined> {
  const found = await sql.query<ImportRow>(`select ${importColumns} from imports where id = $1`, [id]);
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const { rows } = await sql.query<ImportDetail['rejectedRows'][number]>(
    'select line, field, reason, body from dead_letters where import_id = $1 order by line, field limit $2',
    [id, REJECTED_ROWS_SHOWN],
  );
  return { ...importOf(row), rejectedRows: rows };
}
