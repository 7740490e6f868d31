import type { Sql } from '../store/postgres.ts';
import type { OfferInput } from './offer.contract.ts';
import type { CheckedOffer } from './offer-contradiction.ts';

type StatedOfferRow = {
  id: string;
  name: string;
  terms: OfferInput['terms'];
  products: string[];
  channels: string[];
  audience: 'everyone' | 'list';
  valid_from: Date;
  valid_to: Date | null;
  live_at: Date | null;
};

/** A personal offer's audience stands here without its customers: who they are is not needed to compare prices. */
const somePeople: ReadonlySet<string> = new Set(['someone']);

/** The offers that are approved or live, of all products or with at least one of some. */
export async function loadStatedOffers(sql: Sql, products: readonly string[] | 'all'): Promise<CheckedOffer[]> {
  const { rows } = await sql.query<StatedOfferRow>(
    `select id, name, terms, products, channels, audience, valid_from, valid_to, live_at from offers
     where state in ('approved', 'live') and ($1::text[] is null or products && $1)
     order by coalesce(live_at, created_at), id`,
    [products === 'all' ? null : products],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    terms: row.terms,
    products: row.products,
    channels: row.channels,
    audience: row.audience === 'everyone' ? null : somePeople,
    // What is stated is said from when it is live; what is only approved, from when it is to begin.
    from: Math.max(row.valid_from.getTime(), row.live_at?.getTime() ?? 0),
    to: row.valid_to?.getTime() ?? Infinity,
    liveAt: row.live_at?.getTime() ?? null,
  }));
}
