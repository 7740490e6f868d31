import type { Sql } from '../store/postgres.ts';

/** Who answers for each channel: the member's id and name, or null where nobody does. All channels that are asked for. */
export async function ownersOfChannels(
  sql: Sql,
  channels: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string } | null>> {
  const { rows } = await sql.query<{ channel: string; id: string | null; name: string | null }>(
    `select c.id as channel, m.id, m.name from channels c left join members m on m.id = c.owner_member_id
     where c.id = any($1::text[])`,
    [channels],
  );
  return new Map(rows.map(({ channel, id, name }) => [channel, id === null || name === null ? null : { id, name }]));
}
