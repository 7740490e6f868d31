import type { Sql } from '../store/postgres.ts';
import type { SavedMapping } from './import.contract.ts';

/** The names of the saved mappings. */
export async function listMappings(sql: Sql): Promise<{ name: string; savedAt: string }[]> {
  const { rows } = await sql.query<{ name: string; saved_at: Date }>(
    'select name, saved_at from mappings order by name',
  );
  return rows.map((row) => ({ name: row.name, savedAt: row.saved_at.toISOString() }));
}

export async function findMapping(sql: Sql, name: string): Promise<SavedMapping | undefined> {
  const { rows } = await sql.query<{ name: string; saved_at: Date; definition: unknown }>(
    'select name, saved_at, definition from mappings where name = $1',
    [name],
  );
  const [row] = rows;
  return row && { name: row.name, savedAt: row.saved_at.toISOString(), definition: row.definition };
}
