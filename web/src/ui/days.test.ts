import { expect, test } from 'vitest';
import { dayOf, daysBetween, endOfDay, lastDayOf, startOf } from './days.ts';

const STOCKHOLM = 'Europe/Stockholm';

test('a day begins and ends by the clocks of the deployment, wherever the form is filled in', () => {
  expect(startOf('2026-11-30', STOCKHOLM)).toBe('2026-11-29T23:00:00.000Z');
  expect(startOf('2026-11-30', 'America/New_York')).toBe('2026-11-30T05:00:00.000Z');
  expect(dayOf('2026-11-29T23:00:00.000Z', STOCKHOLM)).toBe('2026-11-30');
  expect(dayOf('2026-11-29T23:00:00.000Z', 'America/New_York')).toBe('2026-11-29');
});

test('the last day of a period is the day before it ends', () => {
  const to = startOf('2026-11-30', STOCKHOLM, 1) ?? '';
  expect(dayOf(to, STOCKHOLM)).toBe('2026-12-01');
  expect(lastDayOf(to, STOCKHOLM)).toBe('2026-11-30');
});

test('the last day is whole over the changes of the clock, and a day that is over is none', () => {
  const at = (time: string) => ({ now: Date.parse(time), timeZone: STOCKHOLM });
  expect(endOfDay('2026-11-22', at('2026-11-22T22:59:59Z'))).toBe('2026-11-22T23:00:00.000Z');
  expect(endOfDay('2026-11-22', at('2026-11-22T23:00:00Z'))).toBeUndefined();
  expect(endOfDay('2026-10-25', at('2026-10-25T01:00:00Z'))).toBe('2026-10-25T23:00:00.000Z');
  for (const text of ['', '2026-13-01', 'i morgon']) expect(endOfDay(text, at('2026-11-22T12:00:00Z'))).toBeUndefined();
});

test('days between two instants are counted in the calendar, a day of 25 hours as one', () => {
  expect(daysBetween('2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', STOCKHOLM)).toBe(0);
  expect(daysBetween('2026-11-22T22:59:00Z', '2026-11-22T23:00:00Z', STOCKHOLM)).toBe(1);
});
