import type { Sql } from '../store/postgres.ts';

/**
 * Locks the customer for the rest of the transaction and says which one it is now, after merges. Whatever is
 * counted for the customer under this lock stays right across a merge, because a merge takes the same locks.
 * Resolve identifiers before this, never after it in the same transaction: a merge in between would wait for us while we wait for it.
 */
export async function lockCustomer(tx: Sql, customerId: string): Promise<string> {
  let wanted = customerId;
  for (;;) {
    // The row is read again after the wait for its lock, so that a merge which came first is seen.
    // `no key update` keeps the lock from stopping rows that merely refer to the customer.
    const { rows } = await tx.query<{ id: string; merged_into: string | null }>(
      `select id, merged_into from customers where id = (
         with recursive up as (
           select id, merged_into from customers where id = $1
           union all
           select c.id, c.merged_into from customers c join up on c.id = up.merged_into
         )
         select id from up where merged_into is null
       ) for no key update`,
      [wanted],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no customer ${customerId}`);
    if (row.merged_into === null) return row.id;
    wanted = row.merged_into;
  }
}

/** A customer with everything known of it at the start, for loading many at once. */
export type NewCustomer = {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
};

/** Adds customers. One that is there already is left as it is. */
export async function insertCustomers(sql: Sql, customers: readonly NewCustomer[], now: number): Promise<void> {
  await sql.query(
    `insert into customers (id, created_at, attributes, first_seen_at, last_seen_at)
     select id, $1, attributes::jsonb, first_seen_at, last_seen_at
     from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       as new (id, attributes, first_seen_at, last_seen_at)
     on conflict (id) do nothing`,
    [
      new Date(now),
      customers.map((each) => each.id),
      customers.map((each) => JSON.stringify(each.attributes)),
      customers.map((each) => new Date(each.firstSeenAt)),
      customers.map((each) => new Date(each.lastSeenAt)),
    ],
  );
}
