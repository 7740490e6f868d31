import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim, StatedOffer } from './claim.ts';
import { findPercentBreaches } from './percent-rule.ts';

function said(channel: string, amount: number, fromDay: number, toDay: number, more: Partial<Claim> = {}): Claim {
  const period = { from: fromDay * DAY_MS, to: toDay * DAY_MS, seenAt: fromDay * DAY_MS };
  const rest = { place: null, zone: '*', currency: 'SEK', audience: null, onSale: null, offerId: null, sourceRow: 1 };
  return { subject: 'sweater', channel, amount, priceType: 'regular', source: 'feed', ...period, ...rest, ...more };
}

function offer(fromDay: number, more: Partial<StatedOffer> = {}): StatedOffer {
  const period = { from: fromDay * DAY_MS, to: (fromDay + 14) * DAY_MS };
  const terms = { kind: 'percent-off', percent: 30 } as const;
  return {
    id: 'o',
    name: 'Rea',
    terms,
    products: ['sweater'],
    channels: ['web', 'store'],
    audience: null,
    ...period,
    ...more,
  };
}

function breaches(claims: readonly Claim[], offers: readonly StatedOffer[], options = {}) {
  const regularOf = () => ({ amount: 499_00, currency: 'SEK' });
  return findPercentBreaches(offers, { now: 40 * DAY_MS, claimsOf: () => claims, regularOf }, options);
}

test('P5: a percentage off the latest price is wrong when a lower one was charged in the 30 days before', () => {
  const claims = [said('web', 399_00, 20, 30), said('web', 499_00, 30, 60)];
  expect(breaches(claims, [offer(40)])).toMatchObject([
    {
      kind: 'prior-price',
      offerId: 'o',
      channels: ['web', 'web'],
      difference: { amount: 100_00, currency: 'SEK', percent: 25.1 },
      witness: {
        statements: [{ amount: 349_30, offerId: 'o' }, { amount: 399_00 }],
        prior: { rule: 'percent', used: 'all-channels', allChannels: 399_00, ownChannel: 399_00 },
      },
    },
  ]);
  expect(breaches([said('web', 499_00, 5, 60)], [offer(40)])).toEqual([]);
  expect(breaches([said('web', 399_00, 0, 9), said('web', 499_00, 9, 60)], [offer(40)])).toEqual([]);
});

test('of a product that is reduced already the days before the first step count', () => {
  const claims = [said('web', 499_00, 0, 25), said('web', 399_00, 25, 60, { priceType: 'sale' })];
  expect(breaches(claims, [offer(40)])).toEqual([]);
});

test('counted per channel, the lowest price of another channel is no matter', () => {
  const claims = [said('store', 399_00, 20, 30), said('store', 499_00, 30, 60), said('web', 499_00, 20, 60)];
  const own = { scope: 'own-channel' } as const;
  expect(breaches(claims, [offer(40)])).toHaveLength(1);
  expect(breaches(claims, [offer(40, { channels: ['web'] })], own)).toEqual([]);
  expect(breaches(claims, [offer(40)], own)).toMatchObject([{ channels: ['store', 'store'] }]);
});

test('what is for some, in kronor off, over, outside the rule or never seen before is not judged', () => {
  const claims = [said('web', 399_00, 20, 30), said('web', 499_00, 30, 60)];
  expect(breaches(claims, [offer(40, { audience: new Set(['anna']) })])).toEqual([]);
  expect(breaches(claims, [offer(40, { terms: { kind: 'amount-off', amount: 100_00, currency: 'SEK' } })])).toEqual([]);
  expect(breaches(claims, [offer(20)])).toEqual([]);
  expect(breaches(claims, [offer(40)], { isExempt: () => true })).toEqual([]);
  expect(breaches([], [offer(40)])).toEqual([]);
});

test('it is wrong exactly when some price open to all was lower in the 30 days before', () => {
  const price = fc.record({ amount: fc.integer({ min: 400_00, max: 600_00 }), from: fc.integer({ min: 0, max: 59 }) });
  fc.assert(
    fc.property(fc.array(price, { maxLength: 12 }), (prices) => {
      const claims = prices.map(({ amount, from }) => said('web', amount, from, from + 5));
      const before = prices.filter(({ from }) => from < 45 && from + 5 > 15);
      expect(breaches(claims, [offer(45)])).toHaveLength(before.some(({ amount }) => amount < 499_00) ? 1 : 0);
    }),
  );
});
