import type { Money } from '../kernel/money.ts';
import { type Instant, isWithin } from '../kernel/period.ts';
import { priceUnder } from './claim.ts';
import type { OfferInput, OfferView } from './offer.contract.ts';

export type Terms = OfferInput['terms'];
export type OfferState = OfferView['state'];

/** What can be done with an offer, and by that, how its life goes: draft, approved, live, ended. */
export type OfferAct = 'approve' | 'publish' | 'end';

const acts = {
  approve: { from: ['draft'], to: 'approved' },
  publish: { from: ['approved'], to: 'live' },
  end: { from: ['draft', 'approved', 'live'], to: 'ended' },
} as const satisfies Record<OfferAct, { from: readonly OfferState[]; to: OfferState }>;

/** The states from which the act may be done. */
export function statesBefore(act: OfferAct): readonly OfferState[] {
  return acts[act].from;
}

/** The state that the act leads to, or `undefined` where it may not be done. */
export function stateAfter(state: OfferState, act: OfferAct): OfferState | undefined {
  return statesBefore(act).includes(state) ? acts[act].to : undefined;
}

/** True while nobody can have been promised anything under the offer: until it is live it can be written anew. */
export function isUnpublished(state: OfferState): boolean {
  return state === 'draft' || state === 'approved';
}

/** Where the instant stands to the period in which the offer holds. An offer without an end is never over. */
export function standing(
  period: { readonly validFrom: Instant; readonly validTo: Instant | null },
  at: Instant,
): 'not-begun' | 'running' | 'over' {
  const span = { from: period.validFrom, to: period.validTo ?? Infinity };
  if (isWithin(span, at)) return 'running';
  return at < span.from ? 'not-begun' : 'over';
}

/**
 * Terms on a scale where less is better for the customer. Only terms on the same scale can be compared: a fixed price
 * and a share off a price that nobody knows cannot.
 */
export type Worth = { readonly scale: string; readonly value: number };

/** What the terms are worth beside a regular price, or beside none. */
export function worthOf(terms: Terms, regular: Money | null): Worth {
  const price = priceUnder(terms, regular ?? undefined);
  if (price !== undefined) return { scale: `price ${price.currency}`, value: price.amount };
  if (terms.kind === 'percent-off') return { scale: 'percent off', value: -terms.percent };
  if (terms.kind === 'amount-off') return { scale: `amount off ${terms.currency}`, value: -terms.amount };
  throw new RangeError('a fixed price always comes to a price');
}

/** True when the first terms are known to leave the customer no worse off than the second. */
export function isAtLeastAsGood(a: Terms, b: Terms, regular: Money | null): boolean {
  const [first, second] = [worthOf(a, regular), worthOf(b, regular)];
  return first.scale === second.scale && first.value <= second.value;
}
