import type { Sql } from '../../store/postgres.ts';
import type { BareRow } from './live.contract.ts';

/** A row as it lies, or how many were not shown. */
export type StoredRow = { readonly id: number; readonly row: BareRow | { readonly skipped: number } };

// Rows written at the same time by several processes may be seen out of their order; so far back is looked again.
const LOOK_BACK = 200;
const MOST_ROWS = 500;

/** The rows after this one, and those before it that were not there yet. */
export async function liveRowsAfter(sql: Sql, after: number, seen: ReadonlySet<number>): Promise<StoredRow[]> {
  const { rows } = await sql.query<{ id: number; row: string }>(
    `select id, row from inflow_rows where id > $1 and not (id = any ($2::bigint[])) order by id limit ${MOST_ROWS}`,
    [after - LOOK_BACK, [...seen].filter((id) => id > after - LOOK_BACK)],
  );
  return rows.map(({ id, row }) => ({ id, row: JSON.parse(row) as StoredRow['row'] }));
}

/** The ids of the newest rows, which whoever begins to look now is not shown. */
export async function newestLiveRows(sql: Sql): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(`select id from inflow_rows order by id desc limit ${LOOK_BACK}`);
  return rows.map((row) => row.id);
}
