import { assign, type Past } from '../src/identify/graph/assign.ts';
import { type CustomerState, type Edge, type GraphNode, keyOfEdge } from '../src/identify/graph/group.ts';
import { regroup, type RegroupNode } from '../src/identify/graph/regroup.ts';
import { type IdentityRules, isWithin, limitOf } from '../src/identify/graph/rules.ts';
import { keyOfIdentifier } from '../src/identify/identifier.ts';
import type { Evidence, Known, Met } from '../src/identify/graph/thinking.ts';
import { type Home, resolve, type Resolution } from '../src/identify/resolution.ts';

type Kept = RegroupNode & { readonly customers: readonly string[] };
type Customer = { readonly id: string; readonly createdAt: number; mergedInto: string | null };

/** Plays the part of the database for the thinking of who is who: keeps what each batch made, and hands it to the next. */
export class Register {
  readonly nodes = new Map<string, Kept>();
  readonly edges = new Map<string, Edge>();
  readonly customers = new Map<string, Customer>();
  readonly apart: [string, string][] = [];
  readonly #rules: IdentityRules;
  #made = 0;

  constructor(rules: IdentityRules) {
    this.#rules = rules;
  }

  #newId = (): string => {
    this.#made += 1;
    return `n${String(this.#made).padStart(6, '0')}`;
  };

  take(batch: readonly Evidence[]): Resolution {
    const now = this.#made;
    const made = resolve(this.#known(), batch, this.#rules, now, this.#newId);
    for (const id of made.created) this.customers.set(id, { id, createdAt: now, mergedInto: null });
    for (const { loserId, winnerId } of made.merges) {
      const loser = this.customers.get(loserId);
      if (loser !== undefined) loser.mergedInto = winnerId;
      for (const [id, node] of this.nodes) if (node.customerId === loserId) this.#place(id, winnerId);
    }
    for (const node of [...made.nodes, ...made.ended, ...made.revived, ...made.earlier, ...made.shared]) {
      const isFormer = made.ended.some(({ id }) => id === node.id);
      const before = this.nodes.get(node.id);
      const customers = before?.customers ?? [node.customerId];
      this.nodes.set(node.id, { ...node, isFormer, customers, isShared: node.isShared || before?.isShared === true });
      this.#place(node.id, node.customerId);
    }
    for (const edge of made.edges) this.edges.set(keyOfEdge(edge), edge);
    if (made.rethink.length > 0) this.replay();
    return made;
  }

  takeOne(...evidence: readonly Evidence[]): Home {
    const [home] = this.take(evidence).homes;
    if (home === undefined) throw new Error('nothing was taken');
    return home;
  }

  /** Says that two identifiers are two people, and parts them. */
  keepApart(a: string, b: string): void {
    this.apart.push([a, b]);
    this.replay();
  }

  cut(a: string, b: string): void {
    for (const [key, edge] of this.edges) {
      if ([edge.a, edge.b].toSorted().join() === [a, b].toSorted().join())
        this.edges.set(key, { ...edge, status: 'cut' });
    }
    this.replay();
  }

  /** Thinks everything through again, from the whole graph. */
  replay(): void {
    const nodes = [...this.nodes.values()];
    const { parts, edges, shared } = regroup(nodes, [...this.edges.values()], this.apart, this.#rules);
    const pasts = parts.map((part) => part.map((id) => this.#pastOf(id)));
    const assignment = assign(pasts, [...this.customers.values()], this.#newId);
    for (const id of assignment.created) this.customers.set(id, { id, createdAt: this.#made, mergedInto: null });
    for (const [id, into] of assignment.mergedInto) {
      const customer = this.customers.get(id);
      if (customer !== undefined) customer.mergedInto = into;
    }
    for (const [index, part] of parts.entries()) {
      for (const id of part) this.#place(id, assignment.customers[index] ?? '');
    }
    for (const { a, b, status } of edges) {
      const edge = this.edges.get(keyOfEdge({ a, b }));
      if (edge !== undefined) this.edges.set(keyOfEdge(edge), { ...edge, status });
    }
    for (const [id, node] of this.nodes) this.nodes.set(id, { ...node, isShared: shared.has(id) });
  }

  node(type: string, value: string): Kept {
    const found = [...this.nodes.values()].find((node) => !node.isFormer && node.type === type && node.value === value);
    if (found === undefined) throw new Error(`nobody has the ${type} ${value}`);
    return found;
  }

  /** Who is who now, by the identifiers themselves. */
  partition(): string[] {
    const current = [...this.nodes.values()].filter((node) => !node.isFormer);
    const groups = Map.groupBy(current, ({ customerId }) => customerId);
    return [...groups.values()].map((group) => group.map(keyOfIdentifier).toSorted().join(' | ')).toSorted();
  }

  /** Who is who now with the customers' ids: what a split must restore. */
  membership(): Record<string, string> {
    return Object.fromEntries([...this.nodes.values()].map(({ id, customerId }) => [id, customerId]));
  }

  /** Customers of whom a rule says that they cannot be one person. A browser that two people use counts for neither. */
  overfull(): string[] {
    const users = new Map<string, Set<string>>();
    for (const { a, b } of this.edges.values()) {
      const [one, other] = [this.nodes.get(a), this.nodes.get(b)];
      if (one?.type !== 'user_id' || other === undefined) continue;
      const key = keyOfIdentifier(other);
      users.set(key, (users.get(key) ?? new Set()).add(one.value));
    }
    const isSharedDevice = (node: Kept): boolean =>
      this.#rules.devices.includes(node.type) && (users.get(keyOfIdentifier(node))?.size ?? 0) > 1;
    const current = [...this.nodes.values()].filter((node) => !node.isFormer && !isSharedDevice(node));
    const groups = Map.groupBy(current, ({ customerId, type }) => `${customerId} ${type}`);
    return [...groups].flatMap(([key, group]) => {
      const times = group.map(({ firstSeenAt }) => firstSeenAt).toSorted((a, b) => a - b);
      return isWithin(limitOf(this.#rules, group[0]?.type ?? ''), times) ? [] : [key];
    });
  }

  #place(id: string, customerId: string): void {
    const node = this.nodes.get(id);
    if (node === undefined) return;
    const customers = node.customers.at(-1) === customerId ? node.customers : [...node.customers, customerId];
    this.nodes.set(id, { ...node, customerId, customers });
  }

  #pastOf(id: string): Past {
    const node = this.nodes.get(id);
    if (node === undefined) throw new Error(`there is no node ${id}`);
    return { nodeId: id, firstSeenAt: node.firstSeenAt, customers: node.customers };
  }

  #known(): Known {
    const all = [...this.nodes.values()];
    const times = new Map<string, Record<string, number[]>>();
    for (const { customerId, type, firstSeenAt, isFormer } of all) {
      const own = times.get(customerId) ?? {};
      times.set(customerId, own);
      if (!isFormer) (own[type] ??= []).push(firstSeenAt);
    }
    for (const own of times.values()) for (const moments of Object.values(own)) moments.sort((a, b) => a - b);
    const customers = [...times].map(([id, own]): [string, CustomerState] => [
      id,
      { id, createdAt: this.customers.get(id)?.createdAt ?? 0, times: own },
    ]);
    const met = new Map<string, Map<string, Map<string, Met>>>();
    for (const { a, b, firstAt } of this.edges.values()) {
      for (const [id, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const register = this.nodes.get(other)?.type ?? '';
        if (!this.#rules.registers.includes(register) || this.nodes.get(id)?.type === register) continue;
        const registers = met.get(id) ?? new Map<string, Map<string, Met>>();
        met.set(
          id,
          registers.set(
            register,
            (registers.get(register) ?? new Map()).set(other, { value: this.nodes.get(other)?.value ?? '', firstAt }),
          ),
        );
      }
    }
    const current = all.filter((node) => !node.isFormer);
    return {
      nodes: new Map(current.map((node): [string, GraphNode] => [keyOfIdentifier(node), node])),
      formers: Map.groupBy(
        all.filter((node) => node.isFormer),
        keyOfIdentifier,
      ),
      customers: new Map(customers),
      edges: this.edges,
      met,
      apart: this.apart.map(([a, b]) => [this.nodes.get(a)?.customerId ?? a, this.nodes.get(b)?.customerId ?? b]),
    };
  }
}
