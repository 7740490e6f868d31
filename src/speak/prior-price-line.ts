import type { Instant } from '../kernel/period.ts';
import { dayAround } from '../kernel/time-zone.ts';
import type { Claim } from './claim.ts';
import { priorPrices } from './prior-price.ts';
import { tellStruck } from './reduction.ts';

/** The lowest price of the 30 days before an instant, and by whom it was asked. */
export type LinePoint = {
  readonly at: Instant;
  readonly currency: string;
  readonly amount: number;
  readonly channel: string;
};

/**
 * P2, day by day: the lowest price that all our channels asked everybody in the 30 days before each of the last days, and
 * before now; in each currency by itself. Days begin in the time zone. A day before which nothing was seen has no point, and
 * one like the day before it none either: the line goes on as it was.
 */
export function priorPriceLine(
  claims: readonly Claim[],
  { now, days, timeZone }: { readonly now: Instant; readonly days: number; readonly timeZone: string },
): LinePoint[] {
  const instants: Instant[] = [now];
  for (let begins = dayAround(now, timeZone).from; instants.length <= days;) {
    instants.push(begins);
    begins = dayAround(begins - 1, timeZone).from;
  }
  const byCurrency = Map.groupBy(tellStruck(claims).applied, ({ currency }) => currency);
  return [...byCurrency].flatMap(([currency, applied]) => {
    const lowest = priorPrices(instants, applied);
    const points = instants.toReversed().flatMap((at) => {
      const claim = lowest.get(at);
      return claim === undefined ? [] : [{ at, currency, amount: claim.amount, channel: claim.channel }];
    });
    return points.filter(({ amount, channel }, nth) => {
      const before = points[nth - 1];
      return before?.amount !== amount || before.channel !== channel;
    });
  });
}
