import { expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim, StatedOffer } from './claim.ts';
import { contradictionKinds } from './contradiction-kind.ts';
import { findOfOffers, findOfProduct, type Known } from './kinds.ts';
import { toldInText } from './told-terms.ts';

const now = 1000;
const regular = { amount: 500, currency: 'SEK' };
const some = new Set(['anna']);

function offer(id: string, percent: number, more: Partial<StatedOffer> = {}): StatedOffer {
  const terms = { kind: 'percent-off', percent } as const;
  const period = { from: 900, to: 2000, audience: null, channels: ['web'], products: ['coat'] };
  return { id, name: id, terms, ...period, ...more };
}

function shown(channel: string, amount: number, seenAt: number, more: Partial<Claim> = {}): Claim {
  const where = { subject: 'coat', channel, place: null, zone: '*', source: channel, sourceRow: 1, offerId: null };
  const period = { seenAt, from: seenAt, to: Infinity, audience: null };
  return { ...where, ...period, amount, currency: 'SEK', onSale: null, priceType: 'regular', ...more };
}

const claims = [
  shown('web', 400, 700),
  shown('web', 500, 800, { availability: 'out-of-stock' }),
  shown('app', 350, 950, { onSale: true, priceType: 'sale' }),
];
const plans = [
  offer('a', 10, { audience: some }),
  offer('b', 20, { audience: some, channels: ['app'] }),
  offer('c', 30, { audience: some }),
];
const told = ['10', '20'].map((value, at) =>
  toldInText({
    aspect: 'code',
    value,
    product: 'coat',
    channel: ['newsletter', 'chat'][at] ?? '',
    source: 'text',
    line: 1,
    seenAt: 900,
    from: 900,
    to: 2000,
    price: regular,
    percent: undefined,
  }),
);
const known: Known = {
  now,
  claimsOf: () => claims,
  regularOf: () => regular,
  offers: [offer('d', 20)],
  delivered: [offer('d', 20)],
  ended: [offer('e', 30, { channels: ['app'], from: 800, to: 940 })],
  others: [],
  priceRule: {},
  plans: {
    offers: plans,
    toSome: plans,
    departmentOf: (channel) => channel,
    peopleInBoth: () => 1,
  },
  told,
  promises: {
    open: [
      {
        product: 'coat',
        channel: 'phone',
        terms: { kind: 'fixed-price', amount: 100, currency: 'SEK' },
        offerId: null,
        offered: [],
        from: 900,
        to: Infinity,
        people: 1,
      },
    ],
    asks: () => false,
  },
};

// An offer that is not shown is found where prices are compared.
const ofOffers = contradictionKinds.filter((kind) => kind !== 'missing');

test.each(ofOffers)('%s is found of offers under its own name, and by itself as among all', (kind) => {
  const alone = findOfOffers(known, [kind]);
  expect(alone.length).toBeGreaterThan(0);
  expect(new Set(alone.map((finding) => finding.kind))).toEqual(new Set([kind]));
  expect(findOfOffers(known).filter((finding) => finding.kind === kind)).toEqual(alone);
});

test('an old price and a reduction from nothing are found of the product alone', () => {
  const feed = [shown('web', 300, 0), shown('web', 500, 100), shown('web', 300, 200, { source: 'page' })];
  expect(findOfProduct(feed, {}).map(({ kind }) => kind)).toEqual(['stale']);
  const till = [
    shown('store', 100, 0, { to: DAY_MS }),
    shown('store', 100, DAY_MS, { to: 2 * DAY_MS, onSale: true, priceType: 'sale' }),
  ];
  expect(findOfProduct(till, {})).toMatchObject([{ kind: 'prior-price', isStanding: true }]);
});
