import type { Sql } from '../store/postgres.ts';

/**
 * Makes the channels that nobody has told us of. Such a channel is one of ours (unless it is named as `foreign`),
 * called by its id and without an owner, until somebody says otherwise. Part of the caller's transaction.
 */
export async function registerChannels(
  sql: Sql,
  channels: Iterable<string>,
  foreign: readonly string[] = [],
): Promise<void> {
  await sql.query(
    `insert into channels (id, name_sv, name_en, is_ours)
     select id, id, id, not id = any ($2::text[]) from unnest($1::text[]) as row (id) order by id
     on conflict (id) do nothing`,
    [[...channels], foreign],
  );
}
