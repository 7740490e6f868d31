import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import type { Terms } from '../speak/offer.ts';
import { insertPromises, insertPromisesToUnchanged, type NewPromise } from './promise.store.ts';
import { type CustomerPromise, type CustomerSeen, topicOf } from './promise.ts';

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

/** A promise that an answer makes, with the identifier that the question was asked by. */
export type MadePromise = CustomerPromise & { readonly subject: string | null };

/** To whom, where, when and by whom the promise is made. */
export type Occasion = {
  readonly customerId: string;
  readonly subject: string | null;
  readonly channel: string;
  readonly touchpoint: string | null;
  readonly by: string;
  readonly now: Instant;
};

/** The promises that the offers become when they are put before the customer. Nothing is written yet. */
export function promisesOf(deps: Deps, offers: readonly OfferToPromise[], occasion: Occasion): MadePromise[] {
  const { customerId, subject, channel, touchpoint, by, now } = occasion;
  return offers.map((offer): MadePromise => {
    const id = deps.newId();
    return {
      id,
      customerId,
      subject,
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
}

function unasked(promise: MadePromise): NewPromise {
  return { ...promise, idempotencyKey: null, requestHash: null };
}

/**
 * Writes promises of offers. The caller holds the customer's lock and has seen under it that nobody the customer is has
 * been promised them, so that there is one promise per customer and offer.
 */
export async function writePromises(tx: Sql, promises: readonly MadePromise[]): Promise<void> {
  if (promises.length > 0) await insertPromises(tx, promises.map(unasked));
}

/**
 * Writes promises of offers to many customers who have been looked at, but are not held. Says which were written: not
 * those to a customer who has changed, is held by somebody else, or has been promised the same in the meantime.
 */
export async function writeSeenPromises(
  tx: Sql,
  promises: readonly MadePromise[],
  customers: readonly CustomerSeen[],
): Promise<ReadonlySet<string>> {
  return insertPromisesToUnchanged(tx, promises.map(unasked), customers);
}
