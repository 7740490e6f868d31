import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueAt, latestDueAt, monthsLater } from './privacy-request.ts';

test.each([
  ['2026-11-22T09:00:00Z', '2026-12-22T09:00:00.000Z'],
  ['2026-01-31T09:00:00Z', '2026-02-28T09:00:00.000Z'],
  ['2028-01-31T23:59:59Z', '2028-02-29T23:59:59.000Z'],
  ['2026-12-31T00:00:00Z', '2027-01-31T00:00:00.000Z'],
])('what came at %s is due at %s', (came, due) => {
  expect(new Date(dueAt(Date.parse(came))).toISOString()).toBe(due);
});

test('an extended request is due three months after it came', () => {
  expect(new Date(latestDueAt(Date.parse('2026-11-30T09:00:00Z'))).toISOString()).toBe('2027-02-28T09:00:00.000Z');
});

test('a month is 28 to 31 days, and a later request is never due earlier', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      const days = (monthsLater(a, 1) - a) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(28);
      expect(days).toBeLessThanOrEqual(31);
      if (Math.floor(a / 86_400_000) < Math.floor(b / 86_400_000)) {
        expect(Math.floor(dueAt(a) / 86_400_000)).toBeLessThanOrEqual(Math.floor(dueAt(b) / 86_400_000));
      }
    }),
  );
});
