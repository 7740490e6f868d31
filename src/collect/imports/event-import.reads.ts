import type { Sql } from '../../store/postgres.ts';
import type { EventReceipt } from './import-report.ts';

/** What an import of events has come to so far. */
export async function findEventReceipt(sql: Sql, id: string): Promise<EventReceipt> {
  const { rows } = await sql.query<EventReceipt>(
    `select id as "importId", rows_read as "rowsRead", accepted, anonymous, rejected, passed from imports where id = $1`,
    [id],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`there is no import ${id}`);
  return found;
}

export type DeadRow = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly body: string;
};

/** Rows and events of an import that were not taken in, in the order of the file, from after the given one. */
export async function listDeadRows(
  sql: Sql,
  importId: string,
  limit: number,
  after: { readonly line: number; readonly field: string } = { line: -1, field: '' },
): Promise<DeadRow[]> {
  const { rows } = await sql.query<DeadRow>(
    `select line, field, reason, body from dead_letters
     where import_id = $1 and (line, field) > ($2, $3) order by line, field limit $4`,
    [importId, after.line, after.field, limit],
  );
  return rows;
}
