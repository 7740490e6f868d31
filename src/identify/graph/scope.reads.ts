import type { Instant } from '../../kernel/period.ts';
import { instantSql } from '../../store/instant-sql.ts';
import type { Sql } from '../../store/postgres.ts';
import type { CustomerPast, Past } from './assign.ts';
import type { Edge } from './group.ts';
import type { RegroupNode } from './regroup.ts';

/** A piece of the graph that can be thought through by itself. */
export type Scope = {
  readonly nodes: readonly RegroupNode[];
  readonly edges: readonly Edge[];
  readonly apart: readonly (readonly [string, string])[];
};

// Through refused joins very many customers can touch each other; those further away are left for the whole replay.
const MOST_NEIGHBOURS = 5000;

/**
 * The customers, and those whom something holds together with them that is not in force just now: a refused join, a
 * browser that both have used. What is shared by too many leads nowhere.
 */
export async function neighboursOf(tx: Sql, customerIds: readonly string[]): Promise<string[]> {
  const found = new Set(customerIds);
  let frontier = [...found];
  while (frontier.length > 0 && found.size < MOST_NEIGHBOURS) {
    const { rows } = await tx.query<{ id: string }>(
      `with own as (select id, type, value from identity_nodes where customer_id = any($1::uuid[]) and not is_shared)
       select distinct n.customer_id as id from own
       join identity_edges e on e.a = own.id join identity_nodes n on n.id = e.b
       where e.status = 'refused' and not n.is_shared
       union
       select distinct n.customer_id from own
       join identity_edges e on e.b = own.id join identity_nodes n on n.id = e.a
       where e.status = 'refused' and not n.is_shared
       union
       select f.customer_id from own join former_identifiers f using (type, value)
       union
       select i.customer_id from own join former_identifiers f on f.id = own.id
       join identifiers i on i.type = own.type and i.value = own.value where i.shared_since is null`,
      [frontier],
    );
    frontier = rows.map((row) => row.id).filter((id) => !found.has(id));
    for (const id of frontier) found.add(id);
  }
  return [...found];
}

/** The graph of these customers, as it is. */
export async function loadScope(tx: Sql, customerIds: readonly string[]): Promise<Scope> {
  const nodes = await tx.query<RegroupNode>(
    `select id, type, value, customer_id as "customerId", ${instantSql('first_seen_at')} as "firstSeenAt", source,
       is_shared as "isShared", is_former as "isFormer"
     from identity_nodes where customer_id = any($1::uuid[])`,
    [customerIds],
  );
  const ids = nodes.rows.map(({ id }) => id);
  const edges = await tx.query<Edge>(
    `select a, b, kind, status, ${instantSql('first_at')} as "firstAt", ${instantSql('last_at')} as "lastAt"
     from identity_edges where a = any($1::uuid[]) and b = any($1::uuid[])`,
    [ids],
  );
  const apart = await tx.query<{ a: string; b: string }>(
    'select a, b from cannot_links where a = any($1::uuid[]) and b = any($1::uuid[])',
    [ids],
  );
  return { nodes: nodes.rows, edges: edges.rows, apart: apart.rows.map(({ a, b }) => [a, b]) };
}

/** Where each of the identifiers has been, and all customers that they have ever been of. */
export async function loadPasts(
  tx: Sql,
  nodes: readonly RegroupNode[],
): Promise<{ readonly pasts: ReadonlyMap<string, Past>; readonly customers: readonly CustomerPast[] }> {
  const { rows } = await tx.query<{ id: string; customers: string[] }>(
    `select identifier_id as id, array_agg(customer_id order by seq) as customers
     from memberships where identifier_id = any($1::uuid[]) group by identifier_id`,
    [nodes.map(({ id }) => id)],
  );
  const before = new Map(rows.map((row) => [row.id, row.customers]));
  const pasts = new Map(
    nodes.map(({ id, firstSeenAt, customerId }): [string, Past] => [
      id,
      { nodeId: id, firstSeenAt, customers: [...(before.get(id) ?? []), customerId] },
    ]),
  );
  const ids = new Set([...pasts.values()].flatMap((past) => past.customers));
  const customers = await tx.query<{ id: string; createdAt: Instant; mergedInto: string | null }>(
    `with recursive family as (
       select id, created_at, merged_into from customers where id = any($1::uuid[])
       union
       select c.id, c.created_at, c.merged_into from customers c join family f on c.merged_into = f.id
     )
     select id, ${instantSql('created_at')} as "createdAt", merged_into as "mergedInto" from family`,
    [[...ids]],
  );
  return { pasts, customers: customers.rows };
}
