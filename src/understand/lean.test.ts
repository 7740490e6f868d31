import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCensus } from './census.ts';
import type { Cell, Moments, Tally } from './facts.ts';
import { differencesOf, evennessOf, reversalIn, weightsOf } from './lean.ts';
import { designEffect, neededNumber, pointsFor } from './precision.ts';

const none: Moments = { n: 0, sum: 0, squares: 0 };

function moments(values: readonly number[]): Moments {
  return {
    n: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

function tally(values: readonly number[]): Tally {
  const rest = { products: none, evening: none, weekend: none, returned: none };
  return { events: values.length, aspects: { value: moments(values), ...rest } };
}

function cell(channel: string, stratum: string, identified: readonly number[], anonymous: readonly number[]): Cell {
  return { channel, stratum, identified: tally(identified), anonymous: tally(anonymous), customers: identified.length };
}

const many = (value: number, spread: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => value + (i % 2 === 0 ? spread : -spread));

describe('precision', () => {
  test.each([
    [5, 95, 385],
    [3, 95, 1068],
    [5, 99, 664],
    [5, 90, 271],
  ] as const)('a share to within %d points at %d %% takes %d', (points, confidence, needed) => {
    expect(neededNumber(points, confidence)).toBe(needed);
    expect(pointsFor(needed, confidence)).toBeLessThanOrEqual(points);
    expect(pointsFor(needed - 1, confidence)).toBeGreaterThan(points);
  });

  test('even weights cost nothing, uneven ones what Kish says', () => {
    expect(designEffect([{ count: 200, weight: 1 }])).toBe(1);
    // n = 100, sum of w = 100, sum of w squared = 50 * 0.25 + 50 * 2.25 = 125.
    expect(
      designEffect([
        { count: 50, weight: 0.5 },
        { count: 50, weight: 1.5 },
      ]),
    ).toBe(1.25);
  });
});

describe('how the known lean', () => {
  test('a difference is counted in standard deviations, a lean by how many are unknown', () => {
    // Deviations of 10 on both sides, means 10 apart, one half known: d = 1; all have mean 105 and deviation sqrt(125).
    const cells = [cell('store', 'all', many(110, 10, 100), many(100, 10, 100))];
    const [difference, ...more] = differencesOf(cells, weightsOf(cells));
    expect(more).toEqual([]);
    expect(difference?.difference).toBeCloseTo(1, 12);
    expect(difference?.lean).toBeCloseTo(5 / Math.sqrt(125), 12);
    expect(difference?.leanWeighted).toBeNull();
  });

  test('weights by stratum take away a lean that is between the strata', () => {
    const cells = [
      cell('store', 'large', many(100, 1, 40), many(100, 1, 60)),
      cell('store', 'small', many(200, 1, 90), many(200, 1, 10)),
    ];
    const weighting = weightsOf(cells);
    const [difference] = differencesOf(cells, weighting);
    expect(Math.abs(difference?.lean ?? 0)).toBeGreaterThan(0.3);
    expect(difference?.leanWeighted).toBeCloseTo(0, 12);
    expect(weighting.weights.map(({ stratum, weight }) => [stratum, weight])).toEqual([
      ['large', 0.5 / (40 / 130)],
      ['small', 0.5 / (90 / 130)],
    ]);
  });

  test('weights make the identified weigh as all do, wherever no weight is trimmed', () => {
    const stratum = fc.record({ known: fc.integer({ min: 40, max: 90 }), unknown: fc.integer({ min: 5, max: 60 }) });
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 2, maxLength: 8 }), (strata) => {
        const cells = strata.map(({ known, unknown }, i) =>
          cell('store', `s${i}`, many(1, 0, known), many(1, 0, unknown)),
        );
        const all = strata.reduce((sum, { known, unknown }) => sum + known + unknown, 0);
        const identified = strata.reduce((sum, { known }) => sum + known, 0);
        for (const {
          stratum: name,
          weight,
          identified: { events },
        } of weightsOf(cells).weights) {
          const { known = 0, unknown = 0 } = strata[Number(name.slice(1))] ?? {};
          expect((weight * events) / identified).toBeCloseTo((known + unknown) / all, 10);
        }
      }),
    );
  });

  test('strata that are all as well known are even, one half against the other is not', () => {
    expect(
      evennessOf([cell('s', 'a', many(1, 0, 8), many(1, 0, 2)), cell('s', 'b', many(1, 0, 80), many(1, 0, 20))]),
    ).toBe(1);
    // Shares 1 and 0 of equal strata: deviation one half, evenness 0.
    expect(evennessOf([cell('s', 'a', many(1, 0, 10), []), cell('s', 'b', [], many(1, 0, 10))])).toBe(0);
  });

  test('two channels that turn around within the strata are named, as Simpson did', () => {
    const cells = [
      cell('web', 'small', many(110, 5, 40), []),
      cell('web', 'large', many(310, 5, 400), []),
      cell('store', 'small', many(140, 5, 400), []),
      cell('store', 'large', many(340, 5, 40), []),
    ];
    const found = reversalIn(cells);
    expect(found).toMatchObject({ a: 'web', b: 'store' });
    expect(found?.raw).toBeGreaterThan(0);
    expect(found?.within).toBeLessThan(0);
    const alike = cells.map((each) =>
      each.channel === 'store' ? cell('store', each.stratum, many(50, 5, 60), []) : each,
    );
    expect(reversalIn(alike)).toBeUndefined();
  });
});

test('the census counts each customer once, and puts small strata together', () => {
  const census = openCensus();
  for (let i = 0; i < 300; i += 1)
    census.add({
      channel: i % 2 ? 'web' : 'app',
      stratum: `s${i % 30}`,
      customer: `k${i % 7}`,
      isIdentified: i % 3 !== 0,
      tally: tally([i]),
    });
  const { cells, customers } = census.result();
  expect(customers.all).toBe(7);
  expect(customers.byChannel).toEqual({ web: 7, app: 7 });
  expect(new Set(cells.map(({ stratum }) => stratum)).size).toBe(21);
  expect(cells.reduce((sum, { identified, anonymous }) => sum + identified.events + anonymous.events, 0)).toBe(300);
  expect(cells.reduce((sum, { identified }) => sum + identified.aspects.value.sum, 0)).toBe(
    Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 0 : i)).reduce((sum, i) => sum + i, 0),
  );
});
