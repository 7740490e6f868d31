import type { Sql } from '../store/postgres.ts';
import type { Instant } from '../kernel/period.ts';
import type { AudienceKind } from './audience.contract.ts';
import { aimOf, listOf } from './audience.ts';
import type { StatedOffer } from './claim.ts';
import type { OfferInput } from './offer.contract.ts';
import type { CheckedOffer } from './offer-contradiction.ts';

type StatedOfferRow = {
  id: string;
  name: string;
  terms: OfferInput['terms'];
  products: string[];
  channels: string[];
  audience: AudienceKind;
  audience_rule: unknown;
  valid_from: Date;
  valid_to: Date | null;
  live_at: Date | null;
};

/** A personal offer's audience stands here without its customers: who they are is not needed to compare prices. */
const SOME_PEOPLE: ReadonlySet<string> = new Set(['someone']);

/** Whom an offer is for, and by what they are looked up. */
export function peopleOf(
  offerId: string,
  { kind, rule }: { readonly kind: AudienceKind; readonly rule?: unknown },
): Pick<StatedOffer, 'audience' | 'aim'> {
  const aim = aimOf({ kind, size: null, rule }, listOf('offer', offerId));
  return aim === undefined ? { audience: null } : { audience: SOME_PEOPLE, aim };
}

/**
 * The offers that are approved or live, of all products or with at least one of some. One that is to take the place of a
 * live one does not stand beside it.
 */
export async function loadStatedOffers(sql: Sql, products: readonly string[] | 'all'): Promise<CheckedOffer[]> {
  const { rows } = await sql.query<StatedOfferRow>(
    `select id, name, terms, products, channels, audience, audience_rule, valid_from, valid_to, live_at from offers
     where state in ('approved', 'live') and ($1::text[] is null or products && $1)
       and not (state = 'approved' and replaces is not null
         and exists (select from offers live where live.id = offers.replaces and live.state = 'live'))
     order by coalesce(live_at, created_at), id`,
    [products === 'all' ? null : products],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    terms: row.terms,
    products: row.products,
    channels: row.channels,
    ...peopleOf(row.id, { kind: row.audience, rule: row.audience_rule }),
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
  const { rows } = await sql.query<
    Omit<StatedOfferRow, 'audience' | 'audience_rule' | 'valid_to' | 'live_at'> & { over_at: Date }
  >(
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
