import { toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { OfferVersion } from './offer-version.ts';
import type { Version } from './version.contract.ts';

/** The versions of an offer, the newest first. */
export async function listOfferVersions(sql: Sql, id: string): Promise<Version[]> {
  const { rows } = await sql.query<Omit<Version, 'savedAt'> & { readonly savedAt: Date }>(
    `select version, saved_at as "savedAt", saved_by as "savedBy", restored_from as "restoredFrom"
     from offer_versions where offer_id = $1 order by version desc`,
    [id],
  );
  return rows.map((row) => ({ ...row, savedAt: toIso(row.savedAt.getTime()) }));
}

/** Some versions of an offer as they are kept, by their numbers. */
export async function loadOfferVersions(
  sql: Sql,
  id: string,
  versions: readonly number[],
): Promise<Map<number, OfferVersion>> {
  const { rows } = await sql.query<OfferVersion & { readonly version: number }>(
    `select version, body, audience_set as "audienceSet" from offer_versions
     where offer_id = $1 and version = any ($2::integer[])`,
    [id, versions],
  );
  return new Map(rows.map(({ version, ...kept }) => [version, kept]));
}
