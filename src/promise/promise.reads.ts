import { DAY_MS, type Instant } from '../kernel/period.ts';
import { instantSql } from '../store/instant-sql.ts';
import { containing, type Sql } from '../store/postgres.ts';
import type { CustomerPromise, PromiseState, Redemption } from './promise.ts';

// A promise without a limit may be redeemed for years; the newest redemptions are shown, all are counted.
const MOST_REDEMPTIONS = 100;

/** How often the topic of `p` has been redeemed by the family, which is a query of customer ids or one of them. */
export function redeemedSql(family: string): string {
  return `(select count(*) from redemptions r where r.topic = p.topic and r.customer_id in (${family}))`;
}

const redemptionSql = `json_build_object('id', r.id, 'promiseId', r.promise_id, 'channel', r.channel,
  'touchpoint', r.touchpoint, 'redeemedAt', ${instantSql('r.redeemed_at')})`;

/** The promise `p` as JSON in the form of `CustomerPromise`, whose customers are now `canonical` and its `family`. */
export function promiseSql(canonical: string, family: string): string {
  return `json_build_object(
    'id', p.id, 'customerId', ${canonical}, 'topic', p.topic, 'offerId', p.offer_id, 'product', p.product,
    'terms', p.terms, 'description', p.description, 'channel', p.channel, 'touchpoint', p.touchpoint,
    'madeBy', p.made_by, 'madeAt', ${instantSql('p.made_at')}, 'validFrom', ${instantSql('p.valid_from')},
    'validTo', ${instantSql('p.valid_to')}, 'redemptionLimit', p.redemption_limit,
    'withdrawnAt', ${instantSql('p.withdrawn_at')}, 'redeemed', ${redeemedSql(family)},
    'redemptions', (
      select coalesce(json_agg(${redemptionSql} order by r.redeemed_at desc, r.id desc), '[]')
      from (select * from redemptions where promise_id = p.id order by redeemed_at desc, id desc
        limit ${MOST_REDEMPTIONS}) r))`;
}

const FAMILY = 'select id from family_of(p.customer_id)';
const CANONICAL =
  '(select f.id from family_of(p.customer_id) f join customers c using (id) where c.merged_into is null)';
const asJson = promiseSql(CANONICAL, FAMILY);

/**
 * `promiseState` in the words of PostgreSQL, for choosing rows among many; `$1` is now. A test holds the two together.
 */
export const stateSql = `case
  when p.redemption_limit is not null and ${redeemedSql(FAMILY)} >= p.redemption_limit then 'kept'
  when p.withdrawn_at is not null then 'withdrawn'
  when p.valid_to is null or p.valid_to > $1 then 'open'
  when exists (select from redemptions r where r.topic = p.topic and r.customer_id in (${FAMILY})) then 'kept'
  else 'expired' end`;

type PromiseRow = { promise: CustomerPromise };

/** Every promise to the customer, whoever it was before merges, the newest first. */
export async function promisesOfCustomer(sql: Sql, customerId: string): Promise<CustomerPromise[]> {
  const { rows } = await sql.query<PromiseRow>({
    name: 'promises-of-customer',
    text: `select ${asJson} as promise from promises p
      where p.customer_id in (select id from family_of($1)) order by p.made_at desc, p.id desc`,
    values: [customerId],
  });
  return rows.map((row) => row.promise);
}

export async function findPromise(sql: Sql, id: string): Promise<CustomerPromise | undefined> {
  const { rows } = await sql.query<PromiseRow>({
    name: 'find-promise',
    text: `select ${asJson} as promise from promises p where p.id = $1`,
    values: [id],
  });
  return rows[0]?.promise;
}

/** What a redemption is judged by. `before` is what the same idempotency key redeemed earlier, as a hash in hexadecimal. */
export type RedemptionFacts = {
  readonly promise: CustomerPromise;
  readonly isChannelKnown: boolean;
  readonly before: { readonly redemption: Redemption; readonly requestHash: string } | null;
};

