import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { SightingView } from './sighting.contract.ts';

export type SightingQuestion = {
  readonly product?: string | undefined;
  readonly channel?: string | undefined;
  readonly limit: number;
};

type SightingRow = {
  id: string;
  product: string;
  channel: string;
  place: string | null;
  amount: number;
  currency: string;
  on_sale: boolean | null;
  price_type: SightingView['priceType'];
  availability: SightingView['availability'];
  seen_at: Date;
  holds_from: Date;
  holds_to: Date | null;
  source: string;
  source_row: number | null;
};

function viewOf(row: SightingRow): SightingView {
  return {
    id: row.id,
    product: row.product,
    channel: row.channel,
    place: row.place,
    amount: row.amount,
    currency: row.currency,
    onSale: row.on_sale,
    priceType: row.price_type,
    availability: row.availability,
    seenAt: row.seen_at.toISOString(),
    holdsFrom: row.holds_from.toISOString(),
    holdsTo: row.holds_to?.toISOString() ?? null,
    source: row.source,
    sourceRow: row.source_row,
  };
}

const columns = `id, product, channel, place, amount, currency, on_sale, price_type, availability, seen_at, holds_from,
  holds_to, source, source_row`;

/** The newest sightings, of one product or channel if asked. */
export async function listSightings(sql: Sql, question: SightingQuestion): Promise<SightingView[]> {
  const { rows } = await sql.query<SightingRow>(
    `select ${columns} from sightings
     where ($1::text is null or product = $1) and ($2::text is null or channel = $2)
     order by seen_at desc, id desc limit $3`,
    [question.product ?? null, question.channel ?? null, question.limit],
  );
  return rows.map(viewOf);
}

/** The last word of each channel in each place on each of the products, of all times or up to one. */
export async function loadLatestSightings(
  sql: Sql,
  products: readonly string[],
  upTo: Instant = Infinity,
): Promise<SightingView[]> {
  const { rows } = await sql.query<SightingRow>(
    `select distinct on (product, channel, coalesce(place, '')) ${columns} from sightings
     where product = any ($1::text[]) and seen_at <= coalesce($2::timestamptz, 'infinity')
     order by product, channel, coalesce(place, ''), seen_at desc, id desc`,
    [products, Number.isFinite(upTo) ? new Date(upTo) : null],
  );
  return rows.map(viewOf);
}
