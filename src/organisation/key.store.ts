import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** What a key is for; a key that takes its place is for the same. */
export type KeyPurpose = {
  readonly name: string;
  readonly kind: 'channel' | 'write';
  readonly channel: string | null;
  readonly source: string | null;
};

type Key = KeyPurpose & { readonly id: string; readonly startsWith: string; readonly keyHash: Buffer };

/** Keeps new keys, by their hashes. */
export async function saveKeys(sql: Sql, keys: readonly Key[], createdBy: string, now: Instant): Promise<void> {
  await sql.query(
    `insert into api_keys (id, name, kind, channel, source_id, starts_with, key_hash, created_by, created_at)
     select id, name, kind, channel, source_id, starts_with, key_hash, $8, $9
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
       as k (id, name, kind, channel, source_id, starts_with, key_hash)`,
    [
      keys.map((each) => each.id),
      keys.map((each) => each.name),
      keys.map((each) => each.kind),
      keys.map((each) => each.channel),
      keys.map((each) => each.source),
      keys.map((each) => each.startsWith),
      keys.map((each) => each.keyHash),
      createdBy,
      new Date(now),
    ],
  );
}

export type HeldKey = KeyPurpose & {
  readonly isRevoked: boolean;
  readonly isReplaced: boolean;
  readonly stopsAt: Date | null;
};

/** Holds a key until the transaction ends, and says what it is; `undefined` when there is none of this id. */
export async function lockKey(sql: Sql, id: string): Promise<HeldKey | undefined> {
  const { rows } = await sql.query<HeldKey>(
    `select name, kind, channel, source_id as source, stops_at as "stopsAt",
            revoked_at is not null as "isRevoked", replaced_by is not null as "isReplaced"
     from api_keys where id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Says which key has taken the place of this one, and until when this one is good. */
export async function markReplaced(sql: Sql, id: string, by: string, stopsAt: Instant): Promise<void> {
  await sql.query('update api_keys set replaced_by = $2, stops_at = $3 where id = $1', [id, by, new Date(stopsAt)]);
}

/** Revokes a key; it lets nobody in from then on. */
export async function revokeKey(sql: Sql, id: string, now: Instant): Promise<void> {
  await sql.query('update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1', [id, new Date(now)]);
}

/** Notes that keys were used. A later time that another process has noted stands. */
export async function saveKeyUse(sql: Sql, ids: readonly string[], at: Instant): Promise<void> {
  await sql.query(
    `update api_keys set last_used_at = $2
     where id = any ($1::uuid[]) and (last_used_at is null or last_used_at < $2)`,
    [ids, new Date(at)],
  );
}
