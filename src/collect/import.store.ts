import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** A row that could not be accepted: where it stood, which field, why, and the row itself. */
export type RejectedRow = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly body: string;
};

/** The most characters of a rejected row that are kept: of an event enough to mend it by, a price is found again in its file. */
const longestBody = { sighting: 2_000, event: 32_768 };

export type NewImport = {
  readonly id: string;
  readonly fileName: string;
  readonly mapping: string | null;
  readonly startedAt: Instant;
};

/** Opens the record of one import, so that its rows have something to belong to. */
export async function insertImport(sql: Sql, one: NewImport): Promise<void> {
  await sql.query(
    `insert into imports (id, kind, file_name, mapping, started_at) values ($1, 'sightings', $2, $3, $4)`,
    [one.id, one.fileName, one.mapping, new Date(one.startedAt)],
  );
}

/** Counts what has come so far, so that a long import can be watched. */
export async function addToImport(
  sql: Sql,
  id: string,
  counts: { readonly accepted: number; readonly repeated: number; readonly rejected: number },
): Promise<void> {
  await sql.query(
    'update imports set accepted = accepted + $2, repeated = repeated + $3, rejected = rejected + $4 where id = $1',
    [id, counts.accepted, counts.repeated, counts.rejected],
  );
}

export async function finishImport(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql.query(`update imports set finished_at = $2, state = 'done' where id = $1`, [id, new Date(at)]);
}

export type RejectedFrom = {
  readonly kind: 'sighting' | 'event';
  readonly importId: string;
  readonly source: string;
  readonly at: Instant;
  readonly newId: () => string;
};

/** Keeps rows that were not accepted, with the reason, so that they can be mended and handed in again. */
export async function insertRejectedRows(sql: Sql, rows: readonly RejectedRow[], from: RejectedFrom): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into dead_letters (id, received_at, kind, source, import_id, line, field, reason, body)
     select id, $1, $9, $2, $3, line, field, reason, body
     from unnest($4::uuid[], $5::integer[], $6::text[], $7::text[], $8::text[]) as row (id, line, field, reason, body)`,
    [
      new Date(from.at),
      withoutNul(from.source),
      from.importId,
      rows.map(() => from.newId()),
      rows.map((row) => row.line),
      rows.map((row) => withoutNul(row.field)),
      rows.map((row) => withoutNul(row.reason)),
      rows.map((row) => withoutNul(row.body).slice(0, longestBody[from.kind])),
      from.kind,
    ],
  );
}

/** PostgreSQL's text holds every character but this one. */
export function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
