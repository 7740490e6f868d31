import type { Identifier } from '../identify/identifier.ts';
import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import type { CustomerPromise } from '../promise/promise.ts';
import { promiseSql } from '../promise/promise.reads.ts';
import { instantSql } from '../store/instant-sql.ts';
import type { Sql } from '../store/postgres.ts';
import type { OfferOnTable } from './decision.ts';

/** What a question is answered from, as one statement saw it at one moment. */
export type Facts = {
  readonly customerId: string;
  /** The identifier asked by; null when the question named the customer itself. */
  readonly subject: string | null;
  /** Another after every change of the customer, a merge among them. */
  readonly version: string;
  readonly lastSeenAt: Instant;
  readonly isChannelKnown: boolean;
  readonly promises: readonly CustomerPromise[];
  readonly offers: readonly OfferOnTable[];
  readonly regular: Money | null;
  readonly isFrozen: boolean;
};

/** The customer by its id, or by identifiers in their normal form. */
export type Who = { readonly customerId: string } | { readonly identifiers: readonly Identifier[] };

// The newest price of the kind in one of our channels; what a competitor asks for the product is no price of ours.
const newestPrice = (kind: string): string => `
  (select json_build_object('amount', s.amount, 'currency', s.currency) from sightings s
   where s.product = $5 and s.on_sale is not true and ${kind}
     and exists (select from channels c where c.id = s.channel and c.is_ours)
   order by s.seen_at desc limit 1)`;

// What a channel shows once an offer to everyone is live may be the offer itself, where it does not say which price it
// is; a share off it would be taken off twice. `regularPrice` in speak/ holds the same of the check.
const unlabelled = `s.price_type = 'unknown' and s.seen_at <= coalesce((
  select min(greatest(o.valid_from, o.live_at)) from offers o
  where o.state = 'live' and o.audience = 'everyone' and o.products @> array[$5] and (o.valid_to is null or o.valid_to > $4)
), 'infinity')`;

// PostgreSQL plans a prepared statement once only when the plan costs no more than one made for these very values. A
// list of unknown length would look costlier; read from JSON and bounded it does not, and the planning, which takes
// three times as long as the answer, is spared.
const MOST_IDENTIFIERS = 20;

// One statement, so that everything is seen at one moment and a question costs one round trip. An offer is looked at
// in every channel when the question is about a product, so that the answer can say why not; without a product only
// those of this channel are. The customer is the one it is now, so its family is found downwards only.
const text = `
  with recursive owners as (
    select i.customer_id
    from (select * from json_to_recordset($1) as each (type text, value text) limit ${MOST_IDENTIFIERS}) asked
    join identifiers i using (type, value)
  ), customer as (
    select id, last_seen_at, xmin from customers where merged_into is null and id = coalesce($2::uuid,
      (select customer_id from owners group by customer_id having count(*) = json_array_length($1)))
  ), family as (
    select id from customer
    union all
    select c.id from customers c join family f on c.merged_into = f.id
  )
  select customer.id as "customerId", (
      select i.id from identifiers i where i.type = $1::json -> 0 ->> 'type' and i.value = $1::json -> 0 ->> 'value'
    ) as subject, customer.xmin::text as version, ${instantSql('customer.last_seen_at')} as "lastSeenAt",
    exists (select from channels where channels.id = $3) as "isChannelKnown",
    exists (select from frozen_customers where customer_id in (select id from family)) as "isFrozen",
    (select coalesce(json_agg(${promiseSql('customer.id', 'select id from family')}), '[]')
     from promises p
     where p.customer_id in (select id from family) and (p.valid_to is null or p.valid_to > $4)
       and ($5::text is null or p.product = $5 or (p.product is null and (p.offer_id is null
         or exists (select from offers o where o.id = p.offer_id and o.products @> array[$5])))
     )) as promises,
    (select coalesce(json_agg(json_build_object(
        'id', o.id, 'name', o.name, 'terms', o.terms, 'channels', o.channels,
        'isInAudience', o.audience = 'everyone' or exists (
          select from addressees a where a.audience_set = o.audience_set and a.customer_id in (select id from family)),
        'audienceRule', o.audience_rule,
        'validFrom', ${instantSql('o.valid_from')}, 'validTo', ${instantSql('o.valid_to')},
        'redemptionLimit', o.redemption_limit,
        'onlyProduct', case when cardinality(o.products) = 1 then o.products[1] end)), '[]')
     from offers o where o.state = 'live' and %FIT%
    ) as offers,
    coalesce(${newestPrice("s.price_type = 'regular'")}, ${newestPrice(unlabelled)}) as regular
  from customer`;

const aboutProduct = text.replace('%FIT%', 'o.products @> array[$5]');
const aboutAll = text.replace('%FIT%', 'o.channels @> array[$3] and (o.valid_to is null or o.valid_to > $4)');

/** Everything that an answer depends on; `undefined` when the identifiers are not all one known customer's. */
export async function readFacts(
  sql: Sql,
  who: Who,
  question: { readonly channel: string; readonly product: string | null },
  now: Instant,
): Promise<Facts | undefined> {
  const identifiers = 'identifiers' in who ? who.identifiers : [];
  const { rows } = await sql.query<Facts>({
    name: question.product === null ? 'facts-of-all' : 'facts-of-product',
    text: question.product === null ? aboutAll : aboutProduct,
    values: [
      JSON.stringify(identifiers),
      'customerId' in who ? who.customerId : null,
      question.channel,
      new Date(now),
      question.product,
    ],
  });
  return rows[0];
}
