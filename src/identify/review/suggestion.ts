import type { Matching } from '../matching/match.ts';
import type { People } from '../matching/people.ts';
import type { Waterfall } from '../matching/weight.ts';

/** Two customers that look like one person, the smaller id first, and why. */
export type Suggestion = { readonly a: string; readonly b: string; readonly why: Waterfall };

/**
 * The pairs to decide about, the surest first: those that are likely by themselves and that the guard lets stand among all
 * the others. A pair which only a chain of strangers joins is not one of them.
 */
export function suggestionsOf(people: People, matching: Matching, most: number): Suggestion[] {
  const clusterOf = new Map<number, number>();
  for (const [cluster, records] of matching.clusters.entries())
    for (const record of records) clusterOf.set(record, cluster);
  const likely = [...matching.pairs()].filter(({ a, b }) => clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b));
  return likely
    .toSorted((one, other) => other.probability - one.probability || one.a - other.a || one.b - other.b)
    .slice(0, most)
    .map(({ a, b }) => {
      const [first = '', second = ''] = [people.ids[a] ?? '', people.ids[b] ?? ''].toSorted();
      return { a: first, b: second, why: matching.explain(a, b) };
    });
}
