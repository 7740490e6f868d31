import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAround, weekAround } from './time-zone.ts';

const HOUR_MS = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

function hours(text: string): number {
  const { from, to } = dayAround(Date.parse(text), 'Europe/Stockholm');
  return (to - from) / HOUR_MS;
}

test('a day in Stockholm has 23 hours when the clocks go forward and 25 when they go back', () => {
  expect([hours('2026-03-29T12:00:00Z'), hours('2026-10-25T12:00:00Z'), hours('2026-06-01T12:00:00Z')]).toEqual([
    23, 25, 24,
  ]);
});

test('a week runs from Monday to Monday', () => {
  const week = weekAround(Date.parse('2017-01-01T23:59:59Z'), 'UTC');
  expect([iso(week.from), iso(week.to)]).toEqual(['2016-12-26T00:00:00.000Z', '2017-01-02T00:00:00.000Z']);
  const stockholm = weekAround(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Stockholm');
  expect(iso(stockholm.from)).toBe('2026-11-22T23:00:00.000Z');
});

test('wherever and whenever it is, a day holds the instant it is the day of, and the next begins where it ends', () => {
  const at = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2037, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), at, (zone, instant) => {
      const day = dayAround(instant, zone);
      expect(day.from <= instant && instant < day.to).toBe(true);
      expect(dayAround(day.from, zone)).toEqual(day);
      expect(dayAround(day.to, zone).from).toBe(day.to);
    }),
    { numRuns: 2000 },
  );
});
