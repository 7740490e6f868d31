import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBack, endOfDayBack, MOST_DAYS_BACK } from './time-back.ts';

test('a day back and its moment in the address are the same day, over the changes of the clock too', () => {
  const now = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });
  fc.assert(
    fc.property(now, fc.integer({ min: 0, max: MOST_DAYS_BACK }), (at, days) => {
      expect(daysBack(endOfDayBack(days, at), at)).toBe(days);
    }),
  );
});

test('what is no time, or is to come, is now', () => {
  expect(daysBack('yesterday', 0)).toBe(0);
  expect(daysBack('2030-01-01T00:00:00Z', Date.parse('2026-11-26T00:00:00Z'))).toBe(0);
});
