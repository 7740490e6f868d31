import { DAY_MS, toIso } from '../../../src/kernel/period.ts';
import { instantOnClock } from '../../../src/kernel/time-zone.ts';
import { dayAt } from '../../../src/speak/text/calendar.ts';

/**
 * Days of the calendar as forms hold them, `2026-11-30`. They begin and end by the deployment's clocks, not by those of
 * whoever sits at the screen: the last day of an offer is one and the same wherever it is written.
 */
export function dayOf(at: string | number, timeZone: string): string {
  return dayAt(new Date(at).getTime(), timeZone);
}

/** The last day of a period that ends before the instant. */
export function lastDayOf(to: string | number, timeZone: string): string {
  return dayOf(new Date(to).getTime() - 1, timeZone);
}

/** The first instant of a day, or of the day so many days later, as it is sent; `undefined` for no day. */
export function startOf(day: string, timeZone: string, later = 0): string | undefined {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(midnight) ? undefined : toIso(instantOnClock(midnight + later * DAY_MS, timeZone));
}

/** A moment, and by whose clocks the day is told that it lies in. */
export type Here = { readonly now: number; readonly timeZone: string };

/** The first instant after the day; `undefined` where the text is no day that ends after `now`. */
export function endOfDay(day: string, { now, timeZone }: Here): string | undefined {
  const end = startOf(day, timeZone, 1);
  return end === undefined || Date.parse(end) <= now ? undefined : end;
}

/** How many days of the calendar lie between the days of two instants; negative when the second is the earlier. */
export function daysBetween(from: string | number, to: string | number, timeZone: string): number {
  return (Date.parse(dayOf(to, timeZone)) - Date.parse(dayOf(from, timeZone))) / DAY_MS;
}
