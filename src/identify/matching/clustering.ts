import { Heap } from './heap.ts';

/** Pairs that are likely enough to be one person, in parallel arrays. */
export type Links = { readonly from: Int32Array; readonly to: Int32Array; readonly bits: Float64Array };

export type GuardOptions = {
  readonly count: number;
  readonly links: Links;
  /** By how many bits two records, whichever, are above the threshold: also those that no rule put side by side. */
  readonly surplusOf: (i: number, j: number) => number;
  readonly mayNotLink: (i: number, j: number) => boolean;
};

/** One loud pair may not shout down many quiet ones. */
const LOUDEST_BITS = 20;

/**
 * Makes clusters of links without the chain that joins strangers: A is like B and B like C does not make A like C. Of
 * all clusters that a link joins, the two with the highest mean surplus between all their records become one, as long
 * as it is above 0 and no two of their records may not be linked. Clusters of one are left out. This is correlation
 * clustering by greedy contraction; work is done only where links are, so a part of any size is no burden.
 */
export function clusterWithGuard(options: GuardOptions): number[][] {
  return connectedLinks(options.count, options.links)
    .flatMap((ids) => contract(ids, options))
    .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

/** The links of each connected part. */
function connectedLinks(count: number, { from, to }: Links): number[][] {
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const rootOf = (record: number): number => {
    let at = record;
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up;
      at = up;
    }
    return at;
  };
  from.forEach((i, id) => {
    const [a, b] = [rootOf(i), rootOf(to[id] ?? i)];
    parent[Math.max(a, b)] = Math.min(a, b);
  });
  const parts = new Map<number, number[]>();
  from.forEach((i, id) => {
    const root = rootOf(i);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, [id]);
    else part.push(id);
  });
  return [...parts.values()];
}

/** A cluster while it grows: its records, and the sum of the surplus to each cluster that a link joins it with. */
type Growing = { readonly members: readonly number[]; readonly sums: Map<number, number> };
type Joining = { readonly mean: number; readonly a: number; readonly b: number };

function contract(ids: readonly number[], { count, links, surplusOf, mayNotLink }: GuardOptions): number[][] {
  const sumBetween = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (const i of a)
      for (const j of b)
        sum += mayNotLink(i, j)
          ? -Infinity
          : Math.max(-LOUDEST_BITS, Math.min(LOUDEST_BITS, surplusOf(Math.min(i, j), Math.max(i, j))));
    return sum;
  };
  const clusters = new Map<number, Growing>();
  const heap = new Heap<Joining>(
    (x, y) => x.mean > y.mean || (x.mean === y.mean && (x.a < y.a || (x.a === y.a && x.b < y.b))),
  );
  const join = (a: number, b: number, sum: number): void => {
    const [first, second] = [clusters.get(a), clusters.get(b)];
    if (first === undefined || second === undefined) return;
    first.sums.set(b, sum);
    second.sums.set(a, sum);
    if (sum > 0) heap.push({ mean: sum / (first.members.length * second.members.length), a, b });
  };
  for (const id of ids)
    for (const record of [links.from[id] ?? 0, links.to[id] ?? 0])
      if (!clusters.has(record)) clusters.set(record, { members: [record], sums: new Map() });
  for (const id of ids) {
    const [i, j] = [links.from[id] ?? 0, links.to[id] ?? 0];
    join(i, j, sumBetween([i], [j]));
  }
  // A joined cluster gets a number of its own, so that what the heap holds of its halves is told to be out of date.
  let next = count;
  for (let best = heap.pop(); best !== undefined; best = heap.pop()) {
    const [first, second] = [clusters.get(best.a), clusters.get(best.b)];
    if (first === undefined || second === undefined) continue;
    clusters.delete(best.a);
    clusters.delete(best.b);
    clusters.set(next, { members: [...first.members, ...second.members], sums: new Map() });
    for (const neighbour of new Set([...first.sums.keys(), ...second.sums.keys()])) {
      const other = clusters.get(neighbour);
      if (other === undefined) continue;
      const sum =
        (first.sums.get(neighbour) ?? sumBetween(first.members, other.members)) +
        (second.sums.get(neighbour) ?? sumBetween(second.members, other.members));
      other.sums.delete(best.a);
      other.sums.delete(best.b);
      join(neighbour, next, sum);
    }
    next += 1;
  }
  return [...clusters.values()].flatMap(({ members }) =>
    members.length < 2 ? [] : [members.toSorted((a, b) => a - b)],
  );
}
