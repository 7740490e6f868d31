import { majorOf, type Money } from '../kernel/money.ts';
import { type Instant, overlapOf } from '../kernel/period.ts';
import { type Claim, claimOfOffer, claimsOfOffer, priceUnder, type StatedOffer } from './claim.ts';
import { differenceBetween, type Finding, findContradictions, findingKey } from './contradiction.ts';
import { findMissing } from './missing.ts';
import { isContradicting } from './meeting.ts';
import { newestPerSpeaker } from './settlement.ts';

/** An offer as the check sees it: what it states, and since when it is live (null while it is only approved). */
export type CheckedOffer = StatedOffer & { readonly liveAt: Instant | null };

export type OfferFinding = Finding & { readonly offerId: string };

export type OfferQuestion = {
  readonly now: Instant;
  /** Every claim that the channels were seen to make of the offers' products. */
  readonly claimsOf: (product: string) => readonly Claim[];
  readonly observedChannels: Iterable<string>;
  /** What the sightings contradict each other in: what stands there already is not said once more of an offer. */
  readonly found: readonly Finding[];
};

/**
 * What offers and channels contradict each other in: offers among themselves, an offer against what a channel was
 * seen to say, and an offer that a channel of its own does not show. All of it is of offers to everyone: what some are
 * offered is no public price, and what a channel was seen to say shows nothing of it.
 */
export function findOfferContradictions(offers: readonly CheckedOffer[], question: OfferQuestion): OfferFinding[] {
  const shown = offers.filter((offer) => offer.audience === null);
  return [
    ...amongOffers(shown, question),
    ...shown.flatMap((offer) => offer.products.flatMap((product) => againstSightings(offer, product, shown, question))),
    ...missingNow(shown, question),
  ];
}

/**
 * The price without the offer: the newest that was called regular, else the newest of before the offer that was not
 * called a sale and has no last day told. What a channel shows once the offer is live may be the offer itself.
 */
export function regularPrice(claims: readonly Claim[], offer: StatedOffer): Money | undefined {
  return newestRegular(claims, offer.from);
}

/** The same of what does not begin at an offer: an untold kind of price counts when it was seen by `until`. */
export function newestRegular(claims: readonly Claim[], until: Instant): Money | undefined {
  const found = newestRegularClaim(claims, until);
  return found && { amount: found.amount, currency: found.currency };
}

/** The word that says so. */
export function newestRegularClaim(claims: readonly Claim[], until: Instant): Claim | undefined {
  const newest = (fits: (claim: Claim) => boolean): Claim | undefined =>
    claims.reduce<Claim | undefined>(
      (best, claim) => (fits(claim) && (best === undefined || claim.seenAt > best.seenAt) ? claim : best),
      undefined,
    );
  return (
    newest((claim) => claim.priceType === 'regular' && claim.onSale !== true) ??
    newest(
      ({ priceType, onSale, hasLastDay, seenAt }) =>
        priceType === 'unknown' && onSale !== true && hasLastDay !== true && seenAt <= until,
    )
  );
}

/** What the offer's price for the product comes to, when it can be told. */
function priceOf(offer: CheckedOffer, claims: readonly Claim[]): Money | undefined {
  return priceUnder(offer.terms, regularPrice(claims, offer));
}

function amongOffers(offers: readonly CheckedOffer[], question: OfferQuestion): OfferFinding[] {
  const claims = offers.flatMap((offer) =>
    claimsOfOffer(offer, (product) => regularPrice(question.claimsOf(product), offer)),
  );
  return findContradictions(claims).findings.map((finding) => {
    const [first, second] = finding.witness.statements;
    const offerId = ('offerId' in first ? first.offerId : null) ?? ('offerId' in second ? second.offerId : null) ?? '';
    return { ...finding, key: `offers|${finding.key}`, offerId };
  });
}

/**
 * The channels whose newest word on the product is not the offer's. A channel that the offer is stated for is judged by
 * what it says after the offer went live; for another channel, what it said before stands until it says otherwise.
 */
