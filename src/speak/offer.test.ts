import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Money } from '../kernel/money.ts';
import { isAtLeastAsGood, standing, stateAfter, type OfferAct, type OfferState, type Terms, worthOf } from './offer.ts';

const currency = fc.constantFrom('SEK', 'EUR');
const amount = fc.integer({ min: 0, max: 1_000_00 });
const terms: fc.Arbitrary<Terms> = fc.oneof(
  fc.record({ kind: fc.constant('fixed-price' as const), amount, currency }),
  fc.record({ kind: fc.constant('percent-off' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('amount-off' as const), amount, currency }),
);
const regular: fc.Arbitrary<Money | null> = fc.option(fc.record({ amount, currency }));

test('an offer goes from draft over approved and live to ended, and never back', () => {
  const path: OfferAct[] = ['approve', 'publish', 'end'];
  expect(path.map((act, index) => stateAfter((['draft', 'approved', 'live'] as const)[index] ?? 'ended', act))).toEqual(
    ['approved', 'live', 'ended'],
  );
  const order: OfferState[] = ['draft', 'approved', 'live', 'ended'];
  fc.assert(
    fc.property(fc.constantFrom(...order), fc.constantFrom(...path), (state, act) => {
      const next = stateAfter(state, act);
      expect(next === undefined || order.indexOf(next) > order.indexOf(state)).toBe(true);
    }),
  );
});

test('an offer holds from its first instant and not at its last', () => {
  const period = { validFrom: 100, validTo: 200 };
  expect([99, 100, 199, 200].map((at) => standing(period, at))).toEqual(['not-begun', 'running', 'running', 'over']);
  expect(standing({ validFrom: 100, validTo: null }, Number.MAX_SAFE_INTEGER)).toBe('running');
});

test('a fixed price stands beside a share off as soon as the regular price is known, and not before', () => {
  const fixed: Terms = { kind: 'fixed-price', amount: 299_00, currency: 'SEK' };
  const share: Terms = { kind: 'percent-off', percent: 30 };
  const full: Money = { amount: 399_00, currency: 'SEK' };
  expect(isAtLeastAsGood(share, fixed, full)).toBe(true);
  expect(isAtLeastAsGood(fixed, share, full)).toBe(false);
  expect(isAtLeastAsGood(share, fixed, null)).toBe(false);
  expect(isAtLeastAsGood(fixed, share, null)).toBe(false);
});

test('being at least as good is a preorder, and total among terms on one scale', () => {
  fc.assert(
    fc.property(terms, terms, terms, regular, (a, b, c, price) => {
      expect(isAtLeastAsGood(a, a, price)).toBe(true);
      if (isAtLeastAsGood(a, b, price) && isAtLeastAsGood(b, c, price)) expect(isAtLeastAsGood(a, c, price)).toBe(true);
      const comparable = isAtLeastAsGood(a, b, price) || isAtLeastAsGood(b, a, price);
      expect(comparable).toBe(worthOf(a, price).scale === worthOf(b, price).scale);
    }),
  );
});

test('a larger share off is never worse for the customer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), regular, (one, other, price) => {
      const [more, less] = [Math.max(one, other), Math.min(one, other)];
      const share = (percent: number): Terms => ({ kind: 'percent-off', percent });
      expect(isAtLeastAsGood(share(more), share(less), price)).toBe(true);
    }),
  );
});
