import { toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { MessageBody } from './message/message.contract.ts';
import type { OfferBody } from './offer.contract.ts';
import type { Version } from './version.contract.ts';

type Bodies = { readonly message: MessageBody; readonly offer: OfferBody };

/** The versions of a message or an offer, the newest first. */
export async function listVersions(sql: Sql, of: keyof Bodies, id: string): Promise<Version[]> {
  const { rows } = await sql.query<Omit<Version, 'savedAt'> & { readonly savedAt: Date }>(
    `select version, saved_at as "savedAt", saved_by as "savedBy", restored_from as "restoredFrom"
     from ${of}_versions where ${of}_id = $1 order by version desc`,
    [id],
  );
  return rows.map((row) => ({ ...row, savedAt: toIso(row.savedAt.getTime()) }));
}

/** Some versions as they are kept, by their numbers; `audienceSet` is another for each list that was written. */
export async function loadVersions<K extends keyof Bodies>(
  sql: Sql,
  of: K,
  id: string,
  versions: readonly number[],
): Promise<Map<number, { readonly body: Bodies[K]; readonly audienceSet: string | null }>> {
  const { rows } = await sql.query<{ version: number; body: Bodies[K]; audienceSet: string | null }>(
    `select version, body, audience_set as "audienceSet" from ${of}_versions
     where ${of}_id = $1 and version = any ($2::integer[])`,
    [id, versions],
  );
  return new Map(rows.map(({ version, ...kept }) => [version, kept]));
}
