import type { Instant } from '../kernel/period.ts';
import type { GraphNode } from './graph/group.ts';
import { byRank, type IdentityRules, isDevice, isUnique, isWithin, limitOf, type Refusal } from './graph/rules.ts';
import { type Evidence, type Known, type Merge, type NewEdge, Thinking } from './graph/thinking.ts';
import { type Identifier, keyOfIdentifier } from './identifier.ts';

/**
 * Who is who, as thinking: identifiers that are seen together are one customer's. Customers that turn out to share one
 * are merged and the oldest wins, except where the rules say that the join would be false. A browser that somebody
 * else logs in to goes on to the newer of the two; a value that is met with too many people joins nobody.
 */
export type Outcome = 'known' | 'new' | 'attached' | 'merged' | 'refused';

/** Whom one piece of evidence is about: the customer, the node that says so, and what it changed. */
export type Home = { readonly customerId: string; readonly subject: string; readonly outcome: Outcome };

export type Resolution = {
  readonly homes: readonly Home[];
  readonly created: readonly string[];
  readonly nodes: readonly GraphNode[];
  /** Nodes whose browser went on to somebody else, and those that came back to whom they were before. */
  readonly ended: readonly GraphNode[];
  readonly revived: readonly GraphNode[];
  /** Nodes that are known to have been seen earlier than was known. */
  readonly earlier: readonly GraphNode[];
  readonly edges: readonly NewEdge[];
  readonly merges: readonly Merge[];
  /** Nodes that were found to be shared. */
  readonly shared: readonly GraphNode[];
  /** Customers that must be thought through again, from their whole graph: what held them together may hold no more. */
  readonly rethink: readonly string[];
};

/** Only one number of a register that a person has one of can be this customer's; more in one piece of evidence are not identifiers of it. */
export function withOneOfEach(identifiers: readonly Identifier[], rules: IdentityRules): Identifier[] {
  const seen = new Set<string>();
  return identifiers.toSorted(byRank(rules)).filter(({ type }) => {
    if (!isUnique(rules, type)) return true;
    const isFirst = !seen.has(type);
    seen.add(type);
    return isFirst;
  });
}

/** A value that is met with too many people joins nobody; a browser that two users have logged in to says nothing of who else is met in it. */
function sharedBetween(
  thinking: Thinking,
  top: GraphNode,
  other: GraphNode,
  rules: IdentityRules,
): Refusal | undefined {
  if (top.isShared) return { code: 'shared-value', type: top.type };
  if (other.isShared) return { code: 'shared-value', type: other.type };
  if (!isDevice(rules, other.type) || isUnique(rules, top.type)) return undefined;
  return thinking.usersOf(other, top) > 1 ? { code: 'shared-device', type: other.type } : undefined;
}

/** Which of what was seen together is written down as an edge: whatever of it is later found to be shared, the rest still hangs together. */
export function pairsOf<T extends Identifier>(nodes: readonly T[], rules: IdentityRules): (readonly [T, T])[] {
  const firm = nodes.findIndex(({ type }) => rules.caps[type] === undefined);
  const tops = firm < 0 ? nodes : nodes.slice(0, firm + 1);
  return tops.flatMap((top, place) => nodes.slice(place + 1).map((other) => [top, other] as const));
}

function settle(thinking: Thinking, evidence: Evidence, rules: IdentityRules): Home {
  const before = thinking.made.size;
  const all = withOneOfEach(evidence.identifiers, rules).map((each) => thinking.nodeOf(each, evidence));
  const telling = all.filter((node) => !node.isShared);
  const top = telling[0] ?? all[0];
  if (top === undefined) throw new Error('evidence without identifiers cannot be settled');
  const isNew = thinking.made.has(top.id) && thinking.groupOf(top).isNew;
  let outcome: Outcome = thinking.made.size === before ? 'known' : isNew ? 'new' : 'attached';
  for (const [one, two] of pairsOf(all, rules)) {
    const other = thinking.nodes.get(keyOfIdentifier(two)) ?? two;
    const came = put(thinking, one, other, evidence, rules);
    if (came === 'merged' || (came === 'attached' && outcome === 'known')) outcome = came;
    if (came === 'refused' && outcome === 'known') outcome = came;
  }
  const isStillNew = thinking.groupOf(top).isNew;
  return {
    customerId: top.customerId,
    subject: top.id,
    outcome: outcome === 'new' && !isStillNew ? 'attached' : outcome,
  };
}

/** Puts together two identifiers that were seen together, if nothing speaks against it, and writes it down. */
function put(
  thinking: Thinking,
  top: GraphNode,
  other: GraphNode,
  evidence: Evidence,
  rules: IdentityRules,
): 'merged' | 'attached' | 'refused' | 'known' {
  if (thinking.edgeOf(top, other)?.status === 'cut') return 'known';
  const refusal = sharedBetween(thinking, top, other, rules) ?? thinking.refusalOf(top, other);
  if (refusal !== undefined && mayFollow(thinking, refusal, top, other, evidence, rules)) {
    thinking.link(top, thinking.follow(top, other, evidence), evidence, null);
    return 'attached';
  }
  const isSame = thinking.groupOf(top) === thinking.groupOf(other);
  const joined = refusal === undefined && !isSame ? thinking.join(top, other, evidence) : 'known';
  thinking.link(top, other, evidence, refusal ?? null);
  return refusal === undefined ? joined : 'refused';
}

/** A browser goes on to whoever logged in to it last, where it is only that there are two of them which keeps it. */
function mayFollow(
  thinking: Thinking,
  refusal: Refusal,
  top: GraphNode,
  browser: GraphNode,
  evidence: Evidence,
  rules: IdentityRules,
): boolean {
  if (refusal.code !== 'limit' || !isUnique(rules, refusal.type)) return false;
  if (!isDevice(rules, browser.type) || !isUnique(rules, top.type)) return false;
  // Where nobody has logged in before, it is the refused login that the next thinking-through will weigh.
  if (thinking.usersOf(browser, top) < 2) return false;
  const own = thinking.groupOf(top).times[browser.type] ?? [];
  const since = thinking.formerOf(top, browser)?.firstSeenAt ?? evidence.at;
  if (!isWithin(limitOf(rules, browser.type), own, [since])) return false;
  return thinking.isLastLogin(top, browser, evidence.at);
}

/** What a batch of evidence says about who is who. Its order matters only where a rule binds. */
export function resolve(
  known: Known,
  batch: readonly Evidence[],
  rules: IdentityRules,
  now: Instant,
  newId: () => string,
): Resolution {
  const thinking = new Thinking(known, rules, now, newId);
  const homes = batch.map((evidence) => settle(thinking, evidence, rules));
  const { groups } = thinking;
  const atRoot = <T extends GraphNode>(node: T): T => ({ ...node, customerId: groups.rootOf(node.customerId) });
  return {
    homes: homes.map((home) => ({ ...home, customerId: groups.rootOf(home.customerId) })),
    created: groups.created().map((group) => group.id),
    nodes: [...thinking.made.values()].filter(({ id }) => !thinking.ended.has(id)).map(atRoot),
    ended: [...thinking.ended.values()].map(atRoot),
    revived: [...thinking.revived.values()].map(atRoot),
    earlier: [...thinking.earlier.values()].map(atRoot),
    edges: [...thinking.edges.values()],
    merges: thinking.merges.map((each) => ({ ...each, winnerId: groups.rootOf(each.loserId) })),
    shared: [...thinking.shared.values()].map(atRoot),
    rethink: [...new Set([...thinking.rethink].map((id) => groups.rootOf(id)))],
  };
}
