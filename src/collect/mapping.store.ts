import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** Saves a mapping under its name; a mapping saved before under the same name is replaced. */
export async function upsertMapping(sql: Sql, name: string, definition: unknown, at: Instant): Promise<void> {
  await sql.query(
    `insert into mappings (name, definition, saved_at) values ($1, $2, $3)
     on conflict (name) do update set definition = excluded.definition, saved_at = excluded.saved_at`,
    [name, JSON.stringify(definition), new Date(at)],
  );
}
