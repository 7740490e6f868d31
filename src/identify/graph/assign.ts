import type { Instant } from '../../kernel/period.ts';

/**
 * Which customer each part of a graph is after it was thought through again. A customer stays where the identifier is
 * that it was first known by; a part that holds the first identifier of somebody who was merged away is that one again;
 * a part that was never anybody's own is new.
 */
export type Past = {
  readonly nodeId: string;
  readonly firstSeenAt: Instant;
  /** Every customer that the identifier has been of, the first one first; the last is the one it is of now. */
  readonly customers: readonly string[];
};

export type CustomerPast = { readonly id: string; readonly createdAt: Instant; readonly mergedInto: string | null };

/** What was kept under a customer for identifiers that go elsewhere: it goes with them. */
export type LedgerMove = { readonly from: string; readonly to: string; readonly subjects: readonly string[] };

export type Assignment = {
  /** The customer of each part, in the order of the parts. */
  readonly customers: readonly string[];
  readonly created: readonly string[];
  /** Whom each customer is part of now, where that changes; null for one that stands for itself again. */
  readonly mergedInto: ReadonlyMap<string, string | null>;
  readonly moves: readonly LedgerMove[];
  readonly merges: readonly { readonly loserId: string; readonly winnerId: string }[];
  /** Those that came of another: the customer, and whom it was part of. */
  readonly splits: readonly { readonly from: string; readonly to: string }[];
};

type Part = { readonly nodes: readonly Past[]; id: string | undefined };

/** The identifiers that a customer is to stay with, where somebody has said so. */
export type Keepers = ReadonlyMap<string, ReadonlySet<string>>;

/** The part that holds the identifier by which a customer was first known. */
function homes(parts: readonly Part[], keepers: Keepers): Map<string, Part> {
  const found = new Map<string, Claim & { readonly part: Part }>();
  for (const part of parts) {
    for (const node of part.nodes) {
      for (const [place, customer] of node.customers.entries()) {
        const before = found.get(customer);
        const claim = { isKept: keepers.get(customer)?.has(node.nodeId) ?? false, own: place === 0, node };
        if (before === undefined || isMoreOwn(claim, before)) found.set(customer, { ...claim, part });
      }
    }
  }
  return new Map([...found].map(([id, { part }]) => [id, part]));
}

type Claim = { readonly isKept: boolean; readonly own: boolean; readonly node: Past };

function isMoreOwn(one: Claim, other: Claim): boolean {
  if (one.isKept !== other.isKept) return one.isKept;
  if (one.own !== other.own) return one.own;
  const [a, b] = [one.node, other.node];
  return a.firstSeenAt < b.firstSeenAt || (a.firstSeenAt === b.firstSeenAt && a.nodeId < b.nodeId);
}

/** Gives each part its customer: those that stand for themselves before those that were merged away, the older first. */
function giveIds(
  parts: readonly Part[],
  customers: readonly CustomerPast[],
  home: ReadonlyMap<string, Part>,
  newId: () => string,
): string[] {
  const byAge = customers.toSorted(
    (a, b) =>
      Number(a.mergedInto !== null) - Number(b.mergedInto !== null) ||
      a.createdAt - b.createdAt ||
      (a.id < b.id ? -1 : 1),
  );
  for (const { id } of byAge) {
    const part = home.get(id);
    if (part !== undefined) part.id ??= id;
  }
  const created: string[] = [];
  for (const part of parts) {
    if (part.id !== undefined) continue;
    part.id = newId();
    created.push(part.id);
  }
  return created;
}

function idOf(part: Part): string {
  if (part.id === undefined) throw new Error('a part was given no customer');
  return part.id;
}

/** Those that are the identifiers' own now or were merged into one that is; where else an identifier has been lives on without it. */
function ownOnes(parts: readonly Part[], customers: readonly CustomerPast[]): CustomerPast[] {
  const current = new Set(parts.flatMap(({ nodes }) => nodes.map((node) => node.customers.at(-1))));
  const into = new Map(customers.map(({ id, mergedInto }) => [id, mergedInto]));
  return customers.filter(({ id }) => {
    let root = id;
    for (let next = into.get(root); typeof next === 'string'; next = into.get(root)) root = next;
    return current.has(root);
  });
}

/** Works out who is who after regrouping. `everOf` are all customers that the identifiers have ever been of. */
export function assign(
  groups: readonly (readonly Past[])[],
  everOf: readonly CustomerPast[],
  newId: () => string,
  keepers: Keepers = new Map(),
): Assignment {
  const parts = groups.map((nodes): Part => ({ nodes, id: undefined }));
  const customers = ownOnes(parts, everOf);
  const home = homes(parts, keepers);
  const created = giveIds(parts, customers, home, newId);
  const own = new Set(parts.map(idOf));
  const known = new Set(customers.map(({ id }) => id));
  const mergedInto = new Map<string, string | null>();
  for (const { id, mergedInto: before } of customers) {
    const part = home.get(id);
    if (part === undefined) continue;
    const after = own.has(id) ? null : idOf(part);
    if (after !== before) mergedInto.set(id, after);
  }
  const moves: LedgerMove[] = [];
  for (const part of parts) {
    const leaving = new Map<string, string[]>();
    for (const node of part.nodes) {
      for (const from of new Set(node.customers)) {
        if (from === part.id || home.get(from) === part || !known.has(from)) continue;
        const subjects = leaving.get(from);
        if (subjects === undefined) leaving.set(from, [node.nodeId]);
        else subjects.push(node.nodeId);
      }
    }
    for (const [from, subjects] of leaving) {
      // A customer of its own takes it, so that what was promised to two of them can never meet under one name.
      const to = newId();
      created.push(to);
      mergedInto.set(to, idOf(part));
      moves.push({ from, to, subjects });
    }
  }
  const now = new Map(customers.map(({ id, mergedInto: before }) => [id, before]));
  return {
    customers: parts.map(idOf),
    created,
    mergedInto,
    moves,
    merges: [...mergedInto].flatMap(([loserId, winnerId]) =>
      winnerId !== null && now.get(loserId) === null ? [{ loserId, winnerId }] : [],
    ),
    splits: splitsOf(parts),
  };
}

/** A part whose identifiers were another's until now came of that one. */
function splitsOf(parts: readonly Part[]): { from: string; to: string }[] {
  const own = new Set(parts.map(idOf));
  return parts.flatMap((part) => {
    const before = new Set(part.nodes.map((node) => node.customers.at(-1) ?? ''));
    return [...before].filter((from) => from !== part.id && own.has(from)).map((from) => ({ from, to: idOf(part) }));
  });
}
