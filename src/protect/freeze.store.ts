import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

export type Freeze = { readonly since: Instant; readonly by: string; readonly because: string };

/** Freezes the customer; one who is frozen stays so as they were. */
export async function insertFreeze(sql: Sql, customerId: string, { since, by, because }: Freeze): Promise<void> {
  await sql.query(
    `insert into frozen_customers (customer_id, frozen_at, made_by, reason) values ($1, $2, $3, $4)
     on conflict (customer_id) do nothing`,
    [customerId, new Date(since), by, because],
  );
  // So that an answer which is being given right now sees that its customer has changed, and looks again.
  await sql.query('update customers set last_seen_at = last_seen_at where id = $1', [customerId]);
}

/** True when one of them was frozen. */
export async function deleteFreeze(sql: Sql, family: readonly string[]): Promise<boolean> {
  const { rowCount } = await sql.query('delete from frozen_customers where customer_id = any($1::uuid[])', [family]);
  return (rowCount ?? 0) > 0;
}

/** Since when one of the family is frozen, by whom and why; a merge thaws nobody. */
export async function findFreeze(sql: Sql, family: readonly string[]): Promise<Freeze | undefined> {
  const { rows } = await sql.query<{ since: Date; by: string; because: string }>(
    `select frozen_at as since, made_by as by, reason as because from frozen_customers
     where customer_id = any($1::uuid[]) order by frozen_at limit 1`,
    [family],
  );
  return rows[0] && { ...rows[0], since: rows[0].since.getTime() };
}
