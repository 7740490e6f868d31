import type { Instant, Period } from '../kernel/period.ts';
import { isWithin } from '../kernel/period.ts';

/** What was offered: which codes on which terms to whom, and for how long. `audience` null is everybody. */
export type GivenOffer = Period & {
  readonly id: string;
  readonly codes: ReadonlySet<string>;
  readonly audience: ReadonlySet<string> | null;
  /** How often one customer may use one code; null is as often as they like. */
  readonly timesEach: number | null;
};

/** What a till says was redeemed: a code of an offer, by whom, when. */
export type StatedRedemption = {
  readonly offerId: string;
  readonly code: string;
  readonly customer: string;
  readonly at: Instant;
};

/** Why a redemption does not agree with what was offered. */
export type RedemptionFault =
  /** No offer has the id. */
  | { readonly kind: 'unknown-offer' }
  /** The offer has no such code: one channel took what another never gave. */
  | { readonly kind: 'unknown-code' }
  /** Before it began, or after it ended. */
  | { readonly kind: 'outside-period'; readonly period: Period }
  /** The offer was not made to this customer. */
  | { readonly kind: 'not-addressed' }
  /** The customer has used the code as often as it may be; `times` counts this one. */
  | { readonly kind: 'too-often'; readonly times: number; readonly most: number };

export type RedemptionFinding<R extends StatedRedemption> = {
  readonly redemption: R;
  readonly faults: readonly RedemptionFault[];
};

/**
 * Holds what tills say was redeemed against what was offered: each redemption that does not agree, with every reason.
 * Redemptions are counted in the order of their time, so that of too many the last are at fault. O(n log n).
 */
export function findRedemptionFaults<R extends StatedRedemption>(
  offers: Iterable<GivenOffer>,
  redemptions: readonly R[],
): RedemptionFinding<R>[] {
  const byId = new Map([...offers].map((offer) => [offer.id, offer]));
  const timesUsed = new Map<string, number>();
  const findings: RedemptionFinding<R>[] = [];
  for (const redemption of redemptions.toSorted((a, b) => a.at - b.at)) {
    const offer = byId.get(redemption.offerId);
    const key = JSON.stringify([redemption.offerId, redemption.code, redemption.customer]);
    const times = (timesUsed.get(key) ?? 0) + 1;
    timesUsed.set(key, times);
    const faults = offer === undefined ? [{ kind: 'unknown-offer' } as const] : faultsUnder(offer, redemption, times);
    if (faults.length > 0) findings.push({ redemption, faults });
  }
  return findings;
}

function faultsUnder(offer: GivenOffer, redemption: StatedRedemption, times: number): RedemptionFault[] {
  const { code, customer, at } = redemption;
  const { from, to, timesEach } = offer;
  const faults: RedemptionFault[] = [];
  if (!offer.codes.has(code)) faults.push({ kind: 'unknown-code' });
  if (!isWithin(offer, at)) faults.push({ kind: 'outside-period', period: { from, to } });
  if (offer.audience !== null && !offer.audience.has(customer)) faults.push({ kind: 'not-addressed' });
  if (timesEach !== null && times > timesEach) faults.push({ kind: 'too-often', times, most: timesEach });
  return faults;
}