export async function readRedemptionFacts(
  sql: Sql,
  asked: { readonly promiseId: string; readonly idempotencyKey: string; readonly channel: string },
): Promise<RedemptionFacts | undefined> {
  const { rows } = await sql.query<RedemptionFacts>({
    name: 'redemption-facts',
    text: `select ${asJson} as promise, exists (select from channels where id = $3) as "isChannelKnown",
        (select json_build_object('requestHash', encode(r.request_hash, 'hex'), 'redemption', ${redemptionSql})
         from redemptions r where r.promise_id = p.id and r.idempotency_key = $2) as before
      from promises p where p.id = $1`,
    values: [asked.promiseId, asked.idempotencyKey, asked.channel],
  });
  return rows[0];
}

export type PromiseQuestion = {
  readonly state?: PromiseState | undefined;
  readonly q?: string | undefined;
  readonly after?: { readonly madeAt: Instant; readonly id: string } | undefined;
  readonly limit: number;
};

/** The promises to all customers, the newest first, from after one of them on. */
export async function listPromises(sql: Sql, question: PromiseQuestion, now: Instant): Promise<CustomerPromise[]> {
  const { state, q, after, limit } = question;
  const { rows } = await sql.query<PromiseRow>(
    `with chosen as (
       select p.* from promises p
       where ($2::text is null or p.description ilike $2 or p.product ilike $2)
         and ($3::timestamptz is null or (p.made_at, p.id) < ($3, $4::uuid))
         and ($5::text is null or $5 = ${stateSql})
       order by p.made_at desc, p.id desc limit $6
     )
     select ${asJson} as promise from chosen p order by p.made_at desc, p.id desc`,
    [
      new Date(now),
      containing(q),
      after === undefined ? null : new Date(after.madeAt),
      after?.id ?? null,
      state ?? null,
      limit,
    ],
  );
  return rows.map((row) => row.promise);
}

export type PromiseCounts = { readonly open: number; readonly dueWithin7Days: number; readonly keptLast7Days: number };

const WEEK_MS = 7 * DAY_MS;

/**
 * How many promises are open, run out within a week, and were redeemed in the last one. All open promises are looked
 * at, so the family is gone through only for customers who have one: for the others, which are nearly all, what the
 * customer itself has redeemed is everything.
 */
export async function countPromises(sql: Sql, now: Instant): Promise<PromiseCounts> {
  const { rows } = await sql.query<PromiseCounts>(
    `with merged as materialized (
       select id, merged_into from customers where merged_into is not null
     ), related as materialized (
       select id from merged union select merged_into from merged
     ), standing as (
       select p.valid_to from promises p
       where p.withdrawn_at is null and (p.valid_to is null or p.valid_to > $1)
         and (p.redemption_limit is null or p.redemption_limit > case
           when p.customer_id in (select id from related) then ${redeemedSql(FAMILY)}
           else ${redeemedSql('p.customer_id')} end)
     )
     select count(*) as open, count(*) filter (where valid_to <= $2) as "dueWithin7Days",
       (select count(distinct promise_id) from redemptions where redeemed_at > $3 and redeemed_at <= $1) as "keptLast7Days"
     from standing`,
    [new Date(now), new Date(now + WEEK_MS), new Date(now - WEEK_MS)],
  );
  return rows[0] ?? { open: 0, dueWithin7Days: 0, keptLast7Days: 0 };
}

/** The open promises that run out first. */
export async function nextPromises(sql: Sql, now: Instant, limit: number): Promise<CustomerPromise[]> {
  const { rows } = await sql.query<PromiseRow>(
    `with chosen as (
       select p.* from promises p
       where p.withdrawn_at is null and p.valid_to > $1 and ${stateSql} = 'open'
       order by p.valid_to, p.id limit $2
     )
     select ${asJson} as promise from chosen p order by p.valid_to, p.id`,
    [new Date(now), limit],
  );
  return rows.map((row) => row.promise);
}
