/** How well pairs or clusters agree with the truth: precision, recall and their harmonic mean. */
export type Score = { readonly precision: number; readonly recall: number; readonly f1: number };

export function scoreOf(right: number, found: number, truth: number): Score {
  const precision = found === 0 ? 1 : right / found;
  const recall = truth === 0 ? 1 : right / truth;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The cluster of each of `count` records: those in no cluster are each their own. */
export function membershipOf(clusters: readonly (readonly number[])[], count: number): number[] {
  const membership = Array.from({ length: count }, (_, i) => -1 - i);
  clusters.forEach((cluster, index) => {
    for (const record of cluster) membership[record] = index;
  });
  return membership;
}

/** B-cubed: for each record, how much of its cluster is right and how much of its person is there; the mean of all. */
export function bCubed(found: readonly number[], truth: readonly number[]): Score {
  const [sizesFound, sizesTruth, together] = [
    sizes(found),
    sizes(truth),
    sizes(found.map((f, i) => `${f} ${truth[i]}`)),
  ];
  let [precision, recall] = [0, 0];
  found.forEach((cluster, i) => {
    const both = together.get(`${cluster} ${truth[i]}`) ?? 0;
    precision += both / (sizesFound.get(cluster) ?? 1);
    recall += both / (sizesTruth.get(truth[i] ?? 0) ?? 1);
  });
  precision /= Math.max(found.length, 1);
  recall /= Math.max(found.length, 1);
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) };
}

/** The pairs within the clusters, held against the pairs within the truth. */
export function pairwise(found: readonly number[], truth: readonly number[]): Score {
  const right = pairs(sizes(found.map((f, i) => `${f} ${truth[i]}`)).values());
  return scoreOf(right, pairs(sizes(found).values()), pairs(sizes(truth).values()));
}

function pairs(sizesOfClusters: Iterable<number>): number {
  let sum = 0;
  for (const size of sizesOfClusters) sum += (size * (size - 1)) / 2;
  return sum;
}

function sizes<K>(membership: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const each of membership) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
