import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { GraphNode } from './graph/group.ts';
import { keyOfIdentifier } from './identifier.ts';
import type { Merge, NewEdge } from './graph/thinking.ts';

// One identity change at a time: the lock is held for milliseconds, and known customers never take it. So the changes
// are numbered in the order in which they become true.
const IDENTITY_LOCK = 7_310_001;

/** Waits for every other change of who is who, and holds them off until the transaction ends. */
export async function lockIdentity(tx: Sql): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [IDENTITY_LOCK]);
}

/**
 * Adds identifiers. One that somebody has already goes to the customer named here, and stays the node it is. Returns
 * the nodes' ids, by `keyOfIdentifier`.
 */
export async function insertNodes(tx: Sql, nodes: readonly GraphNode[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; type: string; value: string }>(
    `insert into identifiers (id, type, value, customer_id, first_seen_at, source, shared_since)
     select id, type, value, customer_id, to_timestamp(first_at / 1000), source,
       case when is_shared then to_timestamp(first_at / 1000) end
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::float8[], $6::text[], $7::boolean[])
       as new (id, type, value, customer_id, first_at, source, is_shared)
     on conflict (type, value) do update set customer_id = excluded.customer_id
     returning id, type, value`,
    [
      nodes.map((each) => each.id),
      nodes.map((each) => each.type),
      nodes.map((each) => each.value),
      nodes.map((each) => each.customerId),
      nodes.map((each) => each.firstSeenAt),
      nodes.map((each) => each.source),
      nodes.map((each) => each.isShared),
    ],
  );
  return new Map(rows.map((row) => [keyOfIdentifier(row), row.id]));
}

/** Puts away what a browser was for its user before, or takes it out again. */
export async function endNodes(tx: Sql, ended: readonly GraphNode[], at: Instant): Promise<void> {
  if (ended.length === 0) return;
  await tx.query('delete from identifiers where id = any($1::uuid[])', [ended.map((each) => each.id)]);
  await tx.query(
    `insert into former_identifiers (id, type, value, customer_id, first_seen_at, source, ended_at)
     select id, type, value, customer_id, to_timestamp(first_at / 1000), source, $7
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::float8[], $6::text[])
       as ended (id, type, value, customer_id, first_at, source)
     on conflict (id) do update set customer_id = excluded.customer_id, ended_at = excluded.ended_at`,
    [
      ended.map((each) => each.id),
      ended.map((each) => each.type),
      ended.map((each) => each.value),
      ended.map((each) => each.customerId),
      ended.map((each) => each.firstSeenAt),
      ended.map((each) => each.source),
      new Date(at),
    ],
  );
}

export async function reviveNodes(tx: Sql, revived: readonly GraphNode[]): Promise<void> {
  if (revived.length === 0) return;
  await tx.query('delete from former_identifiers where id = any($1::uuid[])', [revived.map((each) => each.id)]);
  await insertNodes(tx, revived);
}

/** Nodes that were seen earlier than was known, or that turned out to be shared. */
export async function updateNodes(tx: Sql, nodes: readonly GraphNode[], at: Instant): Promise<void> {
  if (nodes.length === 0) return;
  await tx.query(
    `update identifiers i set first_seen_at = least(i.first_seen_at, to_timestamp(new.first_at / 1000)),
       shared_since = case when new.is_shared then coalesce(i.shared_since, $4) end
     from unnest($1::uuid[], $2::float8[], $3::boolean[]) as new (id, first_at, is_shared) where i.id = new.id`,
    [
      nodes.map((each) => each.id),
      nodes.map((each) => each.firstSeenAt),
      nodes.map((each) => each.isShared),
      new Date(at),
    ],
  );
}

/** Writes down what was seen together, and what came of it. What somebody has cut stays cut. */
export async function saveEdges(tx: Sql, edges: readonly NewEdge[], now: Instant): Promise<void> {
  if (edges.length === 0) return;
  await tx.query(
    `insert into identity_edges (a, b, kind, source, first_at, last_at, status, because, decided_at)
     select a, b, kind, source, to_timestamp(first_at / 1000), to_timestamp(last_at / 1000), status, because::jsonb, $9
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[])
       as new (a, b, kind, source, first_at, last_at, status, because)
     on conflict (a, b) do update set first_at = least(identity_edges.first_at, excluded.first_at),
       last_at = greatest(identity_edges.last_at, excluded.last_at), kind = excluded.kind,
       status = case when identity_edges.status = 'cut' then 'cut' else excluded.status end,
       because = case when identity_edges.status = 'cut' then identity_edges.because else excluded.because end,
       decided_at = case when identity_edges.status = excluded.status then identity_edges.decided_at
         else excluded.decided_at end`,
    [
      edges.map((each) => each.a),
      edges.map((each) => each.b),
      edges.map((each) => each.kind),
      edges.map((each) => each.source),
      edges.map((each) => each.firstAt),
      edges.map((each) => each.lastAt),
      edges.map((each) => each.status),
      edges.map((each) => (each.because === null ? null : JSON.stringify(each.because))),
      new Date(now),
    ],
  );
}

