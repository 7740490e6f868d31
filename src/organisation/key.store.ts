import type { Sql } from '../store/postgres.ts';

type Key = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'write';
  readonly channel: string | null;
  readonly origins: readonly string[];
  readonly keyHash: Buffer;
};

/** Keeps new keys. Returns `false`, and keeps none, where a channel is named that does not exist. */
export async function saveKeys(sql: Sql, keys: readonly Key[], now: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with new as (
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::jsonb[])
         as k (id, name, kind, channel, key_hash, origins)
     )
     insert into api_keys (id, name, kind, channel, key_hash, origins, created_at)
     select id, name, kind, channel, key_hash, array(select jsonb_array_elements_text(origins)), $7 from new
     where not exists (select from new n where n.channel is not null and n.channel not in (select id from channels))`,
    [
      keys.map((each) => each.id),
      keys.map((each) => each.name),
      keys.map((each) => each.kind),
      keys.map((each) => each.channel),
      keys.map((each) => each.keyHash),
      keys.map((each) => JSON.stringify(each.origins)),
      new Date(now),
    ],
  );
  return rowCount === keys.length;
}

/** Revokes a key; it lets nobody in from then on. Returns whether there was such a key. */
export async function revokeKey(sql: Sql, id: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query('update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1', [
    id,
    new Date(now),
  ]);
  return rowCount === 1;
}
