import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBack, endOfDayBack, MOST_DAYS_BACK } from './time-back.ts';

const zones = fc.constantFrom('Europe/Stockholm', 'Pacific/Auckland', 'America/Los_Angeles', 'UTC');

test('a day back and its moment in the address are the same day, over the changes of the clock too', () => {
  const now = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });
  fc.assert(
    fc.property(now, fc.integer({ min: 0, max: MOST_DAYS_BACK }), zones, (at, days, timeZone) => {
      const here = { now: at, timeZone };
      expect(daysBack(endOfDayBack(days, here), here)).toBe(days);
    }),
  );
});

test('what is no time, or is to come, is now', () => {
  expect(daysBack('yesterday', { now: 0, timeZone: 'UTC' })).toBe(0);
  expect(daysBack('2030-01-01T00:00:00Z', { now: Date.parse('2026-11-26T00:00:00Z'), timeZone: 'UTC' })).toBe(0);
});

test('the day that is looked back at ends by the clocks of the deployment, wherever the reader is', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  expect(endOfDayBack(1, { now, timeZone: 'Europe/Stockholm' })).toBe('2026-11-25T22:59:59.999Z');
  expect(endOfDayBack(1, { now, timeZone: 'Pacific/Auckland' })).toBe('2026-11-26T10:59:59.999Z');
});
