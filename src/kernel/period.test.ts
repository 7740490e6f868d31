import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin, overlapOf, type Period, toIso, without } from './period.ts';

const period = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }))
  .map(([from, length]): Period => ({ from, to: from + length }));

test('a period holds its first instant and not its last', () => {
  expect(isWithin({ from: 1, to: 2 }, 1)).toBe(true);
  expect(isWithin({ from: 1, to: 2 }, 2)).toBe(false);
});

test('periods that only touch do not overlap', () => {
  expect(overlapOf({ from: 0, to: 5 }, { from: 5, to: 9 })).toBeUndefined();
  expect(overlapOf({ from: 0, to: Infinity }, { from: 5, to: 9 })).toEqual({ from: 5, to: 9 });
});

test('what is left of a period after taking parts away is exactly the instants in no part', () => {
  fc.assert(
    fc.property(period, fc.array(period, { maxLength: 6 }), (whole, parts) => {
      const left = without(whole, parts);
      for (let at = whole.from - 1; at <= whole.to; at += 1) {
        const expected = isWithin(whole, at) && !parts.some((part) => isWithin(part, at));
        expect(left.some((part) => isWithin(part, at))).toBe(expected);
      }
    }),
  );
});

test('a period without an end is written as null', () => {
  expect(toIso(Infinity)).toBeNull();
  expect(toIso(0)).toBe('1970-01-01T00:00:00.000Z');
});
