import type { Agreement } from './agreement.ts';
import { type Blocks, visitBlock } from './blocking.ts';
import { type FieldModel, learn, type PairShares, type PatternCount, shares } from './expectation.ts';
import { type Column, countPairs, type People } from './people.ts';

/**
 * What has been learnt of the lists: which share of all pairs are one person (how likely it is before anything is
 * compared) and one household, and how often anything agrees.
 */
export type Model = PairShares & {
  readonly fields: readonly FieldModel[];
};

const RANDOM_PAIRS = 300_000;
const MOST_TRAINING_PAIRS = 1_500_000;
/** Pairs of one person are among the random pairs too; so often are they taken out of `u` with what was learnt. */
const ROUNDS = 4;
const SMALLEST_U = 1e-7;

type Training = { readonly rule: number; readonly excluded: ReadonlySet<number>; readonly patterns: PatternCount[] };

/** Learns the model from the lists themselves. `random` gives even numbers from 0 to 1. */
export function learnModel(
  people: People,
  agreement: Agreement,
  allBlocks: readonly Blocks[],
  random: () => number,
): Model {
  const overall = overallShares(people, agreement, random);
  const { trainings, sampled } = gatherTraining(people, agreement, allBlocks);
  const total = countPairs(people);
  let fields: FieldModel[] = overall.map((levels) => ({ m: firstGuess(levels.length), u: levels.map(floored) }));
  const shared = sharedInHouseholds(agreement);
  let [share, household] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = fields.map(({ m }) => m.map(() => 0));
    const [persons, households] = [allBlocks.map(() => 0), allBlocks.map(() => 0)];
    for (const { rule, excluded, patterns } of trainings) {
      const learnt = learn(patterns, { share: 0.1, household: 0.1, fields }, { excluded, shared });
      const pairs = patterns.reduce((sum, { count }) => sum + count, 0);
      addTo(persons, rule, learnt.share * pairs);
      addTo(households, rule, learnt.household * pairs);
      learnt.matched.forEach((row, k) => row.forEach((value, l) => addTo(sums[k], l, value)));
    }
    [share, household] = [persons, households].map((found) =>
      Math.min(Math.max(Math.max(0, ...found) / sampled / Math.max(total, 1), 1e-12), 0.4),
    ) as [number, number];
    fields = sums.map((row, k) => {
      const m = row.some((value) => value > 0) ? shares(row.map((value) => value + 0.5)) : (fields[k]?.m ?? []);
      return { m, u: withoutMatches(overall[k] ?? [], m, share) };
    });
  }
  return { share, household: shared.size === 0 ? 0 : household, fields };
}

/** What people of one household have in common. */
export function sharedInHouseholds({ aspects }: Agreement): Set<number> {
  return new Set(aspects.flatMap(({ name }, k) => (name === 'surname' || name === 'home' ? [k] : [])));
}

function addTo(row: number[] | undefined, index: number, value: number): void {
  if (row !== undefined) row[index] = (row[index] ?? 0) + value;
}

/** The best level most often, each worse one seldomer: where learning begins, not what comes of it. */
function firstGuess(levels: number): number[] {
  return shares(Array.from({ length: levels }, (_, level) => (level === 0 ? 6 : level === levels - 1 ? 0.5 : 1)));
}

function floored(value: number): number {
  return Math.max(value, SMALLEST_U);
}

/** All pairs are a mixture: overall = share * m + (1 - share) * u. */
function withoutMatches(overall: readonly number[], m: readonly number[], share: number): number[] {
  return overall.map((value, level) =>
    Math.max((value - share * (m[level] ?? 0)) / (1 - share), value / 1000, SMALLEST_U),
  );
}

/** How often two records that both say it have the same value: counted exactly, from how often each value is there. */
export function chanceOf({ counts: [first, second] }: Column): number {
  const between = second.some((count) => count > 0);
  let [same, ofFirst, ofSecond] = [0, 0, 0];
  for (let code = 1; code < first.length; code += 1) {
    const [a = 0, b = 0] = [first[code], second[code]];
    same += between ? a * b : a * (a - 1);
    ofFirst += a;
    ofSecond += b;
  }
  const pairs = between ? ofFirst * ofSecond : ofFirst * (ofFirst - 1);
  return pairs === 0 ? SMALLEST_U : Math.max(same / pairs, SMALLEST_U);
}

