import { type Instant, toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { CustomerPromise, CustomerSeen, Redemption } from './promise.ts';

/** A promise to be written, with the request that made it when one did. */
export type NewPromise = Omit<CustomerPromise, 'redeemed' | 'redemptions' | 'withdrawnAt'> & {
  /** The identifier by which the customer was found: after a split the promise is whose that one is. */
  readonly subject: string | null;
  readonly idempotencyKey: string | null;
  readonly requestHash: Buffer | null;
};

const columns = `id, customer_id, topic, offer_id, product, terms, description, channel, touchpoint, made_by, made_at,
  valid_from, valid_to, redemption_limit, idempotency_key, request_hash, subject`;

const given = `select id, customer_id, topic, offer_id, product, terms, description, channel, touchpoint, made_by, made_at,
    valid_from, valid_to, redemption_limit, idempotency_key, decode(request_hash, 'hex'), subject
  from json_to_recordset($1) as new (id uuid, customer_id uuid, topic text, offer_id uuid, product text,
    terms jsonb, description text, channel text, touchpoint text, made_by text, made_at timestamptz,
    valid_from timestamptz, valid_to timestamptz, redemption_limit integer, idempotency_key text, request_hash text,
    subject uuid)`;

/**
 * Adds promises, and says which are new: one is left out when the caller has used the key before, or the customer
 * has one on the topic.
 */
export async function insertPromises(tx: Sql, promises: readonly NewPromise[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-promises',
    text: `insert into promises (${columns}) ${given} on conflict do nothing returning id`,
    values: [JSON.stringify(promises.map(rowOf))],
  });
  return new Set(rows.map((row) => row.id));
}

/**
 * The same, but only to customers of whom nothing has changed since they were looked at, and whom nobody else holds;
 * they are held until the transaction ends. It waits for nobody, so that many customers can be served in any order.
 */
export async function insertPromisesToUnchanged(
  tx: Sql,
  promises: readonly NewPromise[],
  customers: readonly CustomerSeen[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-promises-to-unchanged',
    text: `with unchanged as materialized (
        select c.id from unnest($2::uuid[], $3::text[]) as seen (id, version) join customers c using (id)
        where c.xmin::text = seen.version and c.merged_into is null for no key update of c skip locked
      )
      insert into promises (${columns}) ${given} where customer_id in (select id from unchanged)
      on conflict do nothing returning id`,
    values: [
      JSON.stringify(promises.map(rowOf)),
      customers.map((each) => each.customerId),
      customers.map((each) => each.version),
    ],
  });
  return new Set(rows.map((row) => row.id));
}

function rowOf(promise: NewPromise): Record<string, unknown> {
  return {
    id: promise.id,
    customer_id: promise.customerId,
    topic: promise.topic,
    offer_id: promise.offerId,
    product: promise.product,
    terms: promise.terms,
    description: promise.description,
    channel: promise.channel,
    touchpoint: promise.touchpoint,
    made_by: promise.madeBy,
    made_at: toIso(promise.madeAt),
    valid_from: toIso(promise.validFrom),
    valid_to: toIso(promise.validTo),
    redemption_limit: promise.redemptionLimit,
    idempotency_key: promise.idempotencyKey,
    request_hash: promise.requestHash?.toString('hex') ?? null,
    subject: promise.subject,
  };
}

/** The promise that this caller made under the idempotency key, and what it asked for then. */
export async function loadPromiseByKey(
  sql: Sql,
  madeBy: string,
  idempotencyKey: string,
): Promise<{ readonly id: string; readonly requestHash: Buffer | null } | undefined> {
  const { rows } = await sql.query<{ id: string; requestHash: Buffer | null }>(
    'select id, request_hash as "requestHash" from promises where made_by = $1 and idempotency_key = $2',
    [madeBy, idempotencyKey],
  );
  return rows[0];
}

export async function saveWithdrawal(tx: Sql, id: string, at: Instant): Promise<void> {
  await tx.query('update promises set withdrawn_at = $2 where id = $1', [id, new Date(at)]);
}

export type NewRedemption = Redemption & {
  readonly customerId: string;
  readonly topic: string;
  readonly idempotencyKey: string;
  readonly requestHash: Buffer;
};

/** Adds a redemption. The caller holds the customer's lock and has counted the ones before. */
export async function insertRedemption(tx: Sql, redemption: NewRedemption): Promise<void> {
  await tx.query({
    name: 'insert-redemption',
    text: `insert into redemptions (id, promise_id, customer_id, topic, channel, touchpoint, redeemed_at, idempotency_key,
         request_hash, subject)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select subject from promises where id = $2))`,
    values: [
      redemption.id,
      redemption.promiseId,
      redemption.customerId,
      redemption.topic,
      redemption.channel,
      redemption.touchpoint,
      new Date(redemption.redeemedAt),
      redemption.idempotencyKey,
      redemption.requestHash,
    ],
  });
}
