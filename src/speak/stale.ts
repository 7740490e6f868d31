import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import { type Claim, claimOfOffer, offersByProduct, priceUnder, type StatedOffer } from './claim.ts';
import { differenceBetween, type Finding, findingKey } from './contradiction.ts';
import { newestPerSpeaker, speakerOf } from './settlement.ts';

/** A channel that still shows what no longer holds. `offerId` is the ended offer, null when it is an old price. */
export type Stale = Finding & { readonly kind: 'stale'; readonly offerId: string | null };

export type EndedQuestion = {
  readonly now: Instant;
  readonly claimsOf: (product: string) => readonly Claim[];
  /** The price without the offer, as far as it is known. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
  /** Offers that hold, or are to hold: what a channel shows for their sake is not stale. */
  readonly others: readonly StatedOffer[];
};

/**
 * Finds the ended offers that a channel is still seen to show: its newest word on the product, seen after the end, is
 * the offer's price. A price that is also the regular one, or that no word calls reduced where no regular price is
 * known, shows nothing of the offer. Personal offers are not shown to everyone and are left out. One finding per offer,
 * product, channel and zone, with the place that has shown it longest as its witness.
 */
export function findStaleOffers(offers: readonly StatedOffer[], question: EndedQuestion): Stale[] {
  const found = new Map<string, Stale>();
  const ended = offers.filter((offer) => offer.audience === null && offer.to <= question.now);
  const others = offersByProduct(question.others);
  for (const [product, group] of offersByProduct(ended)) {
    const claims = question.claimsOf(product);
    if (claims.length === 0) continue;
    const newest = [...newestPerSpeaker(claims).values()];
    const standing = others.get(product) ?? [];
    for (const offer of group) {
      const regular = question.regularOf(offer, product);
      const price = priceUnder(offer.terms, regular);
      if (price === undefined) continue;
      for (const sighting of newest) {
        if (!isShown(sighting, price, regular, offer.to)) continue;
        if (standing.some((other) => explains(other, sighting, question.regularOf(other, product)))) continue;
        const finding = staleOffer(offer, sighting, price, regular);
        const known = found.get(finding.key);
        if (known === undefined || finding.from < known.from) found.set(finding.key, finding);
      }
    }
  }
  return [...found.values()];
}

/** True when a word seen after the end shows the price of the offer, and not the price without it. */
function isShown(sighting: Claim, price: Money, regular: Money | undefined, end: Instant): boolean {
  if (sighting.seenAt < end || sighting.currency !== price.currency || sighting.amount !== price.amount) return false;
  if (regular?.currency === price.currency) return regular.amount !== price.amount;
  return sighting.onSale === true || sighting.priceType === 'sale';
}

/** True when another offer, for everyone and in this channel, comes to the price that is shown. */
function explains(other: StatedOffer, sighting: Claim, regular: Money | undefined): boolean {
  if (other.audience !== null || !other.channels.includes(sighting.channel) || sighting.seenAt >= other.to)
    return false;
  const price = priceUnder(other.terms, regular);
  return price?.amount === sighting.amount && price.currency === sighting.currency;
}

function staleOffer(offer: StatedOffer, sighting: Claim, price: Money, regular: Money | undefined): Stale {
  const { subject, zone, channel } = sighting;
  return {
    key: findingKey(['stale', subject, zone, channel, channel, offer.id]),
    kind: 'stale',
    subject,
    zone,
    channels: [channel, channel],
    // What is shown of the ended offer is stale from its end, or from when it was put up after it.
    from: Math.max(offer.to, sighting.from),
    to: Infinity,
    difference: regular?.currency === price.currency ? differenceBetween(regular, price) : null,
    witness: { at: sighting.seenAt, statements: [claimOfOffer(offer, subject, channel, price), sighting] },
    offerId: offer.id,
  };
}

/**
 * Finds the prices that a channel has left in one source and is still seen to show in another, at the same place: a
 * feed went from 399 to 499, and after that the page shows 399. `claims` are of one product. One finding per place and
 * source that stayed behind, held against the change that came last: O(n log n).
 */
export function findStalePrices(claims: readonly Claim[]): Stale[] {
  const findings: Stale[] = [];
  const [first] = claims;
  if (claims.every((claim) => claim.source === first?.source)) return findings;
  for (const speaker of Map.groupBy(claims, speakerOf).values()) {
    const sources = [...Map.groupBy(speaker, (claim) => claim.source).values()];
    if (sources.length < 2) continue;
    const histories = sources.map((history) => history.toSorted((a, b) => a.seenAt - b.seenAt));
    const lastChanges = new Map<string, Change>();
    for (const change of histories.flatMap((history) => lastChangeOf(history) ?? [])) {
      const key = `${change.left} ${change.claim.currency}`;
      const known = lastChanges.get(key);
      if (known === undefined || isLater(change.claim, known.claim)) lastChanges.set(key, change);
    }
    for (const history of histories) {
      const shown = history.at(-1);
      if (shown === undefined) continue;
      const change = lastChanges.get(`${shown.amount} ${shown.currency}`);
      if (change !== undefined && change.claim.seenAt < shown.seenAt) findings.push(stalePrice(shown, change.claim));
    }
  }
  return findings;
}

type Change = { readonly left: number; readonly claim: Claim };

/** The change to the price that a source says now: the first word of that price, and the price that it left. */
function lastChangeOf(inOrder: readonly Claim[]): Change | undefined {
  const at = inOrder.findLastIndex((claim, index) => {
    const before = inOrder[index - 1];
    return before !== undefined && before.currency === claim.currency && before.amount !== claim.amount;
  });
  const [before, claim] = [inOrder[at - 1], inOrder[at]];
  return before === undefined || claim === undefined ? undefined : { left: before.amount, claim };
}

function isLater(a: Claim, b: Claim): boolean {
  return a.seenAt === b.seenAt ? a.source > b.source : a.seenAt > b.seenAt;
}

function stalePrice(shown: Claim, newer: Claim): Stale {
  const { subject, zone, channel, place, source } = shown;
  return {
    key: findingKey(['stale', subject, zone, channel, channel, place ?? '', source]),
    kind: 'stale',
    subject,
    zone,
    channels: [channel, channel],
    from: newer.seenAt,
    to: Infinity,
    difference: differenceBetween(shown, newer),
    witness: { at: shown.seenAt, statements: [newer, shown] },
    offerId: null,
  };
}
