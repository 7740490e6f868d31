import { evenNumbers } from '../kernel/even-numbers.ts';

/**
 * Chance that can be repeated: the same seed gives the same draws, on every machine. The example shop is drawn from it,
 * so that two people who follow the tour see the same customers.
 */
export type Random = {
  /** A number from 0 up to, not including, 1. */
  readonly draw: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  /** True in the given share of the draws. */
  readonly chance: (share: number) => boolean;
  readonly pick: <const T>(items: readonly [T, ...T[]]) => T;
  /** One of the keys, as often as its weight says. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
};

/** A source of draws: even enough for an example, never for secrets. */
export function createRandom(seed: number): Random {
  const draw = evenNumbers(seed);
  return {
    draw,
    whole: (from, to) => from + Math.floor(draw() * (to - from + 1)),
    chance: (share) => draw() < share,
    pick: (items) => items[Math.floor(draw() * items.length)] ?? items[0],
    weighted: (weights) => pickWeighted(weights, draw()),
  };
}

function pickWeighted<K extends string>(weights: Readonly<Record<K, number>>, drawn: number): K {
  const keys = Object.keys(weights) as K[];
  let rest = drawn * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    rest -= weights[key];
    if (rest < 0) return key;
  }
  return keys.at(-1) as K;
}

/** A UUID that is drawn, for the message ids of events: the same life drawn again is the same messages. */
export function drawUuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random.draw() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
