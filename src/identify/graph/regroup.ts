import type { Instant } from '../../kernel/period.ts';
import { keyOfIdentifier } from '../identifier.ts';
import { type Edge, type EdgeStatus, type GraphNode, type Group, Groups, keyOfEdge } from './group.ts';
import { type IdentityRules, isDevice, isUnique, isWithin, limitAgainst, rankOf, type Refusal } from './rules.ts';

/**
 * Who hangs together, thought through from the whole graph: the same whatever order things came in. Edges are tried by
 * what they say of a person, then by when they were first seen; one that a rule speaks against is refused. This is what
 * a split, an undo and a changed rule are worked out by, and what the day-to-day joining is held against.
 */
export type RegroupNode = GraphNode & {
  /** What a browser was for somebody who used it before: it stays with that one, and counts against no limit. */
  readonly isFormer: boolean;
};

export type JudgedEdge = {
  readonly a: string;
  readonly b: string;
  readonly status: EdgeStatus;
  readonly because: Refusal | null;
};

export type Regrouping = {
  /** The identifiers of each customer there should be, by the ids of their nodes. */
  readonly parts: readonly (readonly string[])[];
  readonly edges: readonly JudgedEdge[];
  readonly shared: ReadonlySet<string>;
};

type SharedDevices = { readonly keys: ReadonlySet<string>; readonly logins: ReadonlySet<string> };
type Judge = (edge: Edge) => Refusal | undefined;

class Graph {
  readonly nodes: ReadonlyMap<string, RegroupNode>;
  readonly edges: readonly Edge[];
  readonly #rules: IdentityRules;

