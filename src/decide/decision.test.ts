import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Money } from '../kernel/money.ts';
import { type CustomerPromise, redeemability } from '../promise/promise.ts';
import { isAtLeastAsGood, type Terms } from '../speak/offer.ts';
import { decide, type OfferOnTable, type Question } from './decision.ts';
import { reasonCodes } from './reason.ts';

const NOW = 1_000;
const channels = ['web', 'app', 'store', 'chat'];
const amount = fc.integer({ min: 0, max: 500 });
const currency = fc.constantFrom('SEK', 'SEK', 'EUR');
const anyTerms: fc.Arbitrary<Terms> = fc.oneof(
  fc.record({ kind: fc.constant('fixed-price' as const), amount, currency }),
  fc.record({ kind: fc.constant('percent-off' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('amount-off' as const), amount, currency }),
);
const period = {
  validFrom: fc.integer({ min: 990, max: 1010 }),
  validTo: fc.option(fc.integer({ min: 995, max: 1020 })),
};
const limits = { redemptionLimit: fc.option(fc.integer({ min: 1, max: 2 })) };

const anyOffer: fc.Arbitrary<OfferOnTable> = fc.record({
  id: fc.constantFrom('offer-1', 'offer-2', 'offer-3', 'offer-4'),
  name: fc.constant('Rea'),
  terms: anyTerms,
  channels: fc.subarray(channels, { minLength: 1 }),
  isInAudience: fc.boolean(),
  audienceRule: fc.constant(null),
  onlyProduct: fc.constant('tröjan'),
  ...period,
  ...limits,
});

const anyPromise: fc.Arbitrary<CustomerPromise> = fc
  .record({
    id: fc.uuid({ version: 7 }),
    offerId: fc.constantFrom(null, 'offer-1', 'offer-2', 'ended-offer'),
    terms: anyTerms,
    channel: fc.constantFrom(...channels),
    madeAt: fc.integer({ min: 900, max: 1000 }),
    withdrawnAt: fc.option(fc.constant(950), { freq: 4 }),
    redeemed: fc.integer({ min: 0, max: 2 }),
    ...period,
    ...limits,
  })
  .map((drawn) => ({
    customerId: 'åsa',
    topic: drawn.offerId ?? `promise:${drawn.id}`,
    product: 'tröjan',
    description: 'Lovat pris',
    touchpoint: null,
    madeBy: 'key:phone',
    redemptions: [],
    ...drawn,
  }));

const anyQuestion: fc.Arbitrary<Question> = fc.record({
  now: fc.constant(NOW),
  channel: fc.constantFrom(...channels),
  product: fc.constantFrom('tröjan', 'tröjan', null),
  offers: fc.uniqueArray(anyOffer, { selector: (each) => each.id, maxLength: 4 }),
  promises: fc.uniqueArray(anyPromise, { selector: (each) => each.id, maxLength: 5 }),
  regular: fc.option(fc.record({ amount, currency })),
  isFrozen: fc.constant(false),
});

function openOf(question: Question): CustomerPromise[] {
  return question.promises.filter((each) => redeemability(each, question.now) === 'redeemable');
}

test('no answer is worse than an open promise', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const answer = decide(question);
      const open = openOf(question);
      expect(new Set(answer.open)).toEqual(new Set(open));
      if (open.length > 0) expect(answer.chosen).not.toBeNull();
      if (question.product === null || answer.chosen === null) return;
      const { terms } = answer.chosen;
      for (const promise of open) {
        const isWorse =
          isAtLeastAsGood(promise.terms, terms, question.regular) &&
          !isAtLeastAsGood(terms, promise.terms, question.regular);
        expect(isWorse).toBe(false);
      }
      // What cannot be compared with what is promised never stands in its place.
      const canBeHeldAgainst = open.some((each) => isAtLeastAsGood(terms, each.terms, question.regular));
      if (open.length > 0) expect(answer.chosen.promise !== null || canBeHeldAgainst).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('the same question has the same answer, in whatever order offers and promises were read', () => {
  fc.assert(
    fc.property(
      anyQuestion.chain((question) =>
        fc.record({
          question: fc.constant(question),
          offers: fc.shuffledSubarray([...question.offers], { minLength: question.offers.length }),
          promises: fc.shuffledSubarray([...question.promises], { minLength: question.promises.length }),
        }),
      ),
      ({ question, offers, promises }) => {
        expect(decide({ ...question, offers, promises })).toEqual(decide(question));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('asking again after the promise was made has the same terms for an answer, in every channel', () => {
  fc.assert(
    fc.property(anyQuestion, fc.constantFrom(...channels), (question, channel) => {
      const first = decide(question);
      const made = first.newlyPromised.map(promiseOf);
      const again = decide({ ...question, promises: [...question.promises, ...made] });
      expect(again.newlyPromised).toEqual([]);
      expect(again.chosen?.terms).toEqual(first.chosen?.terms);
      expect(again.price).toEqual(first.price);
      const elsewhere = decide({ ...question, channel, promises: [...question.promises, ...made] });
      if (question.product !== null && first.chosen !== null && elsewhere.chosen !== null)
        expect(
          isAtLeastAsGood(elsewhere.chosen.terms, first.chosen.terms, question.regular) ||
            !isAtLeastAsGood(first.chosen.terms, elsewhere.chosen.terms, question.regular),
        ).toBe(true);
      expect(elsewhere.open).toEqual(expect.arrayContaining(made));
    }),
    { numRuns: 1_000 },
  );
});

function promiseOf(offer: OfferOnTable): CustomerPromise {
  return {
    id: `promise-of-${offer.id}`,
    customerId: 'åsa',
    topic: offer.id,
    offerId: offer.id,
    product: 'tröjan',
    terms: offer.terms,
    description: offer.name,
    channel: 'web',
    touchpoint: null,
    madeBy: 'key:web',
    madeAt: NOW,
    validFrom: offer.validFrom,
    validTo: offer.validTo,
    redemptionLimit: offer.redemptionLimit,
    withdrawnAt: null,
    redeemed: 0,
    redemptions: [],
  };
}

test('every offer and every promise that was looked at says how it came out, and exactly one is chosen', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const { reasons, chosen } = decide(question);
      const subjects = new Set(reasons.map((each) => each.subject));
      for (const each of [...question.offers, ...question.promises]) expect(subjects).toContain(each.id);
      expect(reasons.filter((each) => each.verdict === 'chosen')).toHaveLength(chosen === null ? 0 : 1);
      for (const { code, params } of reasons)
        for (const [, name] of reasonCodes[code].meaning.matchAll(/\{(\w+)\}/g))
          expect(Object.keys(params)).toContain(name);
    }),
  );
});

const sweater: OfferOnTable = {
  id: 'offer-1',
  name: 'Höstrea',
  terms: { kind: 'percent-off', percent: 25 },
  channels: ['web', 'store'],
  isInAudience: true,
  audienceRule: null,
  validFrom: 0,
  validTo: null,
  redemptionLimit: 1,
  onlyProduct: 'tröjan',
};
const regular: Money = { amount: 400, currency: 'SEK' };
const asked: Question = {
  now: NOW,
  channel: 'store',
  product: 'tröjan',
  offers: [sweater],
  promises: [],
  regular,
  isFrozen: false,
};

function codes(question: Question): string[] {
  return decide(question).reasons.map((each) => each.code);
}

test('an offer to everyone is the answer in each of its channels, with the price it comes to', () => {
  const answer = decide(asked);
  expect(answer).toMatchObject({ outcome: 'offer', price: { amount: 300, currency: 'SEK' }, newlyPromised: [sweater] });
  expect(codes(asked)).toEqual(['offer-eligible', 'regular-price-known', 'chosen-offer']);
});

test('a channel that the offer is not stated for gives it to the customer who was promised it, and to no other', () => {
  const inChat = { ...asked, channel: 'chat' };
  expect(decide(inChat).outcome).toBe('nothing');
  expect(codes(inChat)).toEqual(['offer-not-in-channel', 'regular-price-known', 'nothing-holds']);
  const promised = decide({ ...inChat, promises: [promiseOf(sweater)] });
  expect(promised).toMatchObject({ outcome: 'promise', price: { amount: 300 }, newlyPromised: [] });
});

test('a better promise from the phone stands against the offer of the day', () => {
  const phone: CustomerPromise = {
    ...promiseOf(sweater),
    id: 'phone',
    offerId: null,
    topic: 'promise:phone',
    terms: { kind: 'fixed-price', amount: 250, currency: 'SEK' },
  };
  expect(decide({ ...asked, promises: [phone] })).toMatchObject({
    outcome: 'promise',
    price: { amount: 250 },
    newlyPromised: [],
  });
  expect(codes({ ...asked, promises: [phone] })).toContain('other-is-better');
});

test('an offer that was withdrawn for the customer, or redeemed as often as it allows, is not offered again', () => {
  expect(codes({ ...asked, promises: [{ ...promiseOf(sweater), withdrawnAt: 999 }] })).toContain(
    'offer-withdrawn-for-customer',
  );
  expect(codes({ ...asked, promises: [{ ...promiseOf(sweater), redeemed: 1 }] })).toContain('offer-spent');
});

test('a frozen customer is offered nothing new, and every promise is kept', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const answer = decide({ ...question, isFrozen: true });
      expect(answer.newlyPromised).toEqual([]);
      expect(answer.open).toEqual(decide(question).open);
      if (openOf(question).length > 0) expect(answer.chosen).not.toBeNull();
    }),
  );
});
