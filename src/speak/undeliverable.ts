import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import { type Claim, priceUnder, type StatedOffer, statementOfOffer, UNDECLARED_ZONE } from './claim.ts';
import { type Finding, findingKey } from './contradiction.ts';
import { newestPerSpeaker } from './settlement.ts';

/** An offer that a channel makes of what it was last seen to be out of. */
export type Undeliverable = Finding & { readonly kind: 'undeliverable'; readonly offerId: string };

export type StockQuestion = {
  readonly now: Instant;
  readonly claimsOf: (product: string) => readonly Claim[];
  /** The price without the offer, as far as it is known. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
};

/**
 * Finds the offers of now that a channel cannot deliver: of every place of the channel that says whether it has the
 * product, the newest word is that it has not. A place that says nothing of it is not counted, and one that has it is
 * enough. One finding per offer, product and channel, with the place that has been out longest as its witness.
 */
export function findUndeliverable(offers: readonly StatedOffer[], question: StockQuestion): Undeliverable[] {
  const { now, claimsOf, regularOf } = question;
  const soldOut = new Map<string, ReadonlyMap<string, Claim>>();
  const soldOutOf = (product: string): ReadonlyMap<string, Claim> => {
    const known = soldOut.get(product) ?? soldOutChannels(claimsOf(product), now);
    soldOut.set(product, known);
    return known;
  };
  return offers
    .filter((offer) => offer.from <= now && now < offer.to)
    .flatMap((offer) =>
      offer.products.flatMap((product) =>
        offer.channels.flatMap((channel) => {
          const seen = soldOutOf(product).get(channel);
          return seen === undefined ? [] : [undeliverable(offer, seen, regularOf(offer, product))];
        }),
      ),
    );
}

/** The channels that are out of the product, each with the word of the place that has been out longest. */
function soldOutChannels(claims: readonly Claim[], now: Instant): Map<string, Claim> {
  const telling = claims.filter(({ availability, seenAt }) => availability !== undefined && seenAt <= now);
  const byChannel = Map.groupBy(newestPerSpeaker(telling).values(), ({ channel }) => channel);
  const found = new Map<string, Claim>();
  for (const [channel, words] of byChannel) {
    if (words.some(({ availability }) => availability === 'in-stock')) continue;
    const longest = words.reduce((first, each) => (each.seenAt < first.seenAt ? each : first));
    found.set(channel, longest);
  }
  return found;
}

function undeliverable(offer: StatedOffer, seen: Claim, regular: Money | undefined): Undeliverable {
  const { subject, channel, seenAt } = seen;
  const price = priceUnder(offer.terms, regular);
  return {
    key: findingKey(['undeliverable', subject, UNDECLARED_ZONE, channel, channel, offer.id]),
    kind: 'undeliverable',
    subject,
    zone: UNDECLARED_ZONE,
    channels: [channel, channel],
    from: Math.max(offer.from, seenAt),
    to: Infinity,
    difference: null,
    witness: { at: seenAt, statements: [statementOfOffer(offer, subject, channel, price), seen] },
    offerId: offer.id,
  };
}
