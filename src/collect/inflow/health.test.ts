import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastHours, silenceOf } from './health.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-22T12:30:00Z');
const hours = (...ago: number[]): number[] => ago.map((each) => Math.floor(now / HOUR) * HOUR - each * HOUR);

test('a source that is heard every hour is silent after two hours', () => {
  const heard = hours(0, 1, 2, 3, 4, 5);
  expect(silenceOf(heard, now - 1.5 * HOUR, now)).toBeUndefined();
  expect(silenceOf(hours(3, 4, 5, 6, 7), now - 2.6 * HOUR, now)).toEqual({ since: now - 2.6 * HOUR, usualHours: 1 });
});

test('a source that comes once a night is not silent at noon, but two days later', () => {
  const nights = hours(10, 34, 58, 82, 106);
  expect(silenceOf(nights, now - 10 * HOUR, now)).toBeUndefined();
  expect(silenceOf(nights, now - 49 * HOUR, now)).toMatchObject({ usualHours: 24 });
});

test('of a source that has hardly been heard nothing is said', () => {
  expect(silenceOf(hours(100, 101, 102, 103), now - 100 * HOUR, now)).toBeUndefined();
});

test('what is silent stays silent until it is heard again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 336 }), { minLength: 5 }),
      fc.integer({ min: 0, max: 1000 }),
      (ago, later) => {
        const heard = hours(...ago);
        const last = Math.max(...heard);
        if (silenceOf(heard, last, now) !== undefined)
          expect(silenceOf(heard, last, now + later * HOUR)).toMatchObject({ since: last });
      },
    ),
  );
});

test('the last 24 hours end with the one that is now', () => {
  const [thisHour = 0, before = 0] = hours(0, 23);
  const counts = new Map([
    [thisHour, 7],
    [before, 3],
    [before - HOUR, 9],
  ]);
  const shown = lastHours(counts, now);
  expect([shown.length, shown[0], shown[23], shown.reduce((sum, each) => sum + each, 0)]).toEqual([24, 3, 7, 10]);
});
