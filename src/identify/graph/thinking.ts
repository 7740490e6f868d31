import type { Instant } from '../../kernel/period.ts';
import { type Identifier, keyOfIdentifier } from '../identifier.ts';
import {
  type CustomerState,
  type Edge,
  type EdgeKind,
  type GraphNode,
  type Group,
  Groups,
  keyOfEdge,
} from './group.ts';
import { type IdentityRules, isUnique, isWithin, limitAgainst, limitOf, type Refusal } from './rules.ts';

export type Evidence = {
  readonly identifiers: readonly Identifier[];
  readonly source: string;
  readonly at: Instant;
  readonly kind?: EdgeKind;
};

/** What is known before. Everything that the evidence touches must be in it; what is not is new. */
export type Known = {
  /** By `keyOfIdentifier`. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** What a browser was for those who used it before, by `keyOfIdentifier`. */
  readonly formers: ReadonlyMap<string, readonly GraphNode[]>;
  readonly customers: ReadonlyMap<string, CustomerState>;
  /** Those among the nodes, by `keyOfEdge`. */
  readonly edges: ReadonlyMap<string, Edge>;
  /** With which numbers of registers an identifier was met, by the node's id, the register and the number's node. */
  readonly met: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Met>>>;
  /** Customers that somebody said are two people. */
  readonly apart: readonly (readonly [string, string])[];
};

export type Met = { readonly value: string; readonly firstAt: Instant };

export type MergeReason = {
  readonly rule: 'shared-identifier';
  readonly shared: Identifier;
  readonly seenWith: readonly Identifier[];
  readonly source: string;
  readonly at: string;
};
export type Merge = { readonly loserId: string; readonly winnerId: string; readonly because: MergeReason };

export type NewEdge = Edge & { readonly source: string; readonly because: Refusal | null };
type Undecided = Omit<Merge, 'winnerId'>;

/** One batch being thought through: what is known, and what the batch makes of it. */
export class Thinking {
  readonly groups: Groups;
  readonly nodes: Map<string, GraphNode>;
  readonly made = new Map<string, GraphNode>();
  readonly ended = new Map<string, GraphNode>();
  readonly revived = new Map<string, GraphNode>();
  readonly earlier = new Map<string, GraphNode>();
  readonly edges = new Map<string, NewEdge>();
  readonly shared = new Map<string, GraphNode>();
  readonly rethink = new Set<string>();
  readonly merges: Undecided[] = [];
  readonly #known: Known;
  readonly #formers: Map<string, readonly GraphNode[]>;
  readonly #met = new Map<string, Map<string, Map<string, Met>>>();
  readonly #rules: IdentityRules;
  readonly #nobody: ReadonlySet<string>;
  readonly #now: Instant;
  readonly #newId: () => string;

  constructor(known: Known, rules: IdentityRules, now: Instant, newId: () => string) {
    this.#known = known;
    this.#rules = rules;
    this.#nobody = new Set(rules.nobody);
    this.#now = now;
    this.#newId = newId;
    this.nodes = new Map(known.nodes);
    this.#formers = new Map(known.formers);
    this.groups = new Groups(known.customers.values(), known.apart);
    for (const [id, registers] of known.met) {
      this.#met.set(id, new Map([...registers].map(([type, met]) => [type, new Map(met)])));
    }
  }

