import { loadPriceZones } from '../collect/price-zone.reads.ts';
import type { Availability, PriceType } from '../collect/sighting.ts';
import type { Instant } from '../kernel/period.ts';
import { instantSql } from '../store/instant-sql.ts';
import type { Sql } from '../store/postgres.ts';
import { type Claim, claimOf, type ZoneOf } from './claim.ts';
import { endedByTheNext } from './settlement.ts';

type ClaimRow = {
  product: string;
  channel: string;
  place: string | null;
  amount: number;
  currency: string;
  on_sale: boolean | null;
  price_type: PriceType;
  availability: Availability | null;
  seen_at: number;
  holds_from: number;
  holds_to: number | null;
  source: string;
  source_row: number | null;
  text_id: string | null;
  stands_from: number | null;
  stands_to: number | null;
  has_last_day: boolean;
};

const FETCHED_ROWS = 10_000;

function claimOfRow(row: ClaimRow, zoneOf: ZoneOf): Claim {
  const claim = claimOfSaid(row, zoneOf);
  if (row.text_id === null) return claim;
  const text = { id: row.text_id, from: row.stands_from ?? 0, to: row.stands_to ?? 0 };
  return { ...claim, text, ...(row.has_last_day ? { hasLastDay: true } : {}) };
}

function claimOfSaid(row: ClaimRow, zoneOf: ZoneOf): Claim {
  return claimOf(
    {
      product: row.product,
      channel: row.channel,
      place: row.place,
      amount: row.amount,
      currency: row.currency,
      onSale: row.on_sale,
      priceType: row.price_type,
      ...(row.availability === null ? {} : { availability: row.availability }),
      seenAt: row.seen_at,
      holdsFrom: row.holds_from,
      holdsTo: row.holds_to ?? Infinity,
      source: row.source,
      sourceRow: row.source_row,
    },
    zoneOf,
  );
}

/**
 * What our channels were seen to say, and what their texts state that no newer text has replaced by `now`, of all
 * products or of some, in batches that never part a product. Read through a cursor, so that the memory it takes does not
 * grow with the history; `tx` must be in a transaction.
 */
export async function* streamClaims(
  tx: Sql,
  products: readonly string[] | 'all',
  now: Instant,
): AsyncGenerator<Claim[]> {
  const zones = new Map(Object.entries(await loadPriceZones(tx)));
  const zoneOf = (place: string): string | undefined => zones.get(place);
  // Numbers instead of dates: reading a million timestamps as text takes longer than all the rest.
  const some = (column: string): string => (products === 'all' ? '' : `and ${column} = any ($2::text[])`);
  const text = `declare claims no scroll cursor for
    select s.product, s.channel, s.place, s.amount, s.currency, s.on_sale, s.price_type, s.availability,
      ${instantSql('s.seen_at')} as seen_at,
      ${instantSql('s.holds_from')} as holds_from,
      ${instantSql('s.holds_to')} as holds_to, s.source, s.source_row, s.id,
      null::uuid as text_id, null::integer as stands_from, null::integer as stands_to, false as has_last_day
    from sightings s join channels c on c.id = s.channel
    where c.is_ours ${some('s.product')}
    union all
    select t.product, x.channel, null, t.amount, t.currency, t.on_sale, t.price_type, null,
      ${instantSql('x.seen_at')}, ${instantSql('t.holds_from')},
      ${instantSql('least(t.holds_to, x.replaced_from)')}, x.source, t.line, t.text_id,
      t.text_id, t.stands_from, t.stands_to, t.has_last_day
    from text_claims t join texts x on x.id = t.text_id join channels c on c.id = x.channel
    where c.is_ours and (x.replaced_from is null or x.replaced_from > $1::timestamptz) ${some('t.product')}
      and (x.replaced_from is null or t.holds_from < x.replaced_from)
    order by product, source, source_row, id`;
  await tx.query(text, products === 'all' ? [new Date(now)] : [new Date(now), products]);
  let held: Claim[] = [];
  for (;;) {
    const { rows } = await tx.query<ClaimRow>(`fetch ${FETCHED_ROWS} from claims`);
    const last = rows.at(-1);
    if (last === undefined) break;
    const cut = rows.findIndex((row) => row.product === last.product);
    const whole = rows.slice(0, cut).map((row) => claimOfRow(row, zoneOf));
    const rest = rows.slice(cut).map((row) => claimOfRow(row, zoneOf));
    if (cut === 0 && held[0]?.subject === last.product) {
      held.push(...rest);
      continue;
    }
    yield [...held, ...whole];
    held = rest;
  }
  if (held.length > 0) yield held;
  await tx.query('close claims');
}

/** The channels that have been seen to say anything at all. */
export async function loadObservedChannels(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from channels c where exists (select from sightings s where s.channel = c.id)',
  );
  return rows.map((row) => row.id);
}

/** The claims of some products, by product: each word ends where the next of the same speaker begins. */
export async function claimsByProduct(
  tx: Sql,
  products: readonly string[],
  now: Instant,
): Promise<Map<string, readonly Claim[]>> {
  const claims = new Map<string, readonly Claim[]>();
  for await (const batch of streamClaims(tx, products, now)) {
    for (const [product, group] of Map.groupBy(batch, (claim) => claim.subject))
      claims.set(product, endedByTheNext(group));
  }
  return claims;
}
