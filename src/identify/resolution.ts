import type { Instant } from '../kernel/period.ts';
import { type Identifier, keyOfIdentifier } from './identifier.ts';

/**
 * Who is who, as thinking: identifiers seen together belong to one customer. Customers that turn out to share an
 * identifier are merged and the oldest one wins, except where a limit says that the join would be false: two
 * different user ids are two people, and a value shared by too many is a kiosk or an info@ address.
 */
export type CustomerState = {
  readonly id: string;
  readonly createdAt: Instant;
  /** How many identifiers of each type the customer has. */
  readonly counts: Readonly<Record<string, number>>;
};

/** What is known before: which customer owns an identifier (by its key), and the state of those customers. */
export type Known = {
  readonly owners: ReadonlyMap<string, string>;
  readonly customers: ReadonlyMap<string, CustomerState>;
};

/** One thing that came in: the identifiers it carried (usable ones, most telling first), from where and when. */
export type Evidence = { readonly identifiers: readonly Identifier[]; readonly source: string; readonly at: Instant };

export type MergeReason = {
  readonly rule: 'shared-identifier';
  readonly shared: Identifier;
  readonly seenWith: readonly Identifier[];
  readonly source: string;
  readonly at: string;
};
export type Merge = { readonly loserId: string; readonly winnerId: string; readonly because: MergeReason };
export type Attachment = Identifier & {
  readonly customerId: string;
  readonly source: string;
  readonly at: Instant;
};

export type Resolution = {
  /** The customer of each piece of evidence, in its order. */
  readonly customerIds: readonly string[];
  readonly created: readonly string[];
  /** Identifiers that are new, or that move to another customer. */
  readonly attached: readonly Attachment[];
  readonly merges: readonly Merge[];
};

/** The most identifiers of one type that one customer has. More than this is not one person. */
export type Limits = { readonly byType: Readonly<Record<string, number>>; readonly otherwise: number };

export const limits: Limits = {
  byType: { user_id: 1, personnummer: 1, email: 10, phone: 10, loyalty: 10, anonymous_id: 1000 },
  otherwise: 50,
};

type Group = { id: string; createdAt: Instant; isNew: boolean; counts: Record<string, number> };
type Undecided = Omit<Merge, 'winnerId'>;

function isOlder(a: Group, b: Group): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
}

/** The groups of one batch: what is known, and what the batch makes of it. */
class Groups {
  readonly merges: Undecided[] = [];
  readonly created: Group[] = [];
  readonly attached = new Map<string, Attachment>();
  readonly #limits: Limits;
  readonly #groups = new Map<string, Group>();
  readonly #parents = new Map<string, string>();
  readonly #owners: Map<string, string>;

  constructor(known: Known, allowed: Limits) {
    this.#limits = allowed;
    this.#owners = new Map(known.owners);
    for (const state of known.customers.values()) {
      this.#groups.set(state.id, { ...state, isNew: false, counts: { ...state.counts } });
    }
  }

  rootOf(id: string): string {
    let root = id;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    if (root !== id) this.#parents.set(id, root);
    return root;
  }

  ownerOf(identifier: Identifier): Group | undefined {
    const owner = this.#owners.get(keyOfIdentifier(identifier));
    return owner === undefined ? undefined : this.#groups.get(this.rootOf(owner));
  }

  hasRoom(group: Group, type: string, more = 1): boolean {
    const most = this.#limits.byType[type] ?? this.#limits.otherwise;
    return (group.counts[type] ?? 0) + more <= most;
  }

  canMerge(a: Group, b: Group): boolean {
    return Object.entries(b.counts).every(([type, count]) => count === 0 || this.hasRoom(a, type, count));
  }

  create(id: string, createdAt: Instant): Group {
    const group = { id, createdAt, isNew: true, counts: {} };
    this.#groups.set(id, group);
    this.created.push(group);
    return group;
  }

  merge(a: Group, b: Group, because: MergeReason): Group {
    const [winner, loser] = isOlder(a, b) ? [a, b] : [b, a];
    this.#parents.set(loser.id, winner.id);
    for (const [type, count] of Object.entries(loser.counts)) winner.counts[type] = (winner.counts[type] ?? 0) + count;
    // A customer that this batch made itself has never been told to anybody: it vanishes without a trace.
    if (!loser.isNew) this.merges.push({ loserId: loser.id, because });
    return winner;
  }

  give(identifier: Identifier, group: Group, evidence: Evidence): void {
    const before = this.ownerOf(identifier);
    if (before !== undefined) before.counts[identifier.type] = (before.counts[identifier.type] ?? 1) - 1;
    group.counts[identifier.type] = (group.counts[identifier.type] ?? 0) + 1;
    const key = keyOfIdentifier(identifier);
    this.#owners.set(key, group.id);
    this.attached.set(key, { ...identifier, customerId: group.id, source: evidence.source, at: evidence.at });
  }
}

/** Only one user id can be this customer's; more of them in one piece of evidence are not identifiers of the same person. */
function withOneUserId(identifiers: readonly Identifier[]): readonly Identifier[] {
  const user = identifiers.find((each) => each.type === 'user_id');
  return user === undefined ? identifiers : identifiers.filter((each) => each.type !== 'user_id' || each === user);
}

function settle(groups: Groups, evidence: Evidence, makeCustomer: () => Group): string {
  const identifiers = withOneUserId(evidence.identifiers);
  const user = identifiers.find((each) => each.type === 'user_id');
  const isNewUser = user !== undefined && groups.ownerOf(user) === undefined;
  let home: Group | undefined;
  const left: Identifier[] = [];
  for (const identifier of identifiers) {
    const owner = groups.ownerOf(identifier);
    if (owner === undefined || owner === home) continue;
    const mayBeHome = !isNewUser || groups.hasRoom(owner, 'user_id');
    if (home === undefined && mayBeHome) home = owner;
    else if (home !== undefined && mayBeHome && groups.canMerge(home, owner)) {
      const at = new Date(evidence.at).toISOString();
      const because = {
        rule: 'shared-identifier' as const,
        shared: identifier,
        seenWith: identifiers,
        source: evidence.source,
        at,
      };
      home = groups.merge(home, owner, because);
    } else left.push(identifier);
  }
  home ??= makeCustomer();
  for (const identifier of identifiers) {
    const isUnowned = groups.ownerOf(identifier) === undefined;
    // A browser that another user has logged in to is the newer user's from now on, and the two stay two.
    const follows = user !== undefined && identifier.type === 'anonymous_id' && left.includes(identifier);
    if ((isUnowned || follows) && groups.hasRoom(home, identifier.type)) groups.give(identifier, home, evidence);
  }
  return home.id;
}

/** What a batch of evidence says about who is who. Its order matters only where a limit binds. */
export function resolve(
  known: Known,
  batch: readonly Evidence[],
  now: Instant,
  newId: () => string,
  allowed: Limits = limits,
): Resolution {
  const groups = new Groups(known, allowed);
  const homes = batch.map((evidence) => settle(groups, evidence, () => groups.create(newId(), now)));
  return {
    customerIds: homes.map((id) => groups.rootOf(id)),
    created: groups.created.filter((group) => groups.rootOf(group.id) === group.id).map((group) => group.id),
    attached: [...groups.attached.values()].map((each) => ({ ...each, customerId: groups.rootOf(each.customerId) })),
    merges: groups.merges.map((each) => ({ ...each, winnerId: groups.rootOf(each.loserId) })),
  };
}
