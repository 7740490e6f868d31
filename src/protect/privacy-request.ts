import type { Instant } from '../kernel/period.ts';

/** The instant a number of months later, at the same time of day; the last day of the month where it has no such day. */
export function monthsLater(at: Instant, months: number): Instant {
  const date = new Date(at);
  const day = date.getUTCDate();
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(day, days) - 1) * 86_400_000 + (at % 86_400_000);
}

/** When the answer is due: within one month of the request (article 12.3). */
export function dueAt(receivedAt: Instant): Instant {
  return monthsLater(receivedAt, 1);
}

/** The furthest that the month may be extended to, when the person is told why: two months more. */
export function latestDueAt(receivedAt: Instant): Instant {
  return monthsLater(receivedAt, 3);
}
