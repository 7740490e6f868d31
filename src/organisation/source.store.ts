import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { SourceFields } from './source.contract.ts';

/** A source as it is to be kept; its department and owner by name, which the caller has made where they were missing. */
export type SourceRow = Omit<SourceFields, 'state'> & { readonly id: string; readonly pausedAt: Instant | null };

const columns = 'name, kind, channel, origins, phone_country, purpose, department_id, owner_member_id, paused_at';
const values = `$2, $3, $4, $5::text[], $6, $7,
  (select id from departments where name = $8),
  (select id from members where name = $9 order by created_at, id limit 1),
  $10::timestamptz`;

function valuesOf({ pausedAt, ...row }: SourceRow): unknown[] {
  const { id, name, kind, channel, origins, phoneCountry, purpose, department, owner } = row;
  const paused = pausedAt === null ? null : new Date(pausedAt);
  return [id, name, kind, channel, origins, phoneCountry, purpose, department, owner, paused];
}

/** Keeps a new source. `false` when there is or has been one of this id. */
export async function insertSource(sql: Sql, row: SourceRow, now: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into sources (id, ${columns}, created_at) values ($1, ${values}, $11) on conflict (id) do nothing`,
    [...valuesOf(row), new Date(now)],
  );
  return rowCount === 1;
}

/** Writes a source anew. */
export async function updateSource(sql: Sql, row: SourceRow): Promise<void> {
  await sql.query(`update sources set (${columns}) = (select ${values}) where id = $1`, valuesOf(row));
}

/** Holds a source until the transaction ends, and says whether there is one. */
export async function lockSource(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('select from sources where id = $1 and removed_at is null for update', [id]);
  return rowCount === 1;
}

/** Takes a source away: it is listed no more and its keys let nobody in. The row stays, because the history names it. */
export async function markRemoved(sql: Sql, id: string, now: Instant): Promise<void> {
  await sql.query(
    `with keys as (update api_keys set revoked_at = coalesce(revoked_at, $2) where source_id = $1)
     update sources set removed_at = $2 where id = $1`,
    [id, new Date(now)],
  );
}
