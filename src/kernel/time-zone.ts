import { DAY_MS, type Instant } from './period.ts';

/** Where days begin and end when neither a source nor the deployment says it. */
export const USUAL_TIME_ZONE = 'Europe/Stockholm';

const MINUTE_MS = 60_000;

/** The local day that an instant lies in: from local midnight to the next, 23 or 25 hours when the clocks change. */
export function dayAround(at: Instant, timeZone: string, days = 1): { readonly from: Instant; readonly to: Instant } {
  const midnight = Math.floor((at + offsetAt(at, timeZone)) / DAY_MS) * DAY_MS;
  return { from: instantOnClock(midnight, timeZone), to: instantOnClock(midnight + days * DAY_MS, timeZone) };
}

/** The ISO week that an instant lies in, from local Monday midnight to the next. */
export function weekAround(at: Instant, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  const midnight = Math.floor((at + offsetAt(at, timeZone)) / DAY_MS) * DAY_MS;
  const sinceMonday = (Math.floor(midnight / DAY_MS) + 3) % 7;
  const monday = midnight - (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) * DAY_MS;
  return { from: instantOnClock(monday, timeZone), to: instantOnClock(monday + 7 * DAY_MS, timeZone) };
}

/** True for a time zone that the platform knows, as Europe/Stockholm. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The instant at which clocks in the zone show `wall`; of two (clocks set back) the first, of none the hour after. */
export function instantOnClock(wall: Instant, timeZone: string): Instant {
  if (timeZone === 'UTC') return wall;
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  if (before + offsetAt(before, timeZone) === wall) return before;
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  return after + offsetAt(after, timeZone) === wall ? after : before;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const MOST_OFFSETS_KEPT = 20_000;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, made);
  return made;
}

/**
 * How far ahead of UTC the zone's clocks are. On a day that begins and ends with the same offset no clock is set; on the
 * others it is looked up by the quarter of an hour, for zones change at whole quarters only. What was found is kept.
 */
function offsetAt(at: Instant, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  const offset = keptOffset(day, timeZone);
  return offset === keptOffset(day + DAY_MS, timeZone)
    ? offset
    : keptOffset(Math.floor(at / QUARTER_HOUR_MS) * QUARTER_HOUR_MS, timeZone);
}

function keptOffset(at: Instant, timeZone: string): number {
  const key = `${timeZone} ${at}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const name =
    formatterOf(timeZone)
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS * (sign === '-' ? -1 : 1);
  if (offsets.size >= MOST_OFFSETS_KEPT) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
