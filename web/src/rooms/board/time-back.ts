const DAY_MS = 86_400_000;

/** How far back the board can be looked at. */
export const MOST_DAYS_BACK = 365;

/** The last moment of the day so many days before today, by the reader's own calendar, as it stands in the address. */
export function endOfDayBack(days: number, now: number): string {
  const today = new Date(now);
  const end = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days, 23, 59, 59, 999);
  return end.toISOString();
}

function dayOf(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

/** How many days before today a moment of the address is; none for what is no time, or is not past. */
export function daysBack(at: string, now: number): number {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return 0;
  const today = new Date(now);
  return Math.min(MOST_DAYS_BACK, Math.max(0, Math.round((dayOf(today) - dayOf(then)) / DAY_MS)));
}
