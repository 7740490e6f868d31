import type { Agreement, Aspect } from './agreement.ts';
import { chanceOf, type Model, sharedInHouseholds } from './model.ts';
import type { Column } from './people.ts';

/** One step of the waterfall: what a field says, in bits for (above 0) or against (below 0) one person. */
export type Step = {
  readonly aspect: Aspect['name'];
  readonly level: string;
  readonly bits: number;
  readonly rarityBits: number;
};

/** Why two records are taken for one person or for two. `startBits` is what holds before anything is compared. */
export type Waterfall = {
  readonly startBits: number;
  readonly steps: readonly Step[];
  readonly householdBits: number;
  readonly bits: number;
  readonly probability: number;
};

export type Weighing = {
  /** The weight of a pair in bits, without the start. */
  readonly bitsOf: (i: number, pattern: number) => number;
  readonly explain: (i: number, j: number) => Waterfall;
};

/** A value may be so rare, and so common, that it counts this many bits more or less than a middling one. */
const MOST_RARITY_BITS = 8;

/** Weighs pairs with what has been learnt. Every weight can be told apart into its steps, and they sum up to it. */
export function weighing(agreement: Agreement, model: Model): Weighing {
  const bits = model.fields.map(({ m, u }) => m.map((value, level) => Math.log2(value / (u[level] ?? value))));
  const rarity = agreement.aspects.map(({ sameOf }) => sameOf.map((column) => column && rarityBits(column)));
  const shared = sharedInHouseholds(agreement);
  const rarityOf = (k: number, digit: number, i: number): number => {
    const code = agreement.aspects[k]?.sameOf[digit - 1]?.codes[i];
    return code === undefined ? 0 : (rarity[k]?.[digit - 1]?.[code] ?? 0);
  };
  const startBits = Math.log2(model.share / (1 - model.share));
  const sizes = agreement.aspects.map(({ levels }) => levels.length + 1);
  return {
    bitsOf: (i, pattern) => {
      let [sum, family, rest] = [0, 0, pattern];
      for (let k = 0; k < sizes.length; k += 1) {
        const size = sizes[k] ?? 1;
        const digit = rest % size;
        rest = (rest - digit) / size;
        if (digit === 0) continue;
        const step = (bits[k]?.[digit - 1] ?? 0) + rarityOf(k, digit, i);
        sum += step;
        if (shared.has(k)) family += step;
      }
      return sum + householdBits(model.household, family);
    },
    explain: (i, j) => {
      const steps: Step[] = [];
      let family = 0;
      for (const [k, digit] of agreement.digitsOf(agreement.patternOf(i, j)).entries()) {
        const aspect = agreement.aspects[k];
        if (digit === 0 || aspect === undefined) continue;
        const step = { bits: bits[k]?.[digit - 1] ?? 0, rarityBits: rarityOf(k, digit, i) };
        steps.push({ aspect: aspect.name, level: aspect.levels[digit - 1] ?? '', ...step });
        if (shared.has(k)) family += step.bits + step.rarityBits;
      }
      const household = householdBits(model.household, family);
      const total = steps.reduce((sum, step) => sum + step.bits + step.rarityBits, startBits + household);
      return { startBits, steps, householdBits: household, bits: total, probability: probabilityOf(total) };
    },
  };
}

/** What a shared surname and home count for less, because two people of one household share them too. Never above 0. */
function householdBits(household: number, familyBits: number): number {
  return -Math.log2(1 + household * 2 ** familyBits);
}

/** How much more, or less, than sameness as such it says that two records have just this value. */
function rarityBits(column: Column): Float32Array {
  const [first, second] = column.counts;
  const chance = chanceOf(column);
  const between = second.some((count) => count > 0);
  const [ofFirst, ofSecond] = [saying(first), saying(second)];
  return Float32Array.from(first, (count, code) => {
    const frequency = between
      ? Math.max(count / ofFirst, (second[code] ?? 0) / ofSecond)
      : Math.max(count, 1) / Math.max(ofFirst, 1);
    return Math.max(-MOST_RARITY_BITS, Math.min(MOST_RARITY_BITS, Math.log2(chance / frequency)));
  });
}

function saying(counts: Int32Array): number {
  return counts.reduce((sum, count, code) => sum + (code === 0 ? 0 : count), 0);
}

/** The probability behind a weight in bits. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** The weight in bits behind a probability. */
export function bitsOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability));
}
