import type { Instant } from '../../kernel/period.ts';
import type { Identifier } from '../identifier.ts';
import { insertMoment } from './rules.ts';

/** A node of the graph: an identifier, and the customer that it is of. */
export type GraphNode = Identifier & {
  readonly id: string;
  readonly customerId: string;
  readonly firstSeenAt: Instant;
  readonly source: string;
  /** Met with too many people to say who anybody is: it stays where it is, and joins nobody. */
  readonly isShared: boolean;
};

export type EdgeStatus = 'active' | 'refused' | 'cut';
export type EdgeKind = 'event' | 'import' | 'manual' | 'probabilistic';

/** Two identifiers that were seen together. `a` is the one that says more about the person. */
export type Edge = {
  readonly a: string;
  readonly b: string;
  readonly kind: EdgeKind;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly status: EdgeStatus;
};

export function keyOfEdge({ a, b }: Pick<Edge, 'a' | 'b'>): string {
  return `${a} ${b}`;
}

/** What is known of a customer besides its identifiers' own rows: how old it is, and when each of them was first seen, in order. */
export type CustomerState = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly times: Readonly<Record<string, readonly Instant[]>>;
};

/** A customer while a batch is thought through: it grows, and it may become part of another. */
export type Group = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly isNew: boolean;
  readonly times: Record<string, Instant[]>;
};

export function isOlder(a: Group, b: Group): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
}

/**
 * The customers that a batch touches, as it makes them: groups that are joined, the older one standing for both, and
 * pairs that must stay apart.
 */
export class Groups {
  readonly #groups = new Map<string, Group>();
  readonly #parents = new Map<string, string>();
  readonly #apart = new Map<string, Set<string>>();

  constructor(customers: Iterable<CustomerState>, apart: Iterable<readonly [string, string]>) {
    for (const { id, createdAt, times } of customers) {
      const own = Object.entries(times).map(([type, moments]): [string, Instant[]] => [type, [...moments]]);
      this.#groups.set(id, { id, createdAt, isNew: false, times: Object.fromEntries(own) });
    }
    for (const [one, other] of apart) this.keepApart(one, other);
  }

  rootOf(id: string): string {
    let root = id;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    if (root !== id) this.#parents.set(id, root);
    return root;
  }

  of(customerId: string): Group {
    const group = this.#groups.get(this.rootOf(customerId));
    if (group === undefined) throw new Error(`the customer ${customerId} was not loaded`);
    return group;
  }

  create(id: string, createdAt: Instant): Group {
    const group: Group = { id, createdAt, isNew: true, times: {} };
    this.#groups.set(id, group);
    return group;
  }

  add(group: Group, type: string, at: Instant): void {
    insertMoment((group.times[type] ??= []), at);
  }

  /** Takes one identifier out of the group's counts. */
  remove(group: Group, type: string, at: Instant): void {
    const moments = group.times[type] ?? [];
    const place = moments.indexOf(at);
    if (place >= 0) moments.splice(place, 1);
  }

  keepApart(one: string, other: string): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    (this.#apart.get(a) ?? this.#apart.set(a, new Set()).get(a))?.add(b);
    (this.#apart.get(b) ?? this.#apart.set(b, new Set()).get(b))?.add(a);
  }

  areApart(one: Group, other: Group): boolean {
    return this.#apart.get(one.id)?.has(other.id) ?? false;
  }

  /** Joins two groups and says which stands for both now. */
  join(a: Group, b: Group): { readonly winner: Group; readonly loser: Group } {
    const [winner, loser] = isOlder(a, b) ? [a, b] : [b, a];
    this.#parents.set(loser.id, winner.id);
    for (const [type, moments] of Object.entries(loser.times)) {
      const own = winner.times[type] ?? [];
      const [few, many] = own.length < moments.length ? [own, moments] : [moments, own];
      for (const at of few) insertMoment(many, at);
      winner.times[type] = many;
    }
    for (const other of this.#apart.get(loser.id) ?? []) this.keepApart(winner.id, other);
    return { winner, loser };
  }

  created(): Group[] {
    return [...this.#groups.values()].filter((group) => group.isNew && this.rootOf(group.id) === group.id);
  }
}
