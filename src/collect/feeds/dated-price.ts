import type { Instant } from '../../kernel/period.ts';
import type { PriceType } from '../sighting.ts';

/** A price that a source states, in minor units, with the half-open period for which it says that it holds. */
export type DatedPrice = {
  readonly amount: number;
  readonly currency: string;
  readonly priceType: PriceType;
  readonly onSale: boolean | null;
  readonly from: Instant;
  readonly to: Instant;
};

/** What is asked within the period, in each currency by itself: what is dear in one says nothing of another. */
export function askedInEach(prices: readonly DatedPrice[], from: Instant, to: Instant): DatedPrice[] {
  const byCurrency = Map.groupBy(prices, (each) => each.currency);
  return [...byCurrency.values()].flatMap((each) => askedOver(each, from, to));
}

/**
 * What a customer is asked to pay within the period [from, to): at each moment the lowest of the reduced prices that
 * hold, else the lowest of the others. Never two at once, so that a source cannot be said to contradict itself. Pieces
 * come in the order of time, and neighbours with the same price are one.
 */
export function askedOver(prices: readonly DatedPrice[], from: Instant, to: Instant): DatedPrice[] {
  const inside = (at: Instant): boolean => at > from && at < to;
  const cuts = [...new Set(prices.flatMap((each) => [each.from, each.to]).filter(inside))].toSorted((a, b) => a - b);
  const edges = [from, ...cuts, to];
  const pieces: DatedPrice[] = [];
  let last: DatedPrice | undefined;
  edges.slice(0, -1).forEach((start, index) => {
    const asked = askedAt(prices, start);
    const end = edges[index + 1] ?? to;
    if (asked !== undefined && asked === last) {
      const before = pieces.pop();
      pieces.push({ ...asked, from: before?.from ?? start, to: end });
    } else if (asked !== undefined) pieces.push({ ...asked, from: start, to: end });
    last = asked;
  });
  return pieces;
}

function askedAt(prices: readonly DatedPrice[], at: Instant): DatedPrice | undefined {
  let best: DatedPrice | undefined;
  for (const each of prices) {
    if (each.from > at || each.to <= at) continue;
    if (best === undefined || isBetter(each, best)) best = each;
  }
  return best;
}

function isBetter(a: DatedPrice, b: DatedPrice): boolean {
  if ((a.priceType === 'sale') !== (b.priceType === 'sale')) return a.priceType === 'sale';
  return a.amount < b.amount;
}
