import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** The sealed key of the hashes of who was erased; `undefined` until somebody is. */
export async function erasureKey(sql: Sql): Promise<string | undefined> {
  const { rows } = await sql.query<{ sealed: string }>('select sealed from erasure_key');
  return rows[0]?.sealed;
}

/** Keeps the key unless there is one, and says which one holds. */
export async function keepErasureKey(sql: Sql, sealed: string): Promise<string> {
  const { rows } = await sql.query<{ sealed: string }>(
    `insert into erasure_key (sealed) values ($1) on conflict (singleton) do update set sealed = erasure_key.sealed
     returning sealed`,
    [sealed],
  );
  return rows[0]?.sealed ?? sealed;
}

/** The same key, sealed anew. */
export async function replaceErasureKey(sql: Sql, from: string, to: string): Promise<void> {
  await sql.query('update erasure_key set sealed = $2 where sealed = $1', [from, to]);
}

/** Adds hashes of identifiers whose customer is erased now; one that was erased before counts from now. */
export async function addErased(tx: Sql, hashes: readonly string[], now: Instant): Promise<void> {
  await tx.query(
    `insert into erased_identifiers (hash, erased_at) select hash, $2 from unnest($1::text[]) as h (hash)
     on conflict (hash) do update set erased_at = excluded.erased_at`,
    [hashes, new Date(now)],
  );
}

/** When somebody was erased last; `undefined` when nobody ever was. */
export async function latestErasure(sql: Sql): Promise<Instant | undefined> {
  const { rows } = await sql.query<{ at: Date }>({
    name: 'latest-erasure',
    text: 'select erased_at as at from erased_identifiers order by erased_at desc limit 1',
  });
  return rows[0]?.at.getTime();
}

/** Of these hashes, those of the erased, with the time of it. */
export async function findErased(sql: Sql, hashes: readonly string[]): Promise<Map<string, Instant>> {
  const { rows } = await sql.query<{ hash: string; at: Date }>({
    name: 'find-erased',
    text: 'select hash, erased_at as at from erased_identifiers where hash = any($1::text[])',
    values: [hashes],
  });
  return new Map(rows.map((row) => [row.hash, row.at.getTime()]));
}
