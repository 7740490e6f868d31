import type { Sql } from '../store/postgres.ts';
import type { OfferView } from './offer.contract.ts';

type OfferRow = {
  id: string;
  name: string;
  state: OfferView['state'];
  terms: OfferView['terms'];
  products: string[];
  channels: string[];
  audience: 'everyone' | 'list';
  audience_size: number | null;
  valid_from: Date;
  valid_to: Date | null;
  redemption_limit: number | null;
  created_at: Date;
  created_by: string;
  approved_at: Date | null;
  approved_by: string | null;
  live_at: Date | null;
};

/** The offers, approved or live, that bear on any of the products. */
export async function findOffersOfProducts(sql: Sql, products: readonly string[]): Promise<OfferView[]> {
  const { rows } = await sql.query<OfferRow>(
    `select o.*, case o.audience when 'list'
       then (select count(*) from offer_audiences a where a.offer_id = o.id) end as audience_size
     from offers o where state in ('approved', 'live') and products && $1::text[]
     order by coalesce(live_at, created_at) desc, id`,
    [products],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    terms: row.terms,
    products: row.products,
    channels: row.channels,
    audience: { kind: row.audience, size: row.audience_size },
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    redemptionLimit: row.redemption_limit,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_by,
    liveAt: row.live_at?.toISOString() ?? null,
  }));
}
