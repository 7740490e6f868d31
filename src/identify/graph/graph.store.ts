import type { Instant } from '../../kernel/period.ts';
import { instantSql } from '../../store/instant-sql.ts';
import type { Sql } from '../../store/postgres.ts';
import { type Identifier, keyOfIdentifier } from '../identifier.ts';

import { type CustomerState, type Edge, type GraphNode, keyOfEdge } from './group.ts';
import { type IdentityRules, isDevice } from './rules.ts';
import type { Known, Met } from './thinking.ts';

const nodeColumns = `n.id, n.type, n.value, n.customer_id as "customerId", ${instantSql('n.first_seen_at')} as "firstSeenAt",
  n.source, n.is_shared as "isShared"`;

async function loadNodes(tx: Sql, identifiers: readonly Identifier[]): Promise<GraphNode[]> {
  const { rows } = await tx.query<GraphNode>(
    `select ${nodeColumns} from unnest($1::text[], $2::text[]) as wanted (type, value)
     join identity_nodes n on n.type = wanted.type and n.value = wanted.value and not n.is_former`,
    [identifiers.map((each) => each.type), identifiers.map((each) => each.value)],
  );
  return rows;
}

async function loadFormers(tx: Sql, browsers: readonly Identifier[]): Promise<GraphNode[]> {
  if (browsers.length === 0) return [];
  const { rows } = await tx.query<GraphNode>(
    `select n.id, n.type, n.value, n.customer_id as "customerId", ${instantSql('n.first_seen_at')} as "firstSeenAt", n.source,
       false as "isShared"
     from unnest($1::text[], $2::text[]) as wanted (type, value)
     join former_identifiers n using (type, value) order by n.ended_at`,
    [browsers.map((each) => each.type), browsers.map((each) => each.value)],
  );
  return rows;
}

type EdgeRow = Edge & {
  readonly aType: string;
  readonly bType: string;
  readonly aValue: string;
  readonly bValue: string;
};

/** The edges among the nodes, and those to numbers of registers from the nodes whose number of them counts. */
async function loadEdges(tx: Sql, nodes: readonly GraphNode[], rules: IdentityRules): Promise<EdgeRow[]> {
  const counted = nodes.filter((node) => rules.caps[node.type] !== undefined && !node.isShared).map(({ id }) => id);
  const { rows } = await tx.query<EdgeRow>(
    `with found as (
       select e.* from identity_edges e where e.a = any($1::uuid[]) and e.b = any($1::uuid[])
       union
       select e.* from identity_edges e join identity_nodes n on n.id = e.a
       where e.b = any($2::uuid[]) and n.type = any($3::text[])
       union
       select e.* from identity_edges e join identity_nodes n on n.id = e.b
       where e.a = any($2::uuid[]) and n.type = any($3::text[])
     )
     select e.a, e.b, e.kind, e.status, ${instantSql('e.first_at')} as "firstAt", ${instantSql('e.last_at')} as "lastAt",
       one.type as "aType", one.value as "aValue", other.type as "bType", other.value as "bValue"
     from found e join identity_nodes one on one.id = e.a join identity_nodes other on other.id = e.b`,
    [nodes.map(({ id }) => id), counted, rules.registers],
  );
  return rows;
}

function metIn(edges: readonly EdgeRow[], rules: IdentityRules): Known['met'] {
  const met = new Map<string, Map<string, Map<string, Met>>>();
  const note = (id: string, type: string, other: string, register: string, value: string, firstAt: Instant): void => {
    if (!rules.registers.includes(register) || type === register) return;
    const registers = met.get(id) ?? new Map<string, Map<string, Met>>();
    met.set(id, registers.set(register, (registers.get(register) ?? new Map()).set(other, { value, firstAt })));
  };
  for (const { a, b, aType, bType, aValue, bValue, firstAt } of edges) {
    note(a, aType, b, bType, bValue, firstAt);
    note(b, bType, a, aType, aValue, firstAt);
  }
  return met;
}

async function loadStates(tx: Sql, customerIds: readonly string[]): Promise<Map<string, CustomerState>> {
  const { rows } = await tx.query<{ id: string; createdAt: Instant; type: string | null; times: Instant[] | null }>(
    `select c.id, ${instantSql('c.created_at')} as "createdAt", i.type, i.times
     from customers c
     left join lateral (
       select type, array_agg(${instantSql('first_seen_at')}::float8 order by first_seen_at) as times
       from identifiers where customer_id = c.id group by type
     ) i on true
     where c.id = any($1::uuid[])`,
    [customerIds],
  );
  const states = new Map<string, CustomerState>();
  for (const { id, createdAt, type, times } of rows) {
    const before = states.get(id)?.times ?? {};
    states.set(id, { id, createdAt, times: type === null || times === null ? before : { ...before, [type]: times } });
  }
  return states;
}

async function loadApart(tx: Sql, customerIds: readonly string[]): Promise<[string, string][]> {
  const { rows } = await tx.query<{ one: string; other: string }>(
    `select one.customer_id as one, other.customer_id as other
     from cannot_links l join identity_nodes one on one.id = l.a join identity_nodes other on other.id = l.b
     where one.customer_id = any($1::uuid[]) and other.customer_id = any($1::uuid[])`,
    [customerIds],
  );
  return rows.map(({ one, other }) => [one, other]);
}

/** Everything that is known of what the identifiers touch. Read under the identity lock, it stays true until the transaction ends. */
export async function loadKnown(tx: Sql, identifiers: readonly Identifier[], rules: IdentityRules): Promise<Known> {
  const nodes = await loadNodes(tx, identifiers);
  if (nodes.length === 0)
    return { nodes: new Map(), formers: new Map(), customers: new Map(), edges: new Map(), met: new Map(), apart: [] };
  const formers = await loadFormers(
    tx,
    nodes.filter(({ type }) => isDevice(rules, type)),
  );
  const edges = await loadEdges(tx, [...nodes, ...formers], rules);
  const customerIds = [...new Set([...nodes, ...formers].map((node) => node.customerId))];
  return {
    nodes: new Map(nodes.map((node) => [keyOfIdentifier(node), node])),
    formers: Map.groupBy(formers, keyOfIdentifier),
    customers: await loadStates(tx, customerIds),
    edges: new Map(edges.map((edge) => [keyOfEdge(edge), edge])),
    met: metIn(edges, rules),
    apart: await loadApart(tx, customerIds),
  };
}
