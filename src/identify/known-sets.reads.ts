import type { Instant } from '../kernel/period.ts';
import { instantSql } from '../store/instant-sql.ts';
import type { Sql } from '../store/postgres.ts';
import { type GraphNode, keyOfEdge } from './graph/group.ts';
import { EVERYBODY, type IdentityRules, isDevice, isUnique } from './graph/rules.ts';
import { type Identifier, keyOfIdentifier } from './identifier.ts';
import type { KnownSet } from './known-sets.ts';
import { pairsOf, withOneOfEach } from './resolution.ts';

type Asked = { readonly identifiers: readonly Identifier[] };

// When two were last seen together is exact to an hour: it decides which of two users a browser is.
const LAST_TOGETHER_EXACTNESS_MS = 3_600_000;

/** The nodes of what is known as a question asks for them: who owns each, and when that one was last seen. */
type Sighted = GraphNode & { readonly lastSeenAt: Instant };

async function findSighted(sql: Sql, identifiers: readonly Identifier[]): Promise<Map<string, Sighted>> {
  const { rows } = await sql.query<Sighted>({
    name: 'find-sighted',
    text: `select i.id, i.type, i.value, i.customer_id as "customerId", ${instantSql('i.first_seen_at')} as "firstSeenAt",
        i.source, i.shared_since is not null as "isShared", ${instantSql('c.last_seen_at')} as "lastSeenAt"
      from unnest($1::text[], $2::text[]) as wanted (type, value)
      join identifiers i using (type, value) join customers c on c.id = i.customer_id`,
    values: [identifiers.map((each) => each.type), identifiers.map((each) => each.value)],
  });
  return new Map(rows.map((row) => [keyOfIdentifier(row), row]));
}

type KnownPair = { readonly firstAt: Instant; readonly lastAt: Instant };

/** The edges of these very pairs, by `keyOfEdge`. */
async function findPairs(
  sql: Sql,
  pairs: readonly { readonly a: string; readonly b: string }[],
): Promise<Map<string, KnownPair>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql.query<KnownPair & { a: string; b: string }>({
    name: 'find-pairs',
    text: `select a, b, ${instantSql('first_at')} as "firstAt", ${instantSql('last_at')} as "lastAt"
      from unnest($1::uuid[], $2::uuid[]) as wanted (a, b) join identity_edges using (a, b)`,
    values: [pairs.map(({ a }) => a), pairs.map(({ b }) => b)],
  });
  return new Map(rows.map((row) => [keyOfEdge(row), row]));
}

/** Every identifier of a batch, once. */
export function distinctIdentifiers(batch: readonly Asked[]): Identifier[] {
  const byKey = new Map<string, Identifier>();
  for (const { identifiers } of batch) for (const each of identifiers) byKey.set(keyOfIdentifier(each), each);
  return [...byKey.values()];
}

/** One text for a set of identifiers, to remember it by. */
export function signatureOf({ identifiers }: Asked): string {
  return identifiers.length === 1 && identifiers[0]
    ? keyOfIdentifier(identifiers[0])
    : identifiers.map(keyOfIdentifier).join('\n');
}

/** What the graph already says of a set of identifiers; `undefined` when the set tells it something new. */
function knownSet(
  nodes: readonly Sighted[],
  pairs: ReadonlyMap<string, KnownPair>,
  rules: IdentityRules,
): KnownSet | undefined {
  const top = nodes.find((node) => !node.isShared) ?? nodes[0];
  if (top === undefined) return undefined;
  let from = Math.max(...nodes.map((node) => node.firstSeenAt));
  let until = Infinity;
  for (const [one, other] of pairsOf(nodes, rules)) {
    const pair = pairs.get(keyOfEdge({ a: one.id, b: other.id }));
    if (pair === undefined) return undefined;
    // The browser is somebody else's now: a login moves it.
    const moves = isDevice(rules, other.type) && isUnique(rules, one.type) && one.customerId !== other.customerId;
    if (moves && !other.isShared) return undefined;
    from = Math.max(from, pair.firstAt);
    if (isDevice(rules, other.type)) until = Math.min(until, pair.lastAt + LAST_TOGETHER_EXACTNESS_MS);
  }
  return { customerId: top.customerId, subject: top.id, from, until, lastSeenAt: top.lastSeenAt };
}

/** Asks the database about sets that are not remembered, in two questions for all of them. */
export async function findKnownSets(
  sql: Sql,
  batch: readonly Asked[],
  rules: IdentityRules,
): Promise<Map<string, KnownSet>> {
  const sighted = await findSighted(sql, distinctIdentifiers(batch));
  const sets = new Map<string, Sighted[]>();
  for (const each of batch) {
    const ordered = withOneOfEach(each.identifiers, rules);
    const nodes = ordered
      .map((identifier) => sighted.get(keyOfIdentifier(identifier)))
      .filter((node) => node !== undefined);
    if (nodes.length === ordered.length) sets.set(signatureOf(each), nodes);
  }
  const wanted = [...sets.values()].flatMap((nodes) => pairsOf(nodes, rules).map(([a, b]) => ({ a: a.id, b: b.id })));
  const pairs = await findPairs(sql, wanted);
  const known = new Map<string, KnownSet>();
  for (const [signature, nodes] of sets) {
    const found = knownSet(nodes, pairs, rules);
    if (found !== undefined) known.set(signature, found);
  }
  return known;
}

const MOST_CHANGES = 10_000;

export type News = {
  readonly customerIds: readonly string[];
  readonly newest: number;
  /** More has changed than is told: nothing that was remembered can be relied on. */
  readonly isGap: boolean;
  /** The rules are others: so may be everybody. */
  readonly isRulesNew: boolean;
};

/** Whom the changes of who is who since one of them were about. Changes are numbered in the order they became true. */
export async function newChanges(sql: Sql, since: number | undefined): Promise<News> {
  if (since === undefined) {
    const { rows } = await sql.query<{ newest: number | null }>('select max(seq) as newest from identity_changes');
    return { customerIds: [], newest: rows[0]?.newest ?? 0, isGap: false, isRulesNew: true };
  }
  const { rows } = await sql.query<{ seq: number; kind: string; customerId: string; otherId: string | null }>({
    name: 'new-identity-changes',
    text: `select seq, kind, customer_id as "customerId", other_id as "otherId" from identity_changes
      where seq > $1 order by seq limit ${MOST_CHANGES}`,
    values: [since],
  });
  return {
    customerIds: rows.flatMap(({ customerId, otherId }) => (otherId === null ? [customerId] : [customerId, otherId])),
    newest: rows.at(-1)?.seq ?? since,
    isGap: rows.length === MOST_CHANGES,
    isRulesNew: rows.some(({ customerId }) => customerId === EVERYBODY),
  };
}
