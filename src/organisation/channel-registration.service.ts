import type { Sql } from '../store/postgres.ts';

/**
 * Makes the channels that nobody has told us of. Such a channel is one of ours, named by its id and without an owner,
 * until somebody says otherwise. Part of the caller's transaction.
 */
export async function registerChannels(sql: Sql, channels: readonly string[]): Promise<void> {
  await sql.query(
    `insert into channels (id, name_sv, name_en)
     select id, id, id from unnest($1::text[]) as row (id) order by id
     on conflict (id) do nothing`,
    [channels],
  );
}
