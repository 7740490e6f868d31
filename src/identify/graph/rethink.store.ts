import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import { insertCustomers } from '../customer.store.ts';
import { insertChanges, type Change } from '../resolution.store.ts';
import type { Assignment } from './assign.ts';
import type { JudgedEdge, RegroupNode } from './regroup.ts';

/** Locks the customers, so that whoever counts something of them has counted before, or counts after. */
export async function lockCustomers(tx: Sql, customerIds: readonly string[]): Promise<void> {
  // Written as well, so that whoever has looked at one without a lock sees that it has changed.
  await tx.query(
    `with held as (select id from customers where id = any($1::uuid[]) order by id for no key update)
     update customers c set last_seen_at = c.last_seen_at from held where c.id = held.id`,
    [customerIds],
  );
}

export type Regrouped = {
  readonly assignment: Assignment;
  /** The identifiers that are another customer's now, with that one. */
  readonly moved: readonly { readonly node: RegroupNode; readonly customerId: string }[];
  readonly edges: readonly JudgedEdge[];
  readonly shared: ReadonlySet<string>;
};

async function saveCustomers(
  tx: Sql,
  { created, mergedInto }: Assignment,
  firstSeen: ReadonlyMap<string, Instant>,
  now: Instant,
): Promise<void> {
  const rows = created.map((id) => {
    const at = firstSeen.get(id) ?? now;
    return { id, attributes: {}, firstSeenAt: at, lastSeenAt: at };
  });
  if (rows.length > 0) await insertCustomers(tx, rows, now);
  await tx.query(
    `update customers c set merged_into = m.target from unnest($1::uuid[], $2::uuid[]) as m (id, target) where c.id = m.id`,
    [[...mergedInto.keys()], [...mergedInto.values()]],
  );
}

/** The merge or the split by which an identifier went from one customer to another. */
function changeOf(changes: readonly Change[], from: string, to: string): string | undefined {
  const found = changes.find(({ kind, customerId, otherId }) =>
    kind === 'merge' ? customerId === to && otherId === from : customerId === from && otherId === to,
  );
  return (found ?? changes[0])?.id;
}

async function moveNodes(tx: Sql, { moved }: Regrouped, changes: readonly Change[], now: Instant): Promise<void> {
  const ids = moved.map(({ node }) => node.id);
  const to = moved.map(({ customerId }) => customerId);
  await tx.query(
    `insert into memberships (identifier_id, customer_id, valid_to, change_id)
     select n.id, n.customer_id, $2, m.change from unnest($1::uuid[], $3::uuid[]) as m (id, change)
     join identity_nodes n using (id)`,
    [ids, new Date(now), moved.map(({ node, customerId }) => changeOf(changes, node.customerId, customerId))],
  );
  for (const table of ['identifiers', 'former_identifiers']) {
    await tx.query(
      `update ${table} n set customer_id = m.target from unnest($1::uuid[], $2::uuid[]) as m (id, target) where n.id = m.id`,
      [ids, to],
    );
  }
}

async function judgeEdges(
  tx: Sql,
  { edges, shared }: Regrouped,
  nodes: readonly RegroupNode[],
  now: Instant,
): Promise<void> {
  await tx.query(
    `update identity_edges e set status = j.status, because = j.because::jsonb, decided_at = $5
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as j (a, b, status, because)
     where e.a = j.a and e.b = j.b and e.status <> 'cut' and e.status <> j.status`,
    [
      edges.map(({ a }) => a),
      edges.map(({ b }) => b),
      edges.map(({ status }) => status),
      edges.map(({ because }) => (because === null ? null : JSON.stringify(because))),
      new Date(now),
    ],
  );
  const changed = nodes.filter((node) => !node.isFormer && node.isShared !== shared.has(node.id));
  if (changed.length === 0) return;
  await tx.query(
    `update identifiers i set shared_since = case when s.is_shared then $3::timestamptz end
     from unnest($1::uuid[], $2::boolean[]) as s (id, is_shared) where i.id = s.id`,
    [changed.map(({ id }) => id), changed.map(({ id }) => shared.has(id)), new Date(now)],
  );
}

/** Makes true what was thought: customers, who each identifier is, what is in force, and what was kept for whom. */
export async function saveRegrouped(
  tx: Sql,
  regrouped: Regrouped,
  nodes: readonly RegroupNode[],
  changes: readonly Change[],
  now: Instant,
): Promise<void> {
  const { assignment, moved } = regrouped;
  const firstSeen = new Map<string, Instant>();
  for (const { node, customerId } of moved) {
    firstSeen.set(customerId, Math.min(firstSeen.get(customerId) ?? node.firstSeenAt, node.firstSeenAt));
  }
  await saveCustomers(tx, assignment, firstSeen, now);
  if (moved.length > 0) await moveNodes(tx, regrouped, changes, now);
  await judgeEdges(tx, regrouped, nodes, now);
  if (assignment.moves.length > 0) {
    await tx.query(
      `select move_ledger(m.source, m.target, array(select jsonb_array_elements_text(m.subjects)::uuid))
       from jsonb_to_recordset($1::jsonb) as m (source uuid, target uuid, subjects jsonb)`,
      [JSON.stringify(assignment.moves.map(({ from, to, subjects }) => ({ source: from, target: to, subjects })))],
    );
  }
  await insertChanges(tx, changes, now);
}