export type Change = {
  readonly id: string;
  readonly kind: 'merge' | 'split' | 'follow' | 'rules' | 'erase';
  readonly customerId: string;
  readonly otherId: string | null;
  readonly madeBy: string;
  readonly because: object;
};

/** Writes down what changed, for those who ask why and for the processes that remember who was who. */
export async function insertChanges(tx: Sql, changes: readonly Change[], now: Instant): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `insert into identity_changes (id, kind, customer_id, other_id, at, made_by, because)
     select id, kind, customer_id, other_id, $7, made_by, because::jsonb
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[]) with ordinality
       as new (id, kind, customer_id, other_id, made_by, because, nth) order by nth`,
    [
      changes.map((each) => each.id),
      changes.map((each) => each.kind),
      changes.map((each) => each.customerId),
      changes.map((each) => each.otherId),
      changes.map((each) => each.madeBy),
      changes.map((each) => JSON.stringify(each.because)),
      new Date(now),
    ],
  );
}

/** Points the losers and all that is theirs at the winners. Where each identifier was before is kept. */
export async function saveMerges(
  tx: Sql,
  merges: readonly (Merge & { readonly id: string })[],
  now: Instant,
): Promise<void> {
  const losers = merges.map((each) => each.loserId);
  const winners = merges.map((each) => each.winnerId);
  const ids = merges.map((each) => each.id);
  await tx.query('select 1 from customers where id = any($1::uuid[]) order by id for no key update', [
    [...losers, ...winners],
  ]);
  await tx.query(
    `with merged as (select * from unnest($1::uuid[], $2::uuid[]) as m (loser, winner)),
     together as (
       select winner, min(c.first_seen_at) as first_seen_at, max(c.last_seen_at) as last_seen_at
       from merged join customers c on c.id = merged.loser group by winner
     )
     update customers c set first_seen_at = least(c.first_seen_at, together.first_seen_at),
       last_seen_at = greatest(c.last_seen_at, together.last_seen_at)
     from together where c.id = together.winner`,
    [losers, winners],
  );
  await tx.query(
    `update customers c set merged_into = m.winner
     from unnest($1::uuid[], $2::uuid[]) as m (loser, winner) where c.id = m.loser`,
    [losers, winners],
  );
  await tx.query(
    `insert into memberships (identifier_id, customer_id, valid_to, change_id)
     select n.id, n.customer_id, $3, m.id
     from unnest($1::uuid[], $2::uuid[]) as m (loser, id) join identity_nodes n on n.customer_id = m.loser`,
    [losers, ids, new Date(now)],
  );
  for (const table of ['identifiers', 'former_identifiers']) {
    await tx.query(
      `update ${table} i set customer_id = m.winner
       from unnest($1::uuid[], $2::uuid[]) as m (loser, winner) where i.customer_id = m.loser`,
      [losers, winners],
    );
  }
  await insertChanges(
    tx,
    merges.map(({ id, winnerId, loserId, because }) => {
      return { id, kind: 'merge', customerId: winnerId, otherId: loserId, madeBy: 'rules', because };
    }),
    now,
  );
}

/** What a batch tells of one customer: when it was seen. */
export type Sight = { readonly customerId: string; readonly firstAt: Instant; readonly lastAt: Instant };

export async function saveSights(tx: Sql, sights: readonly Sight[]): Promise<void> {
  await tx.query(
    `update customers c set first_seen_at = least(c.first_seen_at, seen.first_at),
       last_seen_at = greatest(c.last_seen_at, seen.last_at)
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as seen (id, first_at, last_at)
     where c.id = seen.id`,
    [
      sights.map((each) => each.customerId),
      sights.map((each) => new Date(each.firstAt)),
      sights.map((each) => new Date(each.lastAt)),
    ],
  );
}

/** A customer who was known, and when that one was seen again. */
export type SeenAgain = { readonly customerId: string; readonly at: Instant };

/** Notes that customers were seen, each once. Rows that somebody holds are left for the next time: this is news, not truth. */
export async function touchCustomers(sql: Sql, seen: readonly SeenAgain[]): Promise<void> {
  await sql.query(
    `with free as (select id from customers where id = any($1::uuid[]) order by id for no key update skip locked)
     update customers c set last_seen_at = greatest(c.last_seen_at, seen.at)
     from free, unnest($1::uuid[], $2::timestamptz[]) as seen (id, at)
     where c.id = free.id and seen.id = c.id`,
    [seen.map((each) => each.customerId), seen.map((each) => new Date(each.at))],
  );
}
