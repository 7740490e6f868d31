import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { OfferVersion } from './offer-version.ts';
import type { OfferState } from './offer.ts';

export type NewOffer = OfferVersion & {
  readonly id: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: Buffer;
  readonly replaces: string | null;
};

/** Adds a draft. Returns `false` when the same caller has used the idempotency key before. */
export async function insertOffer(tx: Sql, { body, ...offer }: NewOffer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into offers (id, name, state, terms, products, channels, audience, valid_from, valid_to, redemption_limit,
       created_at, created_by, idempotency_key, request_hash, audience_rule, audience_set, replaces, line, revision)
     values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       coalesce((select line from offers where id = $16), $1),
       coalesce((select revision from offers where id = $16), 0) + 1)
     on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing`,
    [
      offer.id,
      body.name,
      JSON.stringify(body.terms),
      body.products,
      body.channels,
      body.audience.kind,
      body.validFrom,
      body.validTo,
      body.redemptionLimit,
      new Date(offer.createdAt),
      offer.createdBy,
      offer.idempotencyKey,
      offer.requestHash,
      body.audience.rule === undefined ? null : JSON.stringify(body.audience.rule),
      offer.audienceSet,
      offer.replaces,
    ],
  );
  return rowCount === 1;
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
  readonly version: number;
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly validTo: Instant | null;
  readonly replaces: string | null;
};

/** The offer, held for this transaction so that two people cannot change its state at once. */
export async function lockOffer(tx: Sql, id: string): Promise<LockedOffer | undefined> {
  const { rows } = await tx.query<Omit<LockedOffer, 'validTo'> & { readonly valid_to: Date | null }>(
    'select state, version, products, channels, valid_to, replaces from offers where id = $1 for no key update',
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
