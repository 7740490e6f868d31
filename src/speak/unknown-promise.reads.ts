import { DAY_MS, type Instant, type Period } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import { isSendingOnly, type PromisedTerms } from './unknown-promise.ts';

/** The open promises of products, of all or of some, by product, channel, terms and offer. */
export async function loadPromisedTerms(
  sql: Sql,
  products: readonly string[] | 'all',
  now: Instant,
): Promise<PromisedTerms[]> {
  const { rows } = await sql.query<Omit<PromisedTerms, 'from' | 'to'> & { from: Date; to: Date | null }>(
    `select p.product, p.channel, p.terms, p.offer_id as "offerId", coalesce(o.channels, '{}') as offered,
       min(p.made_at) as "from",
       case when bool_or(p.valid_to is null) then null else max(p.valid_to) end as "to",
       count(distinct coalesce(c.merged_into, c.id))::int as people
     from promises p join customers c on c.id = p.customer_id left join offers o on o.id = p.offer_id
     where p.withdrawn_at is null and p.product is not null and ($1::text[] is null or p.product = any ($1))
       and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)
       and (p.redemption_limit is null
         or (select count(*) from redemptions r where r.promise_id = p.id) < p.redemption_limit)
     group by p.product, p.channel, p.terms, p.offer_id, o.channels
     order by p.product, p.channel, min(p.made_at)`,
    [products === 'all' ? null : products, new Date(now)],
  );
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to?.getTime() ?? Infinity }));
}

/** A channel that has not asked for so long does not ask. */
const ASKS_WITHIN_DAYS = 30;

/** The channels that have asked what to answer, have kept a promise, or whose key has been used, in the last 30 days. */
export async function loadAskingChannels(sql: Sql, now: Instant): Promise<Set<string>> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from channels c where
       exists (select from decisions d where d.channel = c.id and d.decided_at > $1)
       or exists (select from redemptions r where r.channel = c.id and r.redeemed_at > $1)
       or exists (select from api_keys k where k.channel = c.id and k.kind = 'channel' and k.last_used_at > $1)`,
    [new Date(now - ASKS_WITHIN_DAYS * DAY_MS)],
  );
  return new Set(rows.map((row) => row.id));
}

/** Our channels that could be asked what they know of a promise, and never ask themselves. */
export async function loadDeafChannels(sql: Sql, now: Instant): Promise<string[]> {
  const asking = await loadAskingChannels(sql, now);
  const { rows } = await sql.query<{ id: string }>('select id from channels where is_ours order by id');
  return rows.flatMap(({ id }) => (asking.has(id) || isSendingOnly(id) ? [] : [id]));
}

/** Of more in one look the check of everything takes care. */
const MOST_PRODUCTS = 500;

/**
 * The products, of those that some of the channels were seen to show, whose promises have been made, kept for the last
 * time, or are over in the period (after its start, and up to its end).
 */
export async function loadChangedPromises(sql: Sql, period: Period, channels: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ product: string }>(
    `with changed as (
       select product from promises where made_at > $1 and made_at <= $2
       union select product from promises where withdrawn_at is null and valid_to > $1 and valid_to <= $2
       union select p.product from redemptions r join promises p on p.id = r.promise_id
         where r.redeemed_at > $1 and r.redeemed_at <= $2 and p.redemption_limit is not null
     )
     select product from changed where product is not null
       and exists (select from sightings s where s.product = changed.product and s.channel = any ($3))
     order by product limit ${MOST_PRODUCTS}`,
    [new Date(period.from), new Date(period.to), channels],
  );
  return rows.map(({ product }) => product);
}
