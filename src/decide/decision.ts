import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import { type CustomerPromise, promiseState, redeemability } from '../promise/promise.ts';
import { priceUnder } from '../speak/claim.ts';
import { standing, type Terms, type Worth, worthOf } from '../speak/offer.ts';
import { because, type DecisionReason } from './reason.ts';

/** A live offer as the question meets it: whether this customer is one whom it is for. */
export type OfferOnTable = {
  readonly id: string;
  readonly name: string;
  readonly terms: Terms;
  readonly channels: readonly string[];
  readonly isInAudience: boolean;
  /** The rule of those whom it is for, as it is written; null when it is for everyone or for a list. */
  readonly audienceRule: unknown;
  /** False when it could not be judged, because the history did not answer. */
  readonly isAudienceKnown?: boolean;
  /** The same in words, once it has been judged. */
  readonly audienceInWords?: { readonly sv: string; readonly en: string } | undefined;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly redemptionLimit: number | null;
  /** The product when it is the offer's only one. */
  readonly onlyProduct: string | null;
};

/** Everything that the answer depends on. The promises are those to everyone the customer is, after merges. */
export type Question = {
  readonly now: Instant;
  readonly channel: string;
  readonly product: string | null;
  readonly offers: readonly OfferOnTable[];
  readonly promises: readonly CustomerPromise[];
  /** The price of the product without any offer, where it is known. */
  readonly regular: Money | null;
  /** Nothing new may be put before a customer whose data is kept without being used. */
  readonly isFrozen: boolean;
};

export type Answer = {
  readonly outcome: 'offer' | 'promise' | 'nothing';
  /** The offer or promise whose terms hold, and the price they come to. */
  readonly chosen: Candidate | null;
  readonly price: Money | null;
  readonly open: readonly CustomerPromise[];
  /** The offers that this answer puts before the customer for the first time: each becomes a promise. */
  readonly newlyPromised: readonly OfferOnTable[];
  readonly reasons: readonly DecisionReason[];
};

/** Terms that may be the answer: an open promise, an offer for this customer in this channel, or both in one. */
export type Candidate = {
  readonly topic: string;
  readonly terms: Terms;
  readonly worth: Worth;
  readonly promise: CustomerPromise | null;
  readonly offer: OfferOnTable | null;
};

/**
 * Answers what holds for a customer here and now. Whatever channel asks, an open promise counts; of what counts, the
 * best terms are chosen, so that no answer is worse than a promise. Every rule that was tried says how it came out.
 */