  constructor(nodes: readonly RegroupNode[], edges: readonly Edge[], rules: IdentityRules) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.edges = edges.filter(({ a, b }) => this.nodes.has(a) && this.nodes.has(b));
    this.#rules = rules;
  }

  /** Those that are met with more numbers of one register than the caps allow. */
  shared(): Set<string> {
    const met = this.#metWith();
    const nobody = new Set(this.#rules.nobody);
    const shared = new Set<string>();
    for (const node of this.nodes.values()) {
      if (nobody.has(node.value)) shared.add(node.id);
      const cap = this.#rules.caps[node.type];
      if (cap === undefined || node.isFormer) continue;
      for (const others of met.get(keyOfIdentifier(node))?.values() ?? []) {
        const moments = [...others.values()].toSorted((one, two) => one - two);
        if (!isWithin(cap, moments)) shared.add(node.id);
      }
    }
    return shared;
  }

  /** With which numbers of each register an identifier was met, and when first. What a browser was for each of its users is one browser. */
  #metWith(): Map<string, Map<string, Map<string, Instant>>> {
    const met = new Map<string, Map<string, Map<string, Instant>>>();
    const note = (node: RegroupNode, other: RegroupNode, at: Instant): void => {
      if (!this.#rules.registers.includes(other.type) || node.type === other.type) return;
      const key = keyOfIdentifier(node);
      const registers = met.get(key) ?? new Map<string, Map<string, Instant>>();
      const others = registers.get(other.type) ?? new Map<string, Instant>();
      others.set(other.id, Math.min(others.get(other.id) ?? at, at));
      met.set(key, registers.set(other.type, others));
    };
    for (const { a, b, firstAt, status } of this.edges) {
      const [one, other] = [this.nodes.get(a), this.nodes.get(b)];
      if (status === 'cut' || one === undefined || other === undefined) continue;
      note(one, other, firstAt);
      note(other, one, firstAt);
    }
    return met;
  }

  /** Of browsers that two users have logged in to, the edges that still hold: the last login, and each former one's own. */
  sharedDevices(): SharedDevices {
    const users = new Map<string, Set<string>>();
    const logins = new Map<string, Edge>();
    for (const edge of this.edges) {
      const [top, device] = [this.nodes.get(edge.a), this.nodes.get(edge.b)];
      if (top === undefined || device === undefined || edge.status === 'cut') continue;
      if (!isDevice(this.#rules, device.type) || !isUnique(this.#rules, top.type)) continue;
      const key = keyOfIdentifier(device);
      users.set(key, (users.get(key) ?? new Set()).add(top.id));
      const before = logins.get(device.id);
      if (before === undefined || this.#isLaterLogin(edge, before)) logins.set(device.id, edge);
    }
    const keys = new Set([...users].filter(([, of]) => of.size > 1).map(([key]) => key));
    return { keys, logins: new Set([...logins.values()].map(keyOfEdge)) };
  }

  #isLaterLogin(one: Edge, other: Edge): boolean {
    const value = (edge: Edge): string => this.nodes.get(edge.a)?.value ?? '';
    return one.lastAt > other.lastAt || (one.lastAt === other.lastAt && value(one) > value(other));
  }
}

const kinds = ['manual', 'event', 'import', 'probabilistic'];

function inOrder(graph: Graph, rules: IdentityRules): Edge[] {
  const rank = (edge: Edge): number =>
    rankOf(rules, graph.nodes.get(edge.a)?.type ?? '') + rankOf(rules, graph.nodes.get(edge.b)?.type ?? '');
  const value = (id: string): string => {
    const node = graph.nodes.get(id);
    return node === undefined ? id : keyOfIdentifier(node);
  };
  return graph.edges
    .map((edge) => ({ edge, rank: rank(edge), key: `${value(edge.a)}\n${value(edge.b)}` }))
    .toSorted(
      (one, two) =>
        kinds.indexOf(one.edge.kind) - kinds.indexOf(two.edge.kind) ||
        one.rank - two.rank ||
        one.edge.firstAt - two.edge.firstAt ||
        (one.key < two.key ? -1 : 1),
    )
    .map(({ edge }) => edge);
}

function judgeOf(graph: Graph, shared: ReadonlySet<string>, devices: SharedDevices, rules: IdentityRules): Judge {
  return (edge) => {
    for (const id of [edge.a, edge.b]) {
      const node = graph.nodes.get(id);
      if (node === undefined) continue;
      if (shared.has(id) && edge.kind !== 'manual') return { code: 'shared-value', type: node.type };
      const isShared = isDevice(rules, node.type) && devices.keys.has(keyOfIdentifier(node));
      if (isShared && !devices.logins.has(keyOfEdge(edge))) return { code: 'shared-device', type: node.type };
    }
    return undefined;
  };
}

/**
 * Works out who hangs together. `apart` are pairs of nodes that somebody said are two people. Where only a part of the
 * graph is at hand, what was found to be shared is `kept` so.
 */
export function regroup(
  nodes: readonly RegroupNode[],
  edges: readonly Edge[],
  apart: readonly (readonly [string, string])[],
  rules: IdentityRules,
  sharing: 'anew' | 'kept' = 'anew',
): Regrouping {
  const graph = new Graph(nodes, edges, rules);
  const shared = graph.shared();
  if (sharing === 'kept') for (const { id, isShared } of nodes) if (isShared) shared.add(id);
  const devices = graph.sharedDevices();
  const judge = judgeOf(graph, shared, devices, rules);
  const alone = nodes.map(({ id, type, value, firstSeenAt, isFormer }) => ({
    id,
    createdAt: firstSeenAt,
    // What two people use is nobody's own, and fills nobody's limit.
    times: isFormer || devices.keys.has(keyOfIdentifier({ type, value })) ? {} : { [type]: [firstSeenAt] },
  }));
  const groups = new Groups(
    alone,
    apart.filter(([a, b]) => graph.nodes.has(a) && graph.nodes.has(b)),
  );
  const judged = inOrder(graph, rules).map(({ a, b, ...edge }): JudgedEdge => {
    if (edge.status === 'cut') return { a, b, status: 'cut', because: null };
    const [one, two] = [groups.of(a), groups.of(b)];
    const because = judge({ a, b, ...edge }) ?? (one === two ? undefined : between(groups, one, two, rules));
    if (because !== undefined) return { a, b, status: 'refused', because };
    if (one !== two) groups.join(one, two);
    return { a, b, status: 'active', because: null };
  });
  const parts = Map.groupBy(nodes, ({ id }) => groups.rootOf(id));
  return { parts: [...parts.values()].map((part) => part.map(({ id }) => id)), edges: judged, shared };
}

function between(groups: Groups, one: Group, two: Group, rules: IdentityRules): Refusal | undefined {
  if (groups.areApart(one, two)) return { code: 'cannot-link' };
  return limitAgainst(rules, one.times, two.times);
}
