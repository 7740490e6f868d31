import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import { type ToldPrice, toldPricesOf, type SaidMessage } from './claims-of-message.ts';

/** The prices of products, of all or of some, that live messages tell without an offer, by product. */
export async function loadToldPrices(
  sql: Sql,
  products: readonly string[] | 'all',
  now: Instant,
): Promise<Map<string, ToldPrice[]>> {
  const { rows } = await sql.query<{ body: SaidMessage['body']; liveAt: Date }>(
    `select v.body, m.live_at as "liveAt"
     from messages m join message_versions v on v.message_id = m.id and v.version = m.live_version
     where m.ended_at is null and m.live_at is not null
       and coalesce((v.body ->> 'validTo')::timestamptz, 'infinity') > $1
       and exists (select from jsonb_each(v.body -> 'references') as r
         where r.value ->> 'offer' is null and ($2::text[] is null or r.value ->> 'product' = any ($2)))
     order by m.live_at, m.id`,
    [new Date(now), products === 'all' ? null : products],
  );
  const told = rows.flatMap(({ body, liveAt }) => toldPricesOf({ body, liveAt: liveAt.getTime() }));
  return Map.groupBy(told, ({ product }) => product);
}

/** The products that a message names, by themselves or by an offer. */
export async function loadNamedProducts(sql: Sql, references: SaidMessage['body']['references']): Promise<string[]> {
  const all = Object.values(references);
  const named = all.flatMap((each) => each.product ?? []);
  const offers = all.flatMap((each) => ('offer' in each && each.product === undefined ? [each.offer] : []));
  if (offers.length === 0) return named;
  const { rows } = await sql.query<{ product: string }>(
    `select distinct product from offers, unnest(products) as product
     where id in (select meant_offer(named) from unnest($1::uuid[]) as named)`,
    [offers],
  );
  return [...named, ...rows.map(({ product }) => product)];
}
