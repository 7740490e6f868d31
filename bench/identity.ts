import { layOut } from '../src/identify/matching/people.ts';
import { matchPeople } from '../src/identify/matching/match.ts';
import { bCubed, membershipOf, pairwise } from '../src/identify/matching/partition-score.ts';
import { personFields } from '../src/identify/matching/person-field.ts';
import { evenNumbers } from '../src/kernel/even-numbers.ts';
import { makeRecords, SEED } from './made/people.ts';
import type { Bench } from './run.ts';

/**
 * How fast the same people are found in a list of 200,000 made-up records (`--records 1000000` for the big one), how
 * many pairs are weighed a second, in how much memory, and how right it comes out. The people are made from a fixed
 * seed: names as unevenly spread as names are, households, and records that were typed wrong, left empty or moved.
 */
const RECORDS = 200_000;

export const bench: Bench = async ({ records = RECORDS }) => {
  const truth = new Map<string, number>();
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const people = layOut(makeRecords(records, truth), personFields, 1);
  const laidOut = performance.now();
  look();
  const matching = matchPeople(people, { threshold: 0.5, oneToOne: false, random: evenNumbers(SEED) });
  const ended = performance.now();
  const cpu = process.cpuUsage(cpuBefore);
  look();
  const found = membershipOf(matching.clusters, people.count);
  const right = people.ids.map((id) => truth.get(id) ?? -1);
  const pairs = pairwise(found, right);
  const cubed = bCubed(found, right);
  peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
  const matchSeconds = (ended - laidOut) / 1000;
  const figures = {
    records,
    seconds: rounded((ended - started) / 1000, 2),
    layOutSeconds: rounded((laidOut - started) / 1000, 2),
    matchSeconds: rounded(matchSeconds, 2),
    cpuSeconds: rounded((cpu.user + cpu.system) / 1e6, 2),
    pairsCompared: matching.compared,
    pairsPerSecond: Math.round(matching.compared / matchSeconds),
    peakMemoryMb: Math.round(peak / 1_048_576),
    clusters: matching.clusters.length,
    largestCluster: matching.clusters.reduce((most, cluster) => Math.max(most, cluster.length), 0),
    pairwiseF1: rounded(pairs.f1, 4),
    pairwisePrecision: rounded(pairs.precision, 4),
    pairwiseRecall: rounded(pairs.recall, 4),
    bCubedF1: rounded(cubed.f1, 4),
  };
  process.stdout.write(
    [
      `${records} made-up records, one thread: made and laid out in ${figures.layOutSeconds} s, matched in ${figures.matchSeconds} s (${figures.cpuSeconds} s of one core in all)`,
      `  ${figures.pairsCompared} pairs compared, ${figures.pairsPerSecond} a second (learning and clustering included), peak memory ${figures.peakMemoryMb} MB`,
      `  ${figures.clusters} clusters, the largest of ${figures.largestCluster}; threshold 0.5, chosen without labels`,
      `  clusters, pairwise: precision ${figures.pairwisePrecision}, recall ${figures.pairwiseRecall}, F1 ${figures.pairwiseF1}; B-cubed F1 ${figures.bCubedF1}`,
      '',
    ].join('\n'),
  );
  return figures;
};

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
