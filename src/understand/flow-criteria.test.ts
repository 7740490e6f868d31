import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedSilence, gapsIn } from './flow-criteria.ts';

const daily = Array.from({ length: 120 }, (_, day) => day);

describe('the rhythm of a channel', () => {
  test('one that speaks every day may be silent for three, one that speaks on Mondays for weeks', () => {
    expect(allowedSilence(daily)).toBe(3);
    expect(allowedSilence(daily.filter((day) => day % 7 === 0))).toBeGreaterThan(30);
  });

  test('between campaigns silence is usual, and one hole among days is not', () => {
    const campaigns = daily.filter((day) => day % 40 < 5);
    expect(allowedSilence(campaigns)).toBe(70);
    const holed = daily.filter((day) => day < 50 || day >= 70);
    expect(gapsIn(holed)).toEqual([{ after: 49, length: 20 }]);
    expect(allowedSilence(holed)).toBeLessThan(20);
  });

  test('the gaps and the days together make up the whole time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1 }), (drawn) => {
        const days = drawn.toSorted((a, b) => a - b);
        const silent = gapsIn(days).reduce((sum, { length }) => sum + length, 0);
        expect(days.length + silent).toBe((days.at(-1) ?? 0) - (days[0] ?? 0) + 1);
      }),
    );
  });
});
