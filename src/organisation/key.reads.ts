import type { Sql } from '../store/postgres.ts';
import type { KeyView } from './key.contract.ts';

type Times = 'createdAt' | 'lastUsedAt' | 'stopsAt' | 'revokedAt';
type KeyRow = Omit<KeyView, Times> & {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly stopsAt: Date | null;
  readonly revokedAt: Date | null;
};

async function keysWhere(sql: Sql, condition: string, values: readonly unknown[]): Promise<KeyView[]> {
  const { rows } = await sql.query<KeyRow>(
    `select id, name, kind, channel, source_id as source, starts_with as "startsWith",
            created_at as "createdAt", created_by as "createdBy", last_used_at as "lastUsedAt",
            stops_at as "stopsAt", replaced_by as "replacedBy", revoked_at as "revokedAt"
     from api_keys where ${condition} order by created_at desc, id desc`,
    [...values],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    stopsAt: row.stopsAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** Every key there is or has been, the newest first. The keys themselves are not kept and cannot be shown. */
export async function listKeys(sql: Sql): Promise<KeyView[]> {
  return keysWhere(sql, 'true', []);
}

/** The keys of one source, the newest first. */
export async function listKeysOf(sql: Sql, source: string): Promise<KeyView[]> {
  return keysWhere(sql, 'source_id = $1', [source]);
}
