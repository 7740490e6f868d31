import type { Sql } from '../store/postgres.ts';

/** Declares the whole list anew: places that are not in it belong to no declared zone any longer. */
export async function replacePriceZones(sql: Sql, zones: Readonly<Record<string, string>>): Promise<void> {
  const places = Object.keys(zones);
  await sql.query('delete from price_zones where not place = any ($1::text[])', [places]);
  await sql.query(
    `insert into price_zones (place, zone)
     select place, zone from unnest($1::text[], $2::text[]) as declared (place, zone) order by place
     on conflict (place) do update set zone = excluded.zone where price_zones.zone <> excluded.zone`,
    [places, Object.values(zones)],
  );
}
