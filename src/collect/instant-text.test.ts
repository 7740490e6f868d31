import { expect, test } from 'vitest';
import { readInstant, readIsoTime, readRfc3339 } from './instant-text.ts';

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

test.each([
  ['2026-11-30', '2026-11-29T23:00:00.000Z'],
  ['2026-07-01T08:00', '2026-07-01T06:00:00.000Z'],
  ['2026-07-01T08:00:00.250', '2026-07-01T06:00:00.250Z'],
  ['2026-07-01T08:00Z', '2026-07-01T08:00:00.000Z'],
  ['2026-07-01T08:00+0100', '2026-07-01T07:00:00.000Z'],
])('"%s" without an offset is of the time zone, with one it is exact', (text, expected) => {
  expect(iso(readIsoTime(text, 'Europe/Stockholm'))).toBe(expected);
});
