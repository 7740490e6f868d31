import type { Instant } from '../kernel/period.ts';

type Difference = { readonly amount: number; readonly currency: string };

/** That a contradiction may stand: until when, and up to which difference. */
export type Acceptance = { readonly until: Instant; readonly difference: Difference | null };

/**
 * True while an acceptance holds: its end has not come, and the difference has not grown beyond what was accepted. A
 * difference in another currency, or one where there was none, is another one than was accepted.
 */
export function isStillAccepted(
  { until, difference: accepted }: Acceptance,
  difference: Difference | null,
  now: Instant,
): boolean {
  if (now >= until) return false;
  if (accepted === null || difference === null) return accepted === difference;
  return difference.currency === accepted.currency && difference.amount <= accepted.amount;
}

/**
 * What a contradiction is about, whenever it began: prices that differ from one day on and from the next are one dispute
 * of the two channels. The key of any other kind says it already. The database derives the same.
 */
export function disputeOf(key: string): string {
  return key.replace(/^((?:offers\|)?unequal\|[^|]*\|[^|]*\|[^|]*\|[^|]*)\|[^|]*/, '$1');
}
