import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Sighting } from './sighting.ts';

/**
 * Saves a batch of sightings with the products they name, in two statements whatever its size. Returns
 * how many were new: the same row handed in before is not saved again. Rows are written in one order, so that two
 * batches that meet wait for each other and never lock each other out.
 */
export async function insertSightings(
  sql: Sql,
  sightings: readonly Sighting[],
  from: { readonly importId: string; readonly at: Instant; readonly newId: () => string },
): Promise<number> {
  if (sightings.length === 0) return 0;
  await upsertProducts(sql, sightings, from.at);
  const { rowCount } = await sql.query(
    `insert into sightings (id, product, channel, place, amount, currency, on_sale, price_type, availability, seen_at,
       holds_from, holds_to, source, source_row, import_id, received_at)
     select id, product, channel, place, amount, currency, on_sale, price_type, availability, seen_at, holds_from,
       holds_to, source, source_row, $1, $2
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::boolean[], $10::text[],
       $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::text[], $15::integer[], $16::text[])
       as row (id, product, channel, place, amount, currency, on_sale, price_type, seen_at, holds_from, holds_to,
         source, source_row, availability)
     order by product, channel, place, seen_at, amount, currency, source, source_row
     on conflict do nothing`,
    [
      from.importId,
      new Date(from.at),
      sightings.map(() => from.newId()),
      sightings.map((each) => each.product),
      sightings.map((each) => each.channel),
      sightings.map((each) => each.place),
      sightings.map((each) => each.amount),
      sightings.map((each) => each.currency),
      sightings.map((each) => each.onSale),
      sightings.map((each) => each.priceType),
      sightings.map((each) => new Date(each.seenAt)),
      sightings.map((each) => new Date(each.holdsFrom)),
      sightings.map((each) => (each.holdsTo === Infinity ? null : new Date(each.holdsTo))),
      sightings.map((each) => each.source),
      sightings.map((each) => each.sourceRow),
      sightings.map((each) => each.availability ?? null),
    ],
  );
  return rowCount ?? 0;
}

async function upsertProducts(sql: Sql, sightings: readonly Sighting[], at: Instant): Promise<void> {
  const names = new Map<string, string | null>();
  for (const each of sightings) names.set(each.product, each.productName ?? names.get(each.product) ?? null);
  await sql.query(
    `insert into products (id, name, first_seen_at)
     select id, name, $1 from unnest($2::text[], $3::text[]) as row (id, name) order by id
     on conflict (id) do update set name = excluded.name
     where excluded.name is not null and products.name is distinct from excluded.name`,
    [new Date(at), [...names.keys()], [...names.values()]],
  );
}
