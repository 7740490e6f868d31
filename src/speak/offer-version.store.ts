import type { Sql } from '../store/postgres.ts';
import type { OfferVersion } from './offer-version.ts';

/** Writes the newest version into the offer itself, as a draft that nobody has approved as a whole. */
export async function saveOfferVersion(tx: Sql, id: string, version: number, next: OfferVersion): Promise<void> {
  const { name, terms, products, channels, audience, validFrom, validTo, redemptionLimit } = next.body;
  await tx.query(
    `update offers set version = $2, name = $3, terms = $4, products = $5, channels = $6, audience = $7,
       audience_rule = $8, audience_set = $9, valid_from = $10, valid_to = $11, redemption_limit = $12,
       state = 'draft', approved_at = null, approved_by = null
     where id = $1`,
    [
      id,
      version,
      name,
      JSON.stringify(terms),
      products,
      channels,
      audience.kind,
      audience.rule === undefined ? null : JSON.stringify(audience.rule),
      next.audienceSet,
      validFrom,
      validTo,
      redemptionLimit,
    ],
  );
}

/** Lets the approvals of some channels stand; the others were given for something else. */
export async function keepOfferApprovals(tx: Sql, id: string, channels: readonly string[]): Promise<void> {
  await tx.query('delete from offer_approvals where offer_id = $1 and channel <> all ($2::text[])', [id, channels]);
}
