import type { Sql } from '../store/postgres.ts';
import type { KeyView } from './key.contract.ts';

type KeyRow = Omit<KeyView, 'createdAt' | 'revokedAt'> & { createdAt: Date; revokedAt: Date | null };

/** Every key there is or has been, the newest first. The keys themselves are not kept and cannot be shown. */
export async function listKeys(sql: Sql): Promise<KeyView[]> {
  const { rows } = await sql.query<KeyRow>(
    `select id, name, kind, channel, origins, created_at as "createdAt", revoked_at as "revokedAt"
     from api_keys order by created_at desc, id desc`,
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
