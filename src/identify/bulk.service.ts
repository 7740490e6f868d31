import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { type AttributeFact, saveAttributeFacts } from './attribute.store.ts';
import { insertCustomers, type NewCustomer } from './customer.store.ts';
import type { GraphNode } from './graph/group.ts';
import { usualRules } from './graph/rules.ts';
import { type Identifier, keyOfIdentifier, usableIdentifiers } from './identifier.ts';
import type { NewEdge } from './graph/thinking.ts';
import { pairsOf, withOneOfEach } from './resolution.ts';
import { insertNodes, saveEdges } from './resolution.store.ts';

export type BulkCustomer = NewCustomer & { readonly identifiers: readonly Identifier[]; readonly source: string };

// Large enough to make the round trips few, small enough for one statement's memory.
const ROWS_A_STATEMENT = 5000;

function nodesOf(customer: BulkCustomer, newId: () => string): GraphNode[] {
  return withOneOfEach(usableIdentifiers(customer.identifiers), usualRules).map(({ type, value }) => ({
    id: newId(),
    type,
    value,
    customerId: customer.id,
    firstSeenAt: customer.firstSeenAt,
    source: customer.source,
    isShared: false,
  }));
}

function edgesOf(nodes: readonly GraphNode[], source: string): NewEdge[] {
  return pairsOf(nodes, usualRules).map(([a, b]) => ({
    a: a.id,
    b: b.id,
    kind: 'import',
    source,
    firstAt: a.firstSeenAt,
    lastAt: a.firstSeenAt,
    status: 'active',
    because: null,
  }));
}

function factsOf({ attributes, source, lastSeenAt }: BulkCustomer, subject: string | undefined): AttributeFact[] {
  if (subject === undefined) return [];
  return Object.entries(attributes).map(([name, value]) => ({ subject, name, value, source, toldAt: lastSeenAt }));
}

/**
 * Adds many customers whose identifiers are known not to be shared, as when an example or a whole register is loaded.
 * Nothing is resolved: an identifier that somebody has already moves to the new customer. Call it in a transaction.
 * Returns the node of each identifier, by `keyOfIdentifier`.
 */
export async function createCustomers(
  deps: Pick<Deps, 'newId'>,
  sql: Sql,
  customers: readonly BulkCustomer[],
  now: Instant,
): Promise<ReadonlyMap<string, string>> {
  const byKey = new Map<string, string>();
  for (let from = 0; from < customers.length; from += ROWS_A_STATEMENT) {
    const drawn = customers.slice(from, from + ROWS_A_STATEMENT).map((customer) => {
      return { customer, nodes: nodesOf(customer, deps.newId) };
    });
    await insertCustomers(
      sql,
      drawn.map((each) => each.customer),
      now,
    );
    const nodes = drawn.flatMap((each) => each.nodes);
    if (nodes.length === 0) continue;
    const ids = await insertNodes(sql, nodes);
    for (const [key, id] of ids) byKey.set(key, id);
    const part = drawn.map(({ customer, nodes: own }) => {
      return { customer, nodes: own.map((node) => ({ ...node, id: ids.get(keyOfIdentifier(node)) ?? node.id })) };
    });
    await saveEdges(
      sql,
      part.flatMap((each) => edgesOf(each.nodes, each.customer.source)),
      now,
    );
    await saveAttributeFacts(
      sql,
      part.flatMap((each) => factsOf(each.customer, each.nodes[0]?.id)),
      now,
    );
  }
  return byKey;
}
