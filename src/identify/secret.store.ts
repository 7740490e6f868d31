import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Identifier, Secret } from './identifier.ts';

export type SecretIdentifier = Identifier & { readonly secret: Secret };

/** Keeps what stands beside secret identifiers. What is kept already stays. */
export async function keepSecrets(sql: Sql, identifiers: readonly SecretIdentifier[], keyId: string): Promise<void> {
  await sql.query(
    `insert into identifier_secrets (type, value, key_id, sealed, shown)
     select type, value, $1, sealed, shown from unnest($2::text[], $3::text[], $4::text[], $5::text[])
       as s (type, value, sealed, shown) order by type, value
     on conflict (type, value) do nothing`,
    [
      keyId,
      identifiers.map((each) => each.type),
      identifiers.map((each) => each.value),
      identifiers.map((each) => each.secret.sealed),
      identifiers.map((each) => each.secret.shown),
    ],
  );
}

/** A secret value under the hash it had, and what it is to be from now on. */
export type Rehashed = {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly sealed: string;
};

/** Gives identifiers their hash by the new key, in one statement: whoever looks finds them by the one or the other. */
export async function rehash(sql: Sql, changes: readonly Rehashed[], keyId: string): Promise<number> {
  const { rowCount } = await sql.query(
    `with wanted as (
       select * from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as w (type, former, value, sealed)
     ), held as (
       select s.type, s.value from identifier_secrets s join wanted w on s.type = w.type and s.value = w.former
       order by s.type, s.value for update of s
     ), moved as (
       update identifiers i set value = w.value from wanted w join held h on h.type = w.type and h.value = w.former
       where i.type = w.type and i.value = w.former
     )
     update identifier_secrets s set value = w.value, key_id = $1, sealed = w.sealed
     from wanted w join held h on h.type = w.type and h.value = w.former
     where s.type = w.type and s.value = w.former`,
    [
      keyId,
      changes.map((each) => each.type),
      changes.map((each) => each.from),
      changes.map((each) => each.to),
      changes.map((each) => each.sealed),
    ],
  );
  return rowCount ?? 0;
}

export type SealedRow = { readonly type: string; readonly value: string; readonly sealed: string };

/** Some of what is sealed by other keys than this one, after the given row. */
export async function sealedByOthers(
  sql: Sql,
  keyId: string,
  after: Pick<SealedRow, 'type' | 'value'>,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql.query<SealedRow>(
    `select type, value, sealed from identifier_secrets
     where key_id <> $1 and (type, value) > ($2, $3) order by type, value limit $4`,
    [keyId, after.type, after.value, limit],
  );
  return rows;
}

/** Writes down that the key is used from now on. */
export async function noteKey(sql: Sql, keyId: string, now: Instant): Promise<void> {
  await sql.query(
    `insert into vault_keys (id, first_used_at) values ($1, $2)
     on conflict (id) do update set retired_at = null where vault_keys.retired_at is not null`,
    [keyId, new Date(now)],
  );
}

/** The other keys are used no longer. */
export async function retireOtherKeys(sql: Sql, keyId: string, now: Instant): Promise<void> {
  await sql.query('update vault_keys set retired_at = $2 where id <> $1 and retired_at is null', [
    keyId,
    new Date(now),
  ]);
}

/** The keys that something is still hashed or sealed with. */
export async function keysInUse(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from vault_keys where retired_at is null order by first_used_at',
  );
  return rows.map((row) => row.id);
}
