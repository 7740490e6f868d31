import { type Instant, toIso } from '../kernel/period.ts';
import { standing, type Terms } from '../speak/offer.ts';
import type { PromiseView } from './promise.contract.ts';

export type PromiseState = PromiseView['state'];

export type Redemption = {
  readonly id: string;
  readonly promiseId: string;
  readonly channel: string;
  readonly touchpoint: string | null;
  readonly redeemedAt: Instant;
};

/** Terms that were put before one customer. `customerId` is who the customer is now, after merges. */
export type CustomerPromise = {
  readonly id: string;
  readonly customerId: string;
  /** What redemptions are counted by: the offer, or this promise alone when no offer stands behind it. */
  readonly topic: string;
  readonly offerId: string | null;
  readonly product: string | null;
  readonly terms: Terms;
  readonly description: string;
  readonly channel: string;
  readonly touchpoint: string | null;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly redemptionLimit: number | null;
  readonly withdrawnAt: Instant | null;
  /** How often the topic has been redeemed by everyone that the customer is, after merges. */
  readonly redeemed: number;
  /** The newest redemptions of this very promise. */
  readonly redemptions: readonly Redemption[];
};

/** A customer as somebody saw it: every change, and every merge with another, makes another version. */
export type CustomerSeen = { readonly customerId: string; readonly version: string };

/** The topic of a promise: all promises of one offer to one customer are one topic. */
export function topicOf(promise: { readonly id: string; readonly offerId: string | null }): string {
  return promise.offerId ?? `promise:${promise.id}`;
}

/**
 * How the promise stands. Every promise ends in exactly one of kept, withdrawn and expired: it is kept when it was
 * redeemed as often as it allows, or at least once before it ran out.
 */
export function promiseState(
  promise: Pick<CustomerPromise, 'redemptionLimit' | 'redeemed' | 'withdrawnAt' | 'validTo'>,
  now: Instant,
): PromiseState {
  if (isSpent(promise)) return 'kept';
  if (promise.withdrawnAt !== null) return 'withdrawn';
  if (promise.validTo === null || now < promise.validTo) return 'open';
  return promise.redeemed > 0 ? 'kept' : 'expired';
}

/** True when the promise has been redeemed as many times as it allows. */
export function isSpent(promise: Pick<CustomerPromise, 'redemptionLimit' | 'redeemed'>): boolean {
  return promise.redemptionLimit !== null && promise.redeemed >= promise.redemptionLimit;
}

/**
 * Whether the promise can be redeemed now, and if not, why. What held from the moment it was made has begun even
 * where the clock of the process that is asked runs a little behind the one that wrote it down.
 */
export function redeemability(promise: CustomerPromise, now: Instant): 'redeemable' | 'spent' | 'not-begun' | 'closed' {
  if (isSpent(promise)) return 'spent';
  if (promiseState(promise, now) !== 'open') return 'closed';
  const hasBegun = promise.validFrom <= promise.madeAt || standing(promise, now) === 'running';
  return hasBegun ? 'redeemable' : 'not-begun';
}

export function presentRedemption(redemption: Redemption): PromiseView['redemptions'][number] {
  return { ...redemption, redeemedAt: toIso(redemption.redeemedAt) };
}

/** The promise as it travels over HTTP. */
export function presentPromise(promise: CustomerPromise, now: Instant): PromiseView {
  const { topic: _topic, withdrawnAt: _withdrawnAt, ...shown } = promise;
  return {
    ...shown,
    madeAt: toIso(promise.madeAt),
    validFrom: toIso(promise.validFrom),
    validTo: toIso(promise.validTo),
    state: promiseState(promise, now),
    redemptions: promise.redemptions.map(presentRedemption),
  };
}