export function decide(question: Question): Answer {
  const offers = question.offers.toSorted((a, b) => byText(a.id, b.id));
  const promises = question.promises.toSorted((a, b) => a.madeAt - b.madeAt || byText(a.id, b.id));
  const judgedPromises = promises.map((promise) => judgePromise(promise, question.now));
  const open = promises.filter((_, index) => judgedPromises[index]?.verdict === 'passed');
  const judgedOffers = offers.map((offer) => judgeOffer(offer, promises, question));
  const eligible = offers.filter((_, index) => judgedOffers[index]?.verdict === 'passed');
  const candidates = gather(open, eligible, question);
  const chosen = choose(candidates, question.product !== null);
  const price = question.product === null || chosen === null ? null : priceOf(chosen.terms, question.regular);
  const putForward = question.product === null ? candidates : candidates.filter((each) => each === chosen);
  return {
    outcome: chosen === null ? 'nothing' : chosen.offer === null ? 'promise' : 'offer',
    chosen,
    price,
    open,
    newlyPromised: putForward.flatMap((each) => (each.promise === null && each.offer !== null ? [each.offer] : [])),
    reasons: [
      ...judgedPromises,
      ...judgedOffers,
      ...noteRegular(question),
      ...(chosen === null ? [because('nothing-holds', undefined, {})] : sayChoice(chosen, candidates, question)),
    ],
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function priceOf(terms: Terms, regular: Money | null): Money | null {
  return priceUnder(terms, regular ?? undefined) ?? null;
}

function judgePromise(promise: CustomerPromise, now: Instant): DecisionReason {
  const answer = redeemability(promise, now);
  switch (answer) {
    case 'redeemable':
      return because('promise-open', promise.id, { channel: promise.channel, madeAt: promise.madeAt });
    case 'spent':
      return because('promise-spent', promise.id, { redeemed: promise.redeemed, limit: promise.redemptionLimit });
    case 'not-begun':
      return because('promise-not-begun', promise.id, { validFrom: promise.validFrom });
    case 'closed':
      return because('promise-closed', promise.id, { state: promiseState(promise, now) });
    default:
      return answer satisfies never;
  }
}

/** The rules of eligibility, in order; the first that does not fit is the answer. */
function judgeOffer(offer: OfferOnTable, promises: readonly CustomerPromise[], question: Question): DecisionReason {
  const { now, channel } = question;
  const made = promises.find((each) => each.topic === offer.id);
  // A promise that has ended does not let the offer be promised anew.
  const isOpen = made !== undefined && redeemability(made, now) === 'redeemable';
  if (question.isFrozen && !isOpen) return because('customer-frozen', offer.id, {});
  if (standing(offer, now) === 'not-begun') return because('offer-not-begun', offer.id, { validFrom: offer.validFrom });
  if (standing(offer, now) === 'over') return because('offer-over', offer.id, { validTo: offer.validTo });
  if (made?.withdrawnAt != null) return because('offer-withdrawn-for-customer', offer.id, { promise: made.id });
  if (made !== undefined && redeemability(made, now) === 'spent')
    return because('offer-spent', offer.id, { redeemed: made.redeemed, limit: made.redemptionLimit });
  const rule = offer.audienceInWords && { ruleSv: offer.audienceInWords.sv, ruleEn: offer.audienceInWords.en };
  if (!offer.isInAudience)
    return rule === undefined
      ? because('offer-not-for-customer', offer.id, {})
      : because(offer.isAudienceKnown === false ? 'offer-rule-unknown' : 'offer-rule-fails', offer.id, rule);
  if (!offer.channels.includes(channel))
    return because('offer-not-in-channel', offer.id, { channel, channels: offer.channels.join(', ') });
  if (rule !== undefined) return because('offer-eligible-by-rule', offer.id, { name: offer.name, ...rule });
  return because('offer-eligible', offer.id, { name: offer.name });
}

/** Every open promise, and every offer that has not been promised yet: one that has is no other candidate beside its promise. */
function gather(
  open: readonly CustomerPromise[],
  eligible: readonly OfferOnTable[],
  { regular }: Question,
): Candidate[] {
  const offerById = new Map(eligible.map((offer) => [offer.id, offer]));
  const promised = new Set(open.map((each) => each.topic));
  return [
    ...open.map((promise): Candidate => {
      const { topic, terms } = promise;
      return { topic, terms, worth: worthOf(terms, regular), promise, offer: offerById.get(topic) ?? null };
    }),
    ...eligible
      .filter((offer) => !promised.has(offer.id))
      .map((offer): Candidate => {
        const { id: topic, terms } = offer;
        return { topic, terms, worth: worthOf(terms, regular), promise: null, offer };
      }),
  ];
}

function isBetter(a: Worth, b: Worth): boolean {
  return a.scale === b.scale && a.value < b.value;
}

/**
 * The best terms on the product. Where terms cannot be compared, what has been promised comes first, then what can be
 * held against a promise, and then a price before a share off a price that is not known. Without a product there is
 * nothing to compare: what is on offer here comes first. At last the oldest, so that the order of the candidates
 * never matters.
 */
function choose(candidates: readonly Candidate[], isAboutProduct: boolean): Candidate | null {
  const promisedScales = new Set(candidates.flatMap((each) => (each.promise === null ? [] : [each.worth.scale])));
  const rank = (each: Candidate): number => {
    if (!isAboutProduct) return each.offer === null ? 1 : 0;
    const tier = each.promise !== null ? 0 : promisedScales.has(each.worth.scale) ? 1 : 2;
    return tier * 2 + (each.worth.scale.startsWith('price') ? 0 : 1);
  };
  const best = isAboutProduct
    ? candidates.filter((each) => !candidates.some((other) => isBetter(other.worth, each.worth)))
    : candidates;
  const [first] = best.toSorted((a, b) => rank(a) - rank(b) || byText(ageOf(a), ageOf(b)));
  return first ?? null;
}

/** Ids sort by the time they were made. */
function ageOf({ promise, offer }: Candidate): string {
  return `${promise?.offerId ?? promise?.id ?? offer?.id} ${promise?.id ?? ''}`;
}

function subjectOf(candidate: Candidate): string | undefined {
  return candidate.promise?.id ?? candidate.offer?.id;
}

function noteRegular({ product, regular }: Question): DecisionReason[] {
  if (product === null) return [];
  return [
    regular === null
      ? because('regular-price-unknown', undefined, { product })
      : because('regular-price-known', undefined, { product, amount: regular.amount, currency: regular.currency }),
  ];
}

/** Why the chosen one, and why not each of the others. */
function sayChoice(chosen: Candidate, candidates: readonly Candidate[], question: Question): DecisionReason[] {
  const others = candidates.filter((each) => each !== chosen).toSorted((a, b) => byText(ageOf(a), ageOf(b)));
  const winner = subjectOf(chosen) ?? '';
  const price = question.product === null ? null : priceOf(chosen.terms, question.regular);
  return [
    ...others.map((each) => {
      if (question.product === null) return because('also-holds', subjectOf(each), { chosen: winner });
      if (isBetter(chosen.worth, each.worth)) return because('other-is-better', subjectOf(each), { chosen: winner });
      const code = chosen.worth.scale === each.worth.scale ? 'other-is-as-good' : 'not-comparable';
      return because(code, subjectOf(each), { chosen: winner });
    }),
    because(chosen.promise === null ? 'chosen-offer' : 'chosen-promise', winner, {
      amount: price?.amount ?? null,
      currency: price?.currency ?? null,
      others: others.length,
    }),
  ];
}
