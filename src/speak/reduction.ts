import type { Instant, Period } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { byChannelAndCurrency, inOrderOfStart } from './order.ts';

/** A price reduction of one product in one channel, from its first step: what is lowered in steps is one reduction. */
export type Reduction = Period & {
  readonly channel: string;
  readonly currency: string;
  /** The reduced price that is hardest to defend: the highest that was called reduced, and the first of its kind. */
  readonly highest: Claim;
  /** The word it began with, and the latest that was heard of it. */
  readonly first: Claim;
  readonly last: Claim;
  /** False for as long as the channel has not been seen to say an ordinary price again. */
  readonly isOver: boolean;
};

/**
 * P8: prices that only some are given (members, a list of customers) are outside the rule of the prior price, both as
 * reductions and as prices that were applied.
 */
export function isOpenToAll(claim: Claim): boolean {
  return claim.audience === null && claim.priceType !== 'member';
}

/** P1: a price that calls itself reduced. A word that only calls itself regular beside a sale is the struck price. */
export function isCalledReduced(claim: Claim): boolean {
  return claim.priceType === 'sale' || (claim.onSale === true && claim.priceType !== 'regular');
}

/** What the words of one product come to: prices that were charged, and prices that only stood struck beside others. */
export type Told = { readonly applied: readonly Claim[]; readonly struck: ReadonlyMap<Claim, Claim> };

/**
 * Tells the struck prices from those that were charged. Struck is an ordinary price that the same place says from the
 * same instant as a lower, reduced one. `struck` gives the reduced claim its struck price. What was applied comes in
 * order of start.
 */
export function tellStruck(claims: readonly Claim[]): Told {
  const applied: Claim[] = [];
  const struck = new Map<Claim, Claim>();
  const together: Claim[] = [];
  const close = (): void => {
    // What is said alone from its instant is struck by nothing, and most prices are said alone.
    if (together.length > 1 && together.some(isCalledReduced)) tellStruckAmong(together, applied, struck);
    else applied.push(...together);
    together.length = 0;
  };
  for (const claim of inOrderOfStart(claims)) {
    if (!isOpenToAll(claim)) continue;
    if (together[0]?.from !== claim.from) close();
    together.push(claim);
  }
  close();
  return { applied, struck };
}

/** Of claims that start together. */
function tellStruckAmong(together: readonly Claim[], applied: Claim[], struck: Map<Claim, Claim>): void {
  const reduced = new Map<string, Claim>();
  for (const claim of together) if (isCalledReduced(claim)) reduced.set(placeOf(claim), claim);
  for (const claim of together) {
    const lower = isCalledReduced(claim) ? undefined : reduced.get(placeOf(claim));
    if (lower === undefined || lower.amount >= claim.amount) applied.push(claim);
    else struck.set(lower, claim);
  }
}

function placeOf({ channel, place, currency, source }: Claim): string {
  return `${channel}\n${currency}\n${place === null ? '' : `at ${place}`}\n${source}`;
}

/**
 * P3: the reductions of one product, per channel. A reduction goes on through every further step, and through times in
 * which nobody looked; it ends when the channel says an ordinary price while none is reduced. O(n log n).
 */
export function reductionsOf(applied: readonly Claim[]): Reduction[] {
  const found: Reduction[] = [];
  for (const currencies of byChannelAndCurrency(inOrderOfStart(applied)).values())
    for (const group of currencies.values()) if (group.some(isCalledReduced)) found.push(...reductionsOfChannel(group));
  return found;
}

function reductionsOfChannel(inOrder: readonly Claim[]): Reduction[] {
  const found: Reduction[] = [];
  let run: { from: Instant; to: Instant; highest: Claim; first: Claim; last: Claim } | undefined;
  let ordinaryUntil = Number.NEGATIVE_INFINITY;
  const close = (isOver: boolean): void => {
    if (run === undefined) return;
    found.push({ ...run, isOver, channel: run.highest.channel, currency: run.highest.currency });
    run = undefined;
  };
  for (const claim of inOrder) {
    if (!isCalledReduced(claim)) {
      ordinaryUntil = Math.max(ordinaryUntil, claim.to);
      continue;
    }
    // Between the run and this claim nothing was reduced; an ordinary price in between ends the run.
    if (run !== undefined && claim.from > run.to && ordinaryUntil > run.to) close(true);
    if (run === undefined) run = { from: claim.from, to: claim.to, highest: claim, first: claim, last: claim };
    else {
      run.to = Math.max(run.to, claim.to);
      if (claim.amount > run.highest.amount) run.highest = claim;
      if (claim.seenAt > run.last.seenAt) run.last = claim;
    }
  }
  close(run !== undefined && ordinaryUntil > run.to);
  return found;
}

/**
 * When the trader, over all channels, first reduced: reductions that overlap or touch are one. Gives each reduction
 * the start of the whole that it belongs to; currencies are kept apart.
 */
export function firstStarts(reductions: readonly Reduction[]): Map<Reduction, Instant> {
  const starts = new Map<Reduction, Instant>();
  for (const group of Map.groupBy(reductions, (each) => each.currency).values()) {
    let [from, to] = [Number.NaN, Number.NEGATIVE_INFINITY];
    for (const each of group.toSorted((a, b) => a.from - b.from)) {
      if (each.from > to) from = each.from;
      to = Math.max(to, each.to);
      starts.set(each, from);
    }
  }
  return starts;
}
