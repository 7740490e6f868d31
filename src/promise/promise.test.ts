import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CustomerPromise, presentPromise, promiseState, redeemability, topicOf } from './promise.ts';

const limit = fc.option(fc.integer({ min: 1, max: 3 }));
const instant = fc.integer({ min: 0, max: 100 });
const promise: fc.Arbitrary<CustomerPromise> = fc
  .record({
    redemptionLimit: limit,
    redeemed: fc.integer({ min: 0, max: 3 }),
    withdrawnAt: fc.option(instant),
    validFrom: instant,
    validTo: fc.option(instant),
  })
  .map((drawn) => ({
    id: 'p',
    customerId: 'c',
    topic: 'promise:p',
    offerId: null,
    product: 'tröjan',
    terms: { kind: 'percent-off', percent: 10 },
    description: '10 % på tröjan',
    channel: 'phone',
    touchpoint: null,
    madeBy: 'key:växeln',
    madeAt: 30,
    redemptions: [],
    ...drawn,
  }));

const base = { redemptionLimit: 2, redeemed: 0, withdrawnAt: null, validTo: 50 };

test('a promise is open until its period ends, and from that instant expired', () => {
  expect(promiseState(base, 49)).toBe('open');
  expect(promiseState(base, 50)).toBe('expired');
  expect(promiseState({ ...base, validTo: null }, 1e15)).toBe('open');
});

test('a promise is kept when it was redeemed as often as it allows, or at least once before it ran out', () => {
  expect(promiseState({ ...base, redeemed: 1 }, 49)).toBe('open');
  expect(promiseState({ ...base, redeemed: 2 }, 49)).toBe('kept');
  expect(promiseState({ ...base, redeemed: 1 }, 50)).toBe('kept');
});

test('a promise that was kept cannot be taken back afterwards', () => {
  expect(promiseState({ ...base, redeemed: 2, withdrawnAt: 10 }, 20)).toBe('kept');
  expect(promiseState({ ...base, redeemed: 1, withdrawnAt: 10 }, 20)).toBe('withdrawn');
});

test('a promise that has left the state open never comes back to it', () => {
  fc.assert(
    fc.property(promise, instant, instant, (one, a, b) => {
      const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
      if (promiseState(one, earlier) !== 'open') expect(promiseState(one, later)).toBe(promiseState(one, earlier));
    }),
  );
});

test('only an open promise that has begun can be redeemed, and never beyond its limit', () => {
  fc.assert(
    fc.property(promise, instant, (one, now) => {
      if (redeemability(one, now) !== 'redeemable') return;
      expect(promiseState(one, now)).toBe('open');
      // Begun now, or already when it was made: the clocks of two servers need not agree.
      expect(one.validFrom).toBeLessThanOrEqual(Math.max(now, one.madeAt));
      expect(one.redemptionLimit === null || one.redeemed < one.redemptionLimit).toBe(true);
    }),
  );
});

test('promises of one offer share their topic, a promise of its own has one of its own', () => {
  expect(topicOf({ id: 'a', offerId: 'o' })).toBe(topicOf({ id: 'b', offerId: 'o' }));
  expect(topicOf({ id: 'a', offerId: null })).not.toBe(topicOf({ id: 'b', offerId: null }));
});

test('what travels holds neither the topic nor when it was withdrawn, and says the state', () => {
  fc.assert(
    fc.property(promise, instant, (one, now) => {
      const view = presentPromise(one, now);
      expect(view.state).toBe(promiseState(one, now));
      expect(Object.keys(view)).not.toContain('topic');
    }),
  );
});