/** How often two records stand at each level: sameness is counted, the other levels are drawn from random pairs. */
function overallShares(people: People, agreement: Agreement, random: () => number): number[][] {
  const counts = agreement.aspects.map(({ levels }) => levels.map(() => 0));
  for (const { digits, count } of drawPairs(people, agreement, random))
    digits.forEach((digit, k) => {
      if (digit > 0) addTo(counts[k], digit - 1, count);
    });
  return counts.map((row, k) => {
    const same = row.map((_, level) => {
      const column = agreement.aspects[k]?.sameOf[level];
      return column === undefined ? undefined : chanceOf(column);
    });
    const drawn = row.map((count, level) => (same[level] === undefined ? count + 0.5 : 0));
    const [ofSame, ofDrawn] = [same, drawn].map((each) => each.reduce<number>((sum, value) => sum + (value ?? 0), 0));
    return row.map((_, level) => same[level] ?? ((1 - (ofSame ?? 0)) * (drawn[level] ?? 0)) / (ofDrawn ?? 1));
  });
}

function drawPairs(people: People, agreement: Agreement, random: () => number): PatternCount[] {
  const { count, lists, listCount } = people;
  const patterns = new Map<number, number>();
  const take = (i: number, j: number): void => {
    if (i === j || (listCount === 2 && lists[i] === lists[j])) return;
    const pattern = agreement.patternOf(Math.min(i, j), Math.max(i, j));
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  };
  if ((count * (count - 1)) / 2 <= RANDOM_PAIRS) {
    for (let i = 0; i < count; i += 1) for (let j = i + 1; j < count; j += 1) take(i, j);
  } else {
    const draws = listCount === 2 ? 2 * RANDOM_PAIRS : RANDOM_PAIRS;
    for (let draw = 0; draw < draws; draw += 1) take(Math.floor(random() * count), Math.floor(random() * count));
  }
  return toCounts(patterns, agreement);
}

function toCounts(patterns: ReadonlyMap<number, number>, { digitsOf }: Agreement): PatternCount[] {
  return [...patterns].map(([pattern, count]) => ({ digits: digitsOf(pattern), count }));
}

/** The patterns of the pairs of each rule, by how many of its keys made the group: what those keys are not asked about. */
function gatherTraining(people: People, agreement: Agreement, allBlocks: readonly Blocks[]) {
  const pairs = allBlocks.reduce((sum, blocks) => sum + pairsIn(blocks), 0);
  const every = Math.max(1, Math.ceil(pairs / MOST_TRAINING_PAIRS));
  const trainings: Training[] = [];
  allBlocks.forEach((blocks, rule) => {
    const byDepth = new Map<number, Map<number, number>>();
    for (let block = 0; block < blocks.depths.length; block += every) {
      const depth = blocks.depths[block] ?? 0;
      const patterns = byDepth.get(depth) ?? new Map<number, number>();
      byDepth.set(depth, patterns);
      visitBlock(blocks, block, people, (i, j) => {
        const pattern = agreement.patternOf(i, j);
        patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
      });
    }
    for (const [depth, patterns] of byDepth) {
      const fields = new Set(blocks.rule.slice(0, depth).map(({ field }) => field));
      const excluded = new Set(
        agreement.aspects.flatMap((aspect, k) => (aspect.fields.some((field) => fields.has(field)) ? [k] : [])),
      );
      trainings.push({ rule, excluded, patterns: toCounts(patterns, agreement) });
    }
  });
  return { trainings, sampled: 1 / every };
}

function pairsIn({ starts }: Blocks): number {
  let pairs = 0;
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const size = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
    pairs += (size * (size - 1)) / 2;
  }
  return pairs;
}
