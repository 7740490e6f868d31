import { toIso } from '../../../../src/kernel/period.ts';
import { instantOnClock } from '../../../../src/kernel/time-zone.ts';
import { addDays } from '../../../../src/speak/text/calendar.ts';
import { dayOf, daysBetween, type Here } from '../../ui/days.ts';

/** How far back the board can be looked at. */
export const MOST_DAYS_BACK = 365;

/** The last moment of the day so many days before today, as it stands in the address. */
export function endOfDayBack(days: number, { now, timeZone }: Here): string {
  const next = addDays(dayOf(now, timeZone), 1 - days);
  return toIso(instantOnClock(Date.parse(next), timeZone) - 1);
}

/** How many days before today a moment of the address is; none for what is no time, or is not past. */
export function daysBack(at: string, { now, timeZone }: Here): number {
  if (Number.isNaN(Date.parse(at))) return 0;
  return Math.min(MOST_DAYS_BACK, Math.max(0, daysBetween(at, now, timeZone)));
}
