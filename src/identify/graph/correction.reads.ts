import type { Instant } from '../../kernel/period.ts';
import { instantSql } from '../../store/instant-sql.ts';
import type { Sql } from '../../store/postgres.ts';

export type OwnNode = {
  readonly id: string;
  readonly type: string;
  readonly value: string;
  readonly firstSeenAt: Instant;
};

/** Every identifier of the customer, what its browsers were for it among them. */
export async function nodesOf(sql: Sql, customerId: string): Promise<OwnNode[]> {
  const { rows } = await sql.query<OwnNode>(
    `select id, type, value, ${instantSql('first_seen_at')} as "firstSeenAt" from identity_nodes where customer_id = $1`,
    [customerId],
  );
  return rows;
}

export type KnownChange = {
  readonly id: string;
  readonly kind: string;
  readonly customerId: string;
  readonly otherId: string | null;
  readonly at: Instant;
  /** The correction by hand that made it; null where the rules did. */
  readonly correction: string | null;
  readonly undoneBy: string | null;
};

export async function findChange(sql: Sql, id: string): Promise<KnownChange | undefined> {
  const { rows } = await sql.query<KnownChange>(
    `select id, kind, customer_id as "customerId", other_id as "otherId", ${instantSql('at')} as at,
       because ->> 'correction' as correction, undone_by as "undoneBy"
     from identity_changes where id = $1`,
    [id],
  );
  return rows[0];
}

/** The identifiers that a change moved. */
export async function movedBy(sql: Sql, changeId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>('select identifier_id as id from memberships where change_id = $1', [
    changeId,
  ]);
  return rows.map((row) => row.id);
}

/** Pairs of customers whom something not in force holds together: they are thought through in one go. */
export async function touchingCustomers(sql: Sql): Promise<[string, string][]> {
  const { rows } = await sql.query<{ one: string; other: string }>(
    `select distinct one.customer_id as one, other.customer_id as other
     from identity_edges e join identity_nodes one on one.id = e.a join identity_nodes other on other.id = e.b
     where e.status = 'refused' and one.customer_id <> other.customer_id
     union
     select f.customer_id, i.customer_id from former_identifiers f join identifiers i using (type, value)
     where f.customer_id <> i.customer_id`,
  );
  return rows.map(({ one, other }) => [one, other]);
}

/** A page of customers that stand for themselves, in the order of their ids. */
export async function customersAfter(sql: Sql, after: string | undefined, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from customers where merged_into is null and ($1::uuid is null or id > $1) order by id limit $2`,
    [after ?? null, limit],
  );
  return rows.map((row) => row.id);
}
