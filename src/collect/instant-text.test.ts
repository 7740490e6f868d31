import { expect, test } from 'vitest';
import { dayAround, readInstant, readRfc3339, weekAround } from './instant-text.ts';

const HOUR_MS = 3_600_000;
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

test.each([
  ['1/21/2016', 'M/D/YYYY', 'UTC', '2016-01-21T00:00:00.000Z'],
  ['21/1/2016', 'D/M/YYYY', 'UTC', '2016-01-21T00:00:00.000Z'],
  ['2016-01-21', 'YYYY-MM-DD', 'Europe/Stockholm', '2016-01-20T23:00:00.000Z'],
  ['20160721', 'YYYYMMDD', 'Europe/Stockholm', '2016-07-20T22:00:00.000Z'],
  ['2017-01-28 14:06:53', 'YYYY-MM-DD HH:mm:ss', 'UTC', '2017-01-28T14:06:53.000Z'],
  ['2026-11-22T08:00:00+01:00', 'iso', 'America/New_York', '2026-11-22T07:00:00.000Z'],
  ['2026-11-22T08:00', 'iso', 'America/New_York', '2026-11-22T13:00:00.000Z'],
  ['2/30/2016', 'M/D/YYYY', 'UTC', undefined],
  ['21/1/2016', 'M/D/YYYY', 'UTC', undefined],
  ['2016-1-2', 'YYYY-MM-DD', 'UTC', undefined],
  ['2016-01-21 25:00:00', 'YYYY-MM-DD HH:mm:ss', 'UTC', undefined],
  ['', 'M/D/YYYY', 'UTC', undefined],
] as const)('"%s" as %s in %s is %s', (text, format, zone, expected) => {
  expect(iso(readInstant(text, format, zone))).toBe(expected);
});

test.each(['2026-02-30T00:00:00Z', '2026-11-22', '2026-11-22T08:00:00', '2026-11-22T24:00:00Z', 'now', '0'])(
  '"%s" is no RFC 3339 time',
  (text) => {
    expect(readRfc3339(text)).toBeUndefined();
  },
);

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
  const week = weekAround(Date.parse('2017-01-01T23:59:59Z'));
  expect([iso(week.from), iso(week.to)]).toEqual(['2016-12-26T00:00:00.000Z', '2017-01-02T00:00:00.000Z']);
  const stockholm = weekAround(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Stockholm');
  expect(iso(stockholm.from)).toBe('2026-11-22T23:00:00.000Z');
});
