import { agreementOf } from './agreement.ts';
import { blockPeople, visitPairs } from './blocking.ts';
import { clusterWithGuard, type Links } from './clustering.ts';
import { learnModel, type Model } from './model.ts';
import { countPairs, type People } from './people.ts';
import { bitsOfProbability, probabilityOf, type Waterfall, weighing } from './weight.ts';

export type MatchOptions = {
  /** From which probability two records are taken for one person. */
  readonly threshold: number;
  /** Each record has at most one other in the other list: for lists that hold nobody twice. */
  readonly oneToOne: boolean;
  /** Even numbers from 0 to 1. */
  readonly random: () => number;
};

/** Two records by their places in the people, with the probability that they are one person. */
export type MatchedPair = { readonly a: number; readonly b: number; readonly probability: number };

export type Matching = {
  readonly compared: number;
  readonly model: Model;
  readonly pairCount: number;
  /** The pairs at or above the threshold, one by one: before the guard has looked at them together. */
  readonly pairs: () => Generator<MatchedPair>;
  /** Records of one person each, two or more, as the guard lets them stand. */
  readonly clusters: readonly (readonly number[])[];
  readonly explain: (a: number, b: number) => Waterfall;
};

/** Pairs so many bits below the first guess of the threshold are kept until the share of matches is known. */
const SLACK_BITS = 4;

/** Finds the records that are one person. */
export function matchPeople(people: People, { threshold, oneToOne, random }: MatchOptions): Matching {
  const agreement = agreementOf(people);
  const allBlocks = blockPeople(people);
  const learnt = learnModel(people, agreement, allBlocks, random);
  const { bitsOf } = weighing(agreement, learnt);
  const candidates = growingLinks();
  const weightCounts = new Float64Array(WEIGHT_BINS);
  const guess = Math.log2(learnt.share / (1 - learnt.share));
  const neededBits = bitsOfProbability(threshold);
  let compared = 0;
  visitPairs(allBlocks, people, (i, j) => {
    compared += 1;
    const bits = bitsOf(i, agreement.patternOf(i, j));
    const bin = binOf(bits);
    weightCounts[bin] = (weightCounts[bin] ?? 0) + 1;
    if (bits + guess >= neededBits - SLACK_BITS) candidates.add(i, j, bits);
  });
  const model = { ...learnt, share: settleShare(learnt.share, weightCounts, countPairs(people)) };
  const weigh = weighing(agreement, model);
  const needed = neededBits - Math.log2(model.share / (1 - model.share));
  const links = candidates.from(needed);
  const clusters = clusterWithGuard({
    count: people.count,
    links,
    surplusOf: (i, j) => bitsOf(i, agreement.patternOf(i, j)) - needed,
    mayNotLink: (i, j) =>
      (oneToOne && people.lists[i] === people.lists[j]) ||
      (people.apart[i] !== 0 && people.apart[j] !== 0 && people.apart[i] !== people.apart[j]),
  });
  return {
    compared,
    model,
    clusters,
    pairCount: links.bits.length,
    *pairs() {
      for (const [id, bits] of links.bits.entries())
        yield {
          a: links.from[id] ?? 0,
          b: links.to[id] ?? 0,
          probability: probabilityOf(bits - needed + neededBits),
        };
    },
    explain: weigh.explain,
  };
}

const BIN_BITS = 0.25;
const WEIGHT_BINS = 1024;

function binOf(bits: number): number {
  return Math.max(0, Math.min(WEIGHT_BINS - 1, Math.round(bits / BIN_BITS) + WEIGHT_BINS / 2));
}

/** The share of pairs that are one person, such that the pairs' probabilities sum up to it. */
function settleShare(first: number, weightCounts: Float64Array, total: number): number {
  let share = first;
  for (let round = 0; round < 100; round += 1) {
    const start = Math.log2(share / (1 - share));
    let expected = 0;
    weightCounts.forEach((count, bin) => {
      if (count > 0) expected += count * probabilityOf(start + (bin - WEIGHT_BINS / 2) * BIN_BITS);
    });
    const next = Math.min(Math.max(expected / Math.max(total, 1), 1e-12), 0.5);
    if (Math.abs(next - share) < 1e-4 * share) return next;
    share = next;
  }
  return share;
}

function growingLinks() {
  let [from, to, bits, size] = [new Int32Array(1024), new Int32Array(1024), new Float64Array(1024), 0];
  return {
    add(i: number, j: number, weight: number): void {
      if (size === bits.length) {
        const [oldFrom, oldTo, oldBits] = [from, to, bits];
        [from, to, bits] = [new Int32Array(size * 2), new Int32Array(size * 2), new Float64Array(size * 2)];
        from.set(oldFrom);
        to.set(oldTo);
        bits.set(oldBits);
      }
      from[size] = i;
      to[size] = j;
      bits[size] = weight;
      size += 1;
    },
    from(least: number): Links {
      const keep: number[] = [];
      for (let id = 0; id < size; id += 1) if ((bits[id] ?? 0) >= least) keep.push(id);
      return {
        from: Int32Array.from(keep, (id) => from[id] ?? 0),
        to: Int32Array.from(keep, (id) => to[id] ?? 0),
        bits: Float64Array.from(keep, (id) => bits[id] ?? 0),
      };
    },
  };
}
