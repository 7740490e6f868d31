import type { Sql } from '../store/postgres.ts';

/** Every place that was declared to lie in a price zone. */
export async function loadPriceZones(sql: Sql): Promise<Record<string, string>> {
  const { rows } = await sql.query<{ place: string; zone: string }>(
    'select place, zone from price_zones order by place',
  );
  return Object.fromEntries(rows.map((row) => [row.place, row.zone]));
}
