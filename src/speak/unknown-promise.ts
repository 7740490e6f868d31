import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import { type Claim, claimOfOffer, priceUnder, type StatedOffer } from './claim.ts';
import { differenceBetween, type Finding, findingKey } from './contradiction.ts';
import { isForMembers } from './meeting.ts';

/** Open promises of one product on the same terms, made in one channel. */
export type PromisedTerms = {
  readonly product: string;
  readonly channel: string;
  readonly terms: StatedOffer['terms'];
  readonly offerId: string | null;
  /** The channels that the promise's own offer is stated for: they are held to the offer. */
  readonly offered: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  /** How many customers have been promised it. */
  readonly people: number;
};

/** A promise that another channel, which shows a worse price, cannot know of: it never asks. */
export type UnknownPromise = Finding & {
  readonly kind: 'unknown';
  readonly offerId: string | null;
  readonly people: number;
};

export type PromiseQuestion = {
  readonly now: Instant;
  readonly claimsOf: (product: string) => readonly Claim[];
  readonly regularOf: (product: string) => Money | undefined;
  /** True for a channel that has asked what to answer, or has kept a promise, lately. */
  readonly asks: (channel: string) => boolean;
};

/** Channels that send and are never asked anything: a customer does not take up a promise in them. */
const sendingOnly: ReadonlySet<string> = new Set([
  'newsletter',
  'email',
  'sms',
  'push',
  'print',
  'letter',
  'social',
  'tv',
  'radio',
]);

export function isSendingOnly(channel: string): boolean {
  return sendingOnly.has(channel);
}

/** What stands for the ledger as the source of a statement. */
export const LEDGER = 'promises';

/**
 * Finds promises that a channel cannot answer for (C3): the channel is now seen to show everybody a worse price than has
 * been promised, in another channel, to customers who may meet both, and it does not ask. The best that the channel
 * shows is held against the best that is promised; one finding per product and pair of channels.
 */
export function findUnknownPromises(promises: readonly PromisedTerms[], question: PromiseQuestion): UnknownPromise[] {
  const best = new Map<string, UnknownPromise>();
  for (const promise of promises) {
    const price = priceUnder(promise.terms, question.regularOf(promise.product));
    if (price === undefined) continue;
    for (const shown of cheapestByChannel(promise, price.currency, question)) {
      if (shown.amount <= price.amount || question.asks(shown.channel)) continue;
      const finding = findingOf(promise, price, shown);
      const known = best.get(finding.key);
      if (known === undefined) best.set(finding.key, finding);
      else best.set(finding.key, withPeopleOfBoth(known, finding));
    }
  }
  return [...best.values()];
}

/** The lowest price that each other channel is seen to show everybody now; what texts tell is of nobody who could ask. */
function cheapestByChannel(
  { product, channel, offered }: PromisedTerms,
  currency: string,
  { now, claimsOf }: PromiseQuestion,
): Iterable<Claim> {
  const cheapest = new Map<string, Claim>();
  for (const claim of claimsOf(product)) {
    const isShownNow = claim.from <= now && now < claim.to;
    if (!isShownNow || claim.channel === channel || offered.includes(claim.channel)) continue;
    if (isSendingOnly(claim.channel)) continue;
    if (claim.text !== undefined || claim.offerId !== null || claim.currency !== currency || isForMembers(claim))
      continue;
    const known = cheapest.get(claim.channel);
    if (known === undefined || claim.amount < known.amount) cheapest.set(claim.channel, claim);
  }
  return cheapest.values();
}

function findingOf(promise: PromisedTerms, price: Money, shown: Claim): UnknownPromise {
  const { product, channel, from, to, offerId, people } = promise;
  const asOffer = { id: '', name: LEDGER, terms: promise.terms, products: [product], channels: [channel] };
  const promised = { ...claimOfOffer({ ...asOffer, audience: null, from, to }, product, channel, price), offerId };
  return {
    key: findingKey(['unknown', product, channel, shown.channel]),
    kind: 'unknown',
    subject: product,
    zone: shown.zone,
    channels: [channel, shown.channel],
    from: Math.max(from, shown.from),
    to: Math.min(to, shown.to),
    difference: differenceBetween(price, shown),
    people,
    offerId,
    witness: { at: Math.max(from, shown.from), statements: [promised, shown] },
  };
}

/** The larger difference tells of both. */
function withPeopleOfBoth(a: UnknownPromise, b: UnknownPromise): UnknownPromise {
  const [worse, other] = (b.difference?.amount ?? 0) > (a.difference?.amount ?? 0) ? [b, a] : [a, b];
  return { ...worse, people: a.people + b.people, from: Math.min(worse.from, other.from), to: Math.max(a.to, b.to) };
}
