import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterWithGuard } from './clustering.ts';

type Case = {
  readonly count: number;
  readonly weights: ReadonlyMap<string, number>;
  readonly apart: ReadonlySet<string>;
};

const keyOf = (i: number, j: number): string => `${Math.min(i, j)} ${Math.max(i, j)}`;

function clusters({ count, weights, apart }: Case): number[][] {
  const links = [...weights]
    .filter(([, bits]) => bits > 0)
    .map(([key, bits]) => ({ key: key.split(' ').map(Number), bits }));
  return clusterWithGuard({
    count,
    links: {
      from: Int32Array.from(links, ({ key }) => key[0] ?? 0),
      to: Int32Array.from(links, ({ key }) => key[1] ?? 0),
      bits: Float64Array.from(links, ({ bits }) => bits),
    },
    surplusOf: (i, j) => weights.get(keyOf(i, j)) ?? -5,
    mayNotLink: (i, j) => apart.has(keyOf(i, j)),
  });
}

const given = (weights: Record<string, number>, apart: string[] = [], count = 4): Case => ({
  count,
  weights: new Map(Object.entries(weights)),
  apart: new Set(apart),
});

test('three who are like each other are one', () => {
  expect(clusters(given({ '0 1': 5, '1 2': 4, '0 2': 3 }))).toEqual([[0, 1, 2]]);
});

test('a chain does not join strangers: the surer link stands, the other falls', () => {
  expect(clusters(given({ '0 1': 5, '1 2': 4, '0 2': -9 }))).toEqual([[0, 1]]);
});

test('who may not be linked is not, by whatever way', () => {
  expect(clusters(given({ '0 1': 9, '1 2': 8, '0 2': 7 }, ['0 2']))).toEqual([[0, 1]]);
});

test('one loud pair does not shout down those who are against', () => {
  expect(clusters(given({ '0 1': 9, '2 3': 9, '1 2': 1000, '0 2': -12, '0 3': -12, '1 3': -12 }))).toEqual([[1, 2]]);
});

test('the guard holds for any weights: nobody kept apart is joined, and what is joined speaks for itself', () => {
  const pairs = fc.dictionary(
    fc
      .tuple(fc.nat(11), fc.nat(11))
      .filter(([i, j]) => i < j)
      .map(([i, j]) => `${i} ${j}`),
    fc.integer({ min: -15, max: 15 }),
    { maxKeys: 50 },
  );
  const apart = fc.array(
    fc.tuple(fc.nat(11), fc.nat(11)).filter(([i, j]) => i !== j),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pairs, apart, (weights, kept) => {
      const example = given(
        weights,
        kept.map(([i, j]) => keyOf(i, j)),
        12,
      );
      const found = clusters(example);
      const seen = found.flat();
      expect(new Set(seen).size).toBe(seen.length);
      for (const cluster of found) {
        let sum = 0;
        for (const i of cluster)
          for (const j of cluster)
            if (i < j) {
              expect(example.apart.has(keyOf(i, j))).toBe(false);
              sum += example.weights.get(keyOf(i, j)) ?? -5;
            }
        expect(sum).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
