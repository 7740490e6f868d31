import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jaroWinkler, slipsBetween } from './similarity.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 6 });

describe('Jaro and Winkler', () => {
  test.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['JONES', 'JOHNSON', 0.8324],
    ['ABROMS', 'ABRAMS', 0.9222],
    ['', 'A', 0],
    ['same', 'same', 1],
  ])('%s and %s are alike by %d, as published', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 4);
  });

  test('it does not matter who is compared with whom, and no likeness is outside 0 to 1', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const likeness = jaroWinkler(a, b);
        expect(jaroWinkler(b, a)).toBeCloseTo(likeness, 12);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('slips of the pen', () => {
  test.each([
    ['kitten', 'sitting', 9, 3],
    ['ca', 'abc', 9, 3],
    ['abcd', 'acbd', 9, 1],
    ['19710624', '19710642', 1, 1],
    ['19710624', '19170642', 1, 2],
    ['', 'ab', 2, 2],
    ['abba', 'ababb', 1, 2],
    ['abcdef', 'a', 2, 3],
  ])('%s and %s, counted up to %d', (a, b, most, expected) => {
    expect(slipsBetween(a, b, most)).toBe(expected);
  });

  test('they are the same as by the table of the definition, in both directions', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 4 }), (a, b, most) => {
        const slips = Math.min(byDefinition(a, b), most + 1);
        expect(slipsBetween(a, b, most)).toBe(slips);
        expect(slipsBetween(b, a, most)).toBe(slips);
      }),
      { numRuns: 3000 },
    );
  });
});

function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [i, j] = [a.length, b.length];
  const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    byDefinition(a.slice(0, -1), b) + 1,
    byDefinition(a, b.slice(0, -1)) + 1,
    byDefinition(a.slice(0, -1), b.slice(0, -1)) + (a[i - 1] === b[j - 1] ? 0 : 1),
    turned ? byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
}
