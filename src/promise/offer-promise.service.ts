import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import type { Terms } from '../speak/offer.ts';
import { insertPromises } from './promise.store.ts';
import { type CustomerPromise, topicOf } from './promise.ts';

/** An offer that an answer puts before a customer. */
export type OfferToPromise = {
  readonly id: string;
  readonly name: string;
  readonly terms: Terms;
  readonly onlyProduct: string | null;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly redemptionLimit: number | null;
};

/** To whom, where, when and by whom the promise is made. */
export type Occasion = {
  readonly customerId: string;
  readonly channel: string;
  readonly touchpoint: string | null;
  readonly by: string;
  readonly now: Instant;
};

/**
 * Makes each offer a promise to the customer. The caller holds the customer's lock and has seen that nobody the
 * customer is has been promised it, so that there is one promise per customer and offer.
 */
export async function promiseOffers(
  deps: Deps,
  tx: Sql,
  offers: readonly OfferToPromise[],
  occasion: Occasion,
): Promise<CustomerPromise[]> {
  if (offers.length === 0) return [];
  const { customerId, channel, touchpoint, by, now } = occasion;
  const promises = offers.map((offer): CustomerPromise => {
    const id = deps.newId();
    return {
      id,
      customerId,
      topic: topicOf({ id, offerId: offer.id }),
      offerId: offer.id,
      product: offer.onlyProduct,
      terms: offer.terms,
      description: offer.name,
      channel,
      touchpoint,
      madeBy: by,
      madeAt: now,
      validFrom: offer.validFrom,
      validTo: offer.validTo,
      redemptionLimit: offer.redemptionLimit,
      withdrawnAt: null,
      redeemed: 0,
      redemptions: [],
    };
  });
  await insertPromises(
    tx,
    promises.map((each) => ({ ...each, idempotencyKey: null, requestHash: null })),
  );
  return promises;
}
