import { loadPriceZones } from '../collect/price-zone.reads.ts';
import type { Availability, PriceType } from '../collect/sighting.ts';
import { instantSql } from '../store/instant-sql.ts';
import type { Sql } from '../store/postgres.ts';
import { type Claim, claimOf, type ZoneOf } from './claim.ts';

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
};

const FETCHED_ROWS = 10_000;

function claimOfRow(row: ClaimRow, zoneOf: ZoneOf): Claim {
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
 * What our channels were seen to say, of all products or of some, in batches that never part a product. Read through
 * a cursor, so that the memory it takes does not grow with the history; `tx` must be in a transaction.
 */
export async function* streamClaims(tx: Sql, products: readonly string[] | 'all'): AsyncGenerator<Claim[]> {
  const zones = new Map(Object.entries(await loadPriceZones(tx)));
  const zoneOf = (place: string): string | undefined => zones.get(place);
  // Numbers instead of dates: reading a million timestamps as text takes longer than all the rest.
  const text = `declare claims no scroll cursor for
    select s.product, s.channel, s.place, s.amount, s.currency, s.on_sale, s.price_type, s.availability,
      ${instantSql('s.seen_at')} as seen_at,
      ${instantSql('s.holds_from')} as holds_from,
      ${instantSql('s.holds_to')} as holds_to, s.source, s.source_row
    from sightings s join channels c on c.id = s.channel
    where c.is_ours ${products === 'all' ? '' : 'and s.product = any ($1::text[])'}
    order by s.product, s.source, s.source_row, s.id`;
  await tx.query(text, products === 'all' ? [] : [products]);
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
