import type { Instant } from '../kernel/period.ts';
import { instantOnClock } from '../kernel/time-zone.ts';
import type { DateFormat } from './mapping.contract.ts';

const MINUTE_MS = 60_000;
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;
const patterns: Readonly<Record<DateFormat, RegExp>> = {
  'M/D/YYYY': /^(?<month>\d{1,2})[/.-](?<day>\d{1,2})[/.-](?<year>\d{4})$/,
  'D/M/YYYY': /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})$/,
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  'YYYY-MM-DD HH:mm:ss':
    /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?$/,
  'M/D/YYYY HH:mm:ss':
    /^(?<month>\d{1,2})[/.-](?<day>\d{1,2})[/.-](?<year>\d{4}) (?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?$/,
  'D/M/YYYY HH:mm:ss':
    /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4}) (?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?$/,
  'unix seconds': /^\d{1,11}(?:\.\d{1,9})?$/,
  'unix milliseconds': /^\d{1,14}$/,
  iso: /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?$/,
};

/** An RFC 3339 time, or `undefined`. A day that does not exist (30 February) is not read as a later one. */
export function readRfc3339(text: string): Instant | undefined {
  const [whole, year, month, day, hour, minute, second, fraction = '0', , sign, offsetHour = '0', offsetMinute = '0'] =
    rfc3339.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const wall = wallClock(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (wall === undefined || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * MINUTE_MS;
  return wall + Math.floor(Number(`0.${fraction}`) * 1000) - (sign === '-' ? -offset : offset);
}

/** A time or a day as people write it where nothing says how, as 2026-11-22 or 2026-11-22T08:00:00Z, in the time zone. */
export function readMoment(text: string, timeZone: string): Instant | undefined {
  return readInstant(text, 'iso', timeZone) ?? readInstant(text, 'YYYY-MM-DD', timeZone);
}

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/;

/**
 * A time in ISO 8601 as clients write it: a day, or a day and a time, in the time zone when it has no
 * offset. `undefined` when it is none; what JavaScript itself reads is wider and depends on where the server stands.
 */
export function readIsoTime(text: string, timeZone: string): Instant | undefined {
  const [whole, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', sign, inHours, inMinutes] =
    isoTime.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const wall = wallClock(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  const [offsetHours, offsetMinutes] = [Number(inHours ?? 0), Number(inMinutes ?? 0)];
  if (wall === undefined || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const part = Math.floor(Number(`0.${fraction}`) * 1000);
  if (sign === undefined && !/[Zz]$/.test(text)) return instantOnClock(wall, timeZone) + part;
  const offset = (offsetHours * 60 + offsetMinutes) * MINUTE_MS;
  return wall + part - (sign === '-' ? -offset : offset);
}

/** A date or time of a table in the time zone that the table is written in, or `undefined` when it is not one. */
export function readInstant(text: string, format: DateFormat, timeZone: string): Instant | undefined {
  if (format === 'iso') {
    const exact = readRfc3339(text);
    if (exact !== undefined) return exact;
  }
  const match = patterns[format].exec(text);
  if (match === null) return undefined;
  if (format === 'unix seconds') return Math.floor(Number(text) * 1000);
  if (format === 'unix milliseconds') return Number(text);
  const found = match.groups ?? {};
  const number = (part: string): number => Number(found[part] ?? 0);
  const wall = wallClock(
    number('year'),
    number('month'),
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return wall === undefined ? undefined : instantOnClock(wall, timeZone);
}

function wallClock(y: number, m: number, d: number, hour: number, minute: number, second: number): Instant | undefined {
  if (y < 1900 || hour > 23 || minute > 59 || second > 59) return undefined;
  const at = Date.UTC(y, m - 1, d, hour, minute, second);
  const back = new Date(at);
  return back.getUTCMonth() === m - 1 && back.getUTCDate() === d ? at : undefined;
}
