import type { Sql } from '../store/postgres.ts';
import type { Instant } from '../kernel/period.ts';
import type { StatedOffer } from './claim.ts';
import type { OfferInput } from './offer.contract.ts';
import type { CheckedOffer } from './offer-contradiction.ts';
import { pairKey } from './plan-conflict.ts';

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
export const SOME_PEOPLE: ReadonlySet<string> = new Set(['someone']);

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
    audience: row.audience === 'everyone' ? null : SOME_PEOPLE,
    // What is stated is said from when it is live; what is only approved, from when it is to begin.
    from: Math.max(row.valid_from.getTime(), row.live_at?.getTime() ?? 0),
    to: row.valid_to?.getTime() ?? Infinity,
    liveAt: row.live_at?.getTime() ?? null,
  }));
}

/** An offer ended so long ago is no longer looked for in the channels: what they show by now is another price. */
const LOOKED_FOR_DAYS = 90;

/** The offers to everyone that were live and have ended, of all products or with at least one of some. */
export async function loadEndedOffers(
  sql: Sql,
  products: readonly string[] | 'all',
  now: Instant,
): Promise<StatedOffer[]> {
  const { rows } = await sql.query<Omit<StatedOfferRow, 'audience' | 'valid_to' | 'live_at'> & { over_at: Date }>(
    `select id, name, terms, products, channels, valid_from, over_at
     from offers, lateral (select least(valid_to, case when state = 'ended' then ended_at end) as over_at) as over
     where state in ('live', 'ended') and live_at is not null and audience = 'everyone'
       and over_at <= $2 and over_at > $2 - make_interval(days => $3) and ($1::text[] is null or products && $1)
     order by over_at, id`,
    [products === 'all' ? null : products, new Date(now), LOOKED_FOR_DAYS],
  );
  return rows.map(({ valid_from, over_at, ...offer }) => ({
    ...offer,
    audience: null,
    from: Math.min(valid_from.getTime(), over_at.getTime()),
    to: over_at.getTime(),
  }));
}

/**
 * The pairs of offers to lists, of those given, that some customer stands in both of, also under one
 * that was merged into them; as `pairKey` of the two.
 */
export async function loadMeetingLists(sql: Sql, offerIds: readonly string[]): Promise<Set<string>> {
  if (offerIds.length < 2) return new Set();
  const { rows } = await sql.query<{ a: string; b: string }>(
    `with recursive listed as (
       select offer_id, customer_id as id from offer_audiences where offer_id = any ($1::uuid[])
       union
       select l.offer_id, c.merged_into from listed l join customers c on c.id = l.id where c.merged_into is not null
     )
     select distinct a.offer_id as a, b.offer_id as b
     from listed a join listed b on b.id = a.id and b.offer_id > a.offer_id`,
    [offerIds],
  );
  return new Set(rows.map(({ a, b }) => pairKey(a, b)));
}
