import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { ImportState } from '../import.contract.ts';
import { insertRejectedRows, type RejectedFrom, type RejectedRow } from '../import.store.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { withoutNumbers } from '../secret-field.ts';

/** An import of events as it is worked on: how the file is read, and how far it has come. */
export type EventImport = {
  readonly id: string;
  readonly state: ImportState;
  readonly fileName: string;
  readonly source: string;
  readonly definition: EventMapping | null;
  readonly fileHash: string | null;
  readonly dealtWith: number;
  readonly bytesTotal: number;
  readonly finishedAt: Date | null;
};

export type NewEventImport = {
  readonly id: string;
  readonly state: ImportState;
  readonly fileName: string;
  readonly mappingName: string | null;
  readonly source: string;
  readonly definition: EventMapping | null;
  readonly fileHash: string | null;
  readonly fingerprint: string | null;
  readonly bytesTotal: number;
  readonly startedAt: Instant;
};

const workColumns = `id, state, file_name as "fileName", source, definition, file_hash as "fileHash",
  dealt_with as "dealtWith", bytes_total as "bytesTotal", finished_at as "finishedAt"`;

/** Opens the record of an import, or finds the one there is of the same file read in the same way. */
export async function openEventImport(sql: Sql, one: NewEventImport): Promise<EventImport> {
  await sql.query(
    `insert into imports (id, kind, state, file_name, mapping, source, definition, file_hash, fingerprint, bytes_total, started_at)
     values ($1, 'events', $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (fingerprint) do nothing`,
    [
      one.id,
      one.state,
      one.fileName,
      one.mappingName,
      one.source,
      one.definition === null ? null : JSON.stringify(one.definition),
      one.fileHash,
      one.fingerprint,
      one.bytesTotal,
      new Date(one.startedAt),
    ],
  );
  const { rows } = await sql.query<EventImport>(
    `select ${workColumns} from imports where id = $1 or fingerprint = $2 order by id = $1`,
    [one.id, one.fingerprint],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('an import was neither made nor found');
  return found;
}

export async function loadEventImport(sql: Sql, id: string): Promise<EventImport | undefined> {
  const { rows } = await sql.query<EventImport>(
    `select ${workColumns} from imports where id = $1 and kind = 'events'`,
    [id],
  );
  return rows[0];
}

/** Sets an import going, unless it has come to its end. Returns how far it had come. */
export async function startWork(sql: Sql, id: string, now: Instant): Promise<number | undefined> {
  const { rows } = await sql.query<{ dealt_with: number }>(
    `update imports set state = 'running', fault = null, finished_at = null, resumed_at = $2, worked_at = $2,
       resumed_bytes = bytes_read
     where id = $1 and state <> 'done' returning dealt_with`,
    [id, new Date(now)],
  );
  return rows[0]?.dealt_with;
}

/** One step of the work: from where to where, and what came of it. Rows, bytes and what was passed over are totals. */
export type WorkStep = {
  readonly from: number;
  readonly to: number;
  readonly accepted: number;
  readonly anonymous: number;
  readonly rejected: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly passed: Readonly<Record<string, number>>;
};

/** Writes how far an import has come. False when it is no longer ours to go on with: cancelled, or worked on elsewhere. */
export async function saveStep(sql: Sql, id: string, step: WorkStep, now: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update imports set dealt_with = $3, accepted = accepted + $4, anonymous = anonymous + $5, rejected = rejected + $6,
       rows_read = $7, bytes_read = $8, passed = $9, worked_at = $10
     where id = $1 and dealt_with = $2 and state = 'running'`,
    [
      id,
      step.from,
      step.to,
      step.accepted,
      step.anonymous,
      step.rejected,
      step.rowsRead,
      step.bytesRead,
      JSON.stringify(step.passed),
      new Date(now),
    ],
  );
  return rowCount === 1;
}

/** The end of an import, with the fault that ended it when it did not come through. Its file is no longer kept when it did. */
export async function endWork(sql: Sql, id: string, fault: string | null, now: Instant): Promise<void> {
  await sql.query(
    `update imports set state = case when $2::text is null then 'done' else 'failed' end, fault = $2, finished_at = $3,
       bytes_read = case when $2::text is null then bytes_total else bytes_read end
     where id = $1 and state = 'running'`,
    [id, fault, new Date(now)],
  );
  if (fault === null) await sql.query('delete from import_chunks where import_id = $1', [id]);
}

/** Keeps rows and events that were not taken in, under their import; nobody's personal number stands in them. */
export function keepDeadRows(sql: Sql, rows: readonly RejectedRow[], from: Omit<RejectedFrom, 'kind'>): Promise<void> {
  const bare = rows.map((row) => ({
    ...row,
    reason: withoutNumbers(row.reason),
    body: withoutNumbers(row.body),
  }));
  return insertRejectedRows(sql, bare, { ...from, kind: 'event' });
}