function againstSightings(
  offer: CheckedOffer,
  product: string,
  offers: readonly CheckedOffer[],
  question: OfferQuestion,
): OfferFinding[] {
  const claims = question.claimsOf(product);
  const price = priceOf(offer, claims);
  const [firstChannel] = offer.channels;
  if (price === undefined || firstChannel === undefined) return [];
  const worst = new Map<string, OfferFinding>();
  for (const sighting of newestPerSpeaker(claims).values()) {
    const isStated = offer.channels.includes(sighting.channel);
    if (isStated && (offer.liveAt === null || sighting.seenAt <= offer.liveAt)) continue;
    if (!isStated && isFoundAlready(offer, sighting, question.found)) continue;
    if (isSaidByAnother(offer, sighting, offers, claims)) continue;
    const stated = claimOfOffer(offer, product, isStated ? sighting.channel : firstChannel, price);
    if (!isContradicting(stated, sighting)) continue;
    const finding = findingOf(offer, stated, sighting);
    const known = worst.get(finding.key);
    if ((known?.difference?.amount ?? -1) < (finding.difference?.amount ?? 0)) worst.set(finding.key, finding);
  }
  return [...worst.values()];
}

/** What a channel says for the sake of another offer is that offer's doing; the two contradict each other, not it. */
function isSaidByAnother(
  offer: CheckedOffer,
  sighting: Claim,
  offers: readonly CheckedOffer[],
  claims: readonly Claim[],
): boolean {
  return offers.some(
    (other) =>
      other.id !== offer.id &&
      other.products.includes(sighting.subject) &&
      other.channels.includes(sighting.channel) &&
      priceOf(other, claims)?.amount === sighting.amount,
  );
}

function isFoundAlready(offer: CheckedOffer, sighting: Claim, found: readonly Finding[]): boolean {
  return found.some(
    ({ subject, channels, to }) =>
      subject === sighting.subject &&
      to > offer.from &&
      channels.includes(sighting.channel) &&
      channels.some((channel) => offer.channels.includes(channel)),
  );
}

function findingOf(offer: CheckedOffer, stated: Claim, sighting: Claim): OfferFinding {
  const period = overlapOf(stated, sighting) ?? stated;
  return {
    key: findingKey(['offer', sighting.subject, sighting.zone, stated.channel, sighting.channel, offer.id]),
    kind: 'unequal',
    subject: sighting.subject,
    zone: sighting.zone,
    channels: [stated.channel, sighting.channel],
    from: period.from,
    to: period.to,
    difference: differenceBetween(stated, sighting),
    witness: { at: period.from, statements: [stated, sighting] },
    offerId: offer.id,
  };
}

/** What the offer takes off the price, in major units; `undefined` when no regular price is known. */
export function discountOf(offer: CheckedOffer, claims: readonly Claim[]): number | undefined {
  if (offer.terms.kind === 'amount-off') return majorOf(offer.terms);
  const regular = regularPrice(claims, offer);
  const price = priceUnder(offer.terms, regular);
  if (price === undefined || regular === undefined || price.currency !== regular.currency) return undefined;
  return Math.max(0, majorOf(regular) - majorOf(price));
}

/** Missing is an offer of which a channel of its own has shown nothing at all since the offer began. */
function missingNow(
  offers: readonly CheckedOffer[],
  { now, claimsOf, observedChannels }: OfferQuestion,
): OfferFinding[] {
  return offers.flatMap((offer) => {
    if (offer.liveAt === null || now < offer.from || now >= offer.to) return [];
    const found = findMissing([offer], offer.products.flatMap(claimsOf), {
      // The instant of the check belongs to what is judged: an offer that went live this moment is missing this moment.
      now: now + 1,
      observedChannels,
      regularPriceOf: (product) => regularPrice(claimsOf(product), offer),
    });
    return found.filter((each) => each.silentNow && each.gaps.length === 1 && each.from === offer.from);
  });
}