  nodeOf(identifier: Identifier, evidence: Evidence): GraphNode {
    const key = keyOfIdentifier(identifier);
    const known = this.nodes.get(key);
    if (known === undefined) return this.#add(identifier, this.groups.create(this.#newId(), this.#now), evidence);
    if (evidence.at >= known.firstSeenAt) return known;
    const node = { ...known, firstSeenAt: evidence.at };
    const group = this.groups.of(known.customerId);
    this.groups.remove(group, known.type, known.firstSeenAt);
    this.groups.add(group, known.type, evidence.at);
    // Seen earlier than was known, it may fill a stretch of time that had room before.
    if (!isWithin(limitOf(this.#rules, known.type), group.times[known.type] ?? [])) this.rethink.add(group.id);
    this.nodes.set(key, node);
    (this.made.has(node.id) ? this.made : this.earlier).set(node.id, node);
    return node;
  }

  groupOf(node: GraphNode): Group {
    return this.groups.of(node.customerId);
  }

  /** Why the two are not one customer's; `undefined` when they may be. */
  refusalOf(top: GraphNode, other: GraphNode): Refusal | undefined {
    const [one, two] = [this.groupOf(top), this.groupOf(other)];
    if (one === two) return undefined;
    if (this.groups.areApart(one, two)) return { code: 'cannot-link' };
    return limitAgainst(this.#rules, one.times, two.times);
  }

  join(top: GraphNode, other: GraphNode, evidence: Evidence): 'attached' | 'merged' {
    const { loser } = this.groups.join(this.groupOf(top), this.groupOf(other));
    // A customer that this batch made itself has never been told to anybody: it vanishes without a trace.
    if (loser.isNew) return 'attached';
    const because: MergeReason = {
      rule: 'shared-identifier',
      shared: { type: other.type, value: other.value },
      seenWith: evidence.identifiers,
      source: evidence.source,
      at: new Date(evidence.at).toISOString(),
    };
    this.merges.push({ loserId: loser.id, because });
    return 'merged';
  }

  /** The browser is the newer user's from now on; what it was for the one before stays with that one. */
  follow(top: GraphNode, browser: GraphNode, evidence: Evidence): GraphNode {
    const key = keyOfIdentifier(browser);
    const formers = this.#formers.get(key) ?? [];
    const group = this.groupOf(top);
    this.groups.remove(this.groupOf(browser), browser.type, browser.firstSeenAt);
    const before = this.formerOf(top, browser);
    this.#formers.set(key, [...formers.filter((each) => each !== before), browser]);
    this.ended.set(browser.id, browser);
    this.revived.delete(browser.id);
    if (before === undefined) return this.#add(browser, group, evidence);
    this.groups.add(group, before.type, before.firstSeenAt);
    if (!this.ended.delete(before.id)) this.revived.set(before.id, before);
    this.nodes.set(key, before);
    return before;
  }

  /** What the browser was when it was this customer's before. */
  formerOf(top: GraphNode, browser: GraphNode): GraphNode | undefined {
    const group = this.groupOf(top);
    return this.#formers.get(keyOfIdentifier(browser))?.find((each) => this.groupOf(each) === group);
  }

  edgeOf(a: GraphNode, b: GraphNode): Edge | undefined {
    const key = keyOfEdge({ a: a.id, b: b.id });
    return this.edges.get(key) ?? this.#known.edges.get(key);
  }

  /** Writes down that the two were seen together, and what came of it. */
  link(a: GraphNode, b: GraphNode, evidence: Evidence, because: Refusal | null): void {
    const before = this.edgeOf(a, b);
    const status = because === null ? 'active' : 'refused';
    const { at, source, kind = 'event' } = evidence;
    const firstAt = Math.min(before?.firstAt ?? at, at);
    const lastAt = Math.max(before?.lastAt ?? at, at);
    const stands = before?.kind === 'manual' ? before.kind : kind;
    this.edges.set(keyOfEdge({ a: a.id, b: b.id }), {
      a: a.id,
      b: b.id,
      kind: stands,
      source,
      firstAt,
      lastAt,
      ...(before?.status === 'cut' ? { status: 'cut', because: null } : { status, because }),
    });
    this.#meet(a, b, firstAt);
    this.#meet(b, a, firstAt);
  }

  /** With how many different people's own numbers the browser was met, this evidence's among them. */
  usersOf(browser: GraphNode, top: GraphNode): number {
    const users = new Set<string>(isUnique(this.#rules, top.type) ? [top.id] : []);
    for (const type of this.#rules.registers) {
      if (isUnique(this.#rules, type)) for (const id of this.#metWith(browser, type).keys()) users.add(id);
    }
    return users.size;
  }

  /** The numbers of a register that the identifier was met with, whoever's it was then. */
  #metWith(node: GraphNode, register: string): Map<string, Met> {
    const incarnations = [node, ...(this.#formers.get(keyOfIdentifier(node)) ?? [])];
    return new Map(incarnations.flatMap(({ id }) => [...(this.#met.get(id)?.get(register) ?? [])]));
  }

  /** True when nobody is known to have logged in to the browser later than this. */
  isLastLogin(top: GraphNode, browser: GraphNode, at: Instant): boolean {
    for (const [type, met] of this.#met.get(browser.id) ?? []) {
      if (!isUnique(this.#rules, type)) continue;
      for (const [id, { value, firstAt }] of met) {
        const key = keyOfEdge({ a: id, b: browser.id });
        const last = (this.edges.get(key) ?? this.#known.edges.get(key))?.lastAt ?? firstAt;
        if (last > at || (last === at && value > top.value)) return false;
      }
    }
    return true;
  }

  #add(identifier: Identifier, group: Group, evidence: Evidence): GraphNode {
    const { type, value } = identifier;
    const { at, source } = evidence;
    const node = {
      id: this.#newId(),
      type,
      value,
      customerId: group.id,
      firstSeenAt: at,
      source,
      isShared: this.#nobody.has(value),
    };
    this.groups.add(group, type, at);
    this.nodes.set(keyOfIdentifier(identifier), node);
    this.made.set(node.id, node);
    return node;
  }

  #meet(node: GraphNode, other: GraphNode, at: Instant): void {
    const rules = this.#rules;
    if (!rules.registers.includes(other.type) || node.type === other.type) return;
    const registers = this.#met.get(node.id) ?? new Map<string, Map<string, Met>>();
    this.#met.set(node.id, registers);
    const met = registers.get(other.type) ?? new Map<string, Met>();
    registers.set(other.type, met);
    met.set(other.id, { value: other.value, firstAt: Math.min(met.get(other.id)?.firstAt ?? at, at) });
    const cap = rules.caps[node.type];
    if (cap === undefined || node.isShared) return;
    const moments = [...this.#metWith(node, other.type).values()].map(({ firstAt }) => firstAt);
    moments.sort((one, two) => one - two);
    if (isWithin(cap, moments)) return;
    const shared = { ...node, isShared: true };
    this.nodes.set(keyOfIdentifier(node), shared);
    this.shared.set(node.id, shared);
    this.rethink.add(node.customerId);
  }
}
