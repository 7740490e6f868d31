import { DAY_MS, type Instant } from '../../kernel/period.ts';
import type { Day } from './stated-terms.ts';

/** How far back a day without a year may lie before it is read as one to come. */
const LONGEST_BACK_DAYS = 90;

/** The calendar day that it is at an instant in a time zone. */
export function dayAt(at: Instant, timeZone: string): Day {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

/** A day by its numbers, or `undefined` when there is no such day. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists && year >= 1000 ? at.toISOString().slice(0, 10) : undefined;
}

/** The day so many days later, or earlier when `days` is negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

/** The day of that month which somebody means who tells no year: the next one, or one that has just been. */
export function nearestDay(today: Day, month: number, day: number): Day | undefined {
  const year = Number(today.slice(0, 4));
  const earliest = addDays(today, -LONGEST_BACK_DAYS);
  const near = [year, year + 1]
    .map((each) => dayOf(each, month, day))
    .find((each) => each !== undefined && each >= earliest);
  return near ?? dayOf(year + 4 - (year % 4), month, day);
}

/** The Monday of a week by ISO 8601, in the year in which that week is nearest. */
export function mondayOfWeek(today: Day, week: number): Day | undefined {
  if (week < 1 || week > 53) return undefined;
  const year = Number(today.slice(0, 4));
  const earliest = addDays(today, -LONGEST_BACK_DAYS);
  return [year, year + 1]
    .map((each) => {
      const fourth = `${each}-01-04`;
      return addDays(fourth, 1 - weekdayOf(fourth) + (week - 1) * 7);
    })
    .find((each) => each >= earliest);
}

/** The last day of a month of a year. */
export function lastOfMonth(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
