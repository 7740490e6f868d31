import { csvCell } from '../../kernel/plain-text.ts';
import type { Sql } from '../../store/postgres.ts';

const ROWS_AT_ONCE = 500;

type DeadRow = {
  readonly id: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly body: string;
};

/** The rows of an import that were not taken in, as a table for spreadsheets, in the order of the file. */
export async function* deadRowsTable(sql: Sql, importId: string): AsyncGenerator<string> {
  yield '\uFEFFline;field;reason;row\r\n';
  let last: Pick<DeadRow, 'line' | 'id'> | undefined = { line: -1, id: '00000000-0000-0000-0000-000000000000' };
  while (last !== undefined) {
    const rows: DeadRow[] = await pageAfter(sql, importId, last);
    yield rows
      .map(({ line, field, reason, body }) => `${[String(line), field, reason, body].map(csvCell).join(';')}\r\n`)
      .join('');
    last = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1);
  }
}

async function pageAfter(sql: Sql, importId: string, { line, id }: Pick<DeadRow, 'line' | 'id'>): Promise<DeadRow[]> {
  const { rows } = await sql.query<DeadRow>(
    `select id, coalesce(line, 0) as line, coalesce(field, '') as field, reason, body from dead_letters
     where import_id = $1 and (coalesce(line, 0), id) > ($2, $3) order by coalesce(line, 0), id limit $4`,
    [importId, line, id, ROWS_AT_ONCE],
  );
  return rows;
}
