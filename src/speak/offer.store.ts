import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Addressee, KeptAudience } from './audience.ts';
import type { OfferState, Terms } from './offer.ts';

export type NewOffer = {
  readonly id: string;
  readonly name: string;
  readonly terms: Terms;
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly audience: KeptAudience;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly redemptionLimit: number | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: Buffer;
};

/** Adds a draft. Returns `false` when the same caller has used the idempotency key before. */
export async function insertOffer(tx: Sql, offer: NewOffer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into offers (id, name, state, terms, products, channels, audience, valid_from, valid_to, redemption_limit,
       created_at, created_by, idempotency_key, request_hash, audience_rule)
     values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing`,
    [
      offer.id,
      offer.name,
      JSON.stringify(offer.terms),
      offer.products,
      offer.channels,
      offer.audience.kind,
      new Date(offer.validFrom),
      offer.validTo === null ? null : new Date(offer.validTo),
      offer.redemptionLimit,
      new Date(offer.createdAt),
      offer.createdBy,
      offer.idempotencyKey,
      offer.requestHash,
      offer.audience.rule === undefined ? null : JSON.stringify(offer.audience.rule),
    ],
  );
  return rowCount === 1;
}

/** Keeps who a personal offer is for. */
export async function insertAudience(tx: Sql, offerId: string, who: readonly Addressee[]): Promise<void> {
  await tx.query(
    `insert into offer_audiences (offer_id, customer_id, subject)
     select $1, customer_id, subject from unnest($2::uuid[], $3::uuid[]) as who (customer_id, subject)
     on conflict do nothing`,
    [offerId, who.map(({ customerId }) => customerId), who.map(({ subject }) => subject)],
  );
}

/** The offer that this caller made under the idempotency key, and what it asked for then. */
export async function loadOfferByKey(
  sql: Sql,
  createdBy: string,
  idempotencyKey: string,
): Promise<{ readonly id: string; readonly requestHash: Buffer } | undefined> {
  const { rows } = await sql.query<{ id: string; requestHash: Buffer }>(
    'select id, request_hash as "requestHash" from offers where created_by = $1 and idempotency_key = $2',
    [createdBy, idempotencyKey],
  );
  return rows[0];
}

export type LockedOffer = {
  readonly state: OfferState;
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly validTo: Instant | null;
};

/** The offer, held for this transaction so that two people cannot change its state at once. */
export async function lockOffer(tx: Sql, id: string): Promise<LockedOffer | undefined> {
  const { rows } = await tx.query<{ state: OfferState; products: string[]; channels: string[]; valid_to: Date | null }>(
    'select state, products, channels, valid_to from offers where id = $1 for no key update',
    [id],
  );
  const [row] = rows;
  return row && { ...row, validTo: row.valid_to?.getTime() ?? null };
}

/** Keeps for which channels somebody has said yes. Who said it first stays. */
export async function saveOfferApprovals(
  tx: Sql,
  id: string,
  channels: readonly string[],
  approval: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into offer_approvals (offer_id, channel, approved_by, approved_at)
     select $1, channel, $3, $4 from unnest($2::text[]) as given (channel) on conflict do nothing`,
    [id, channels, approval.by, new Date(approval.at)],
  );
}

/** Writes the new state, with the time and the hand of the step. */
export async function saveOfferState(
  tx: Sql,
  id: string,
  step: { readonly state: OfferState; readonly at: Instant; readonly by: string },
): Promise<void> {
  await tx.query(
    `update offers set state = $2,
       approved_at = case when $2 = 'approved' then $3 else approved_at end,
       approved_by = case when $2 = 'approved' then $4 else approved_by end,
       live_at = case when $2 = 'live' then $3 else live_at end,
       ended_at = case when $2 = 'ended' then $3 else ended_at end
     where id = $1`,
    [id, step.state, new Date(step.at), step.by],
  );
}
