import type { Sql } from '../store/postgres.ts';

/** How much PostgreSQL keeps of a customer and those merged into them. */
export async function reachOf(
  sql: Sql,
  customerId: string,
): Promise<{ identifiers: number; promises: number; decisions: number }> {
  const { rows } = await sql.query<{ identifiers: number; promises: number; decisions: number }>(
    `with family as (select id from family_of($1::uuid))
     select (select count(*) from identity_nodes where customer_id in (select id from family)) as identifiers,
       (select count(*) from promises where customer_id in (select id from family)) as promises,
       (select count(*) from decisions where customer_id in (select id from family)) as decisions`,
    [customerId],
  );
  return rows[0] ?? { identifiers: 0, promises: 0, decisions: 0 };
}
