import { expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { type CheckedOffer, discountOf, findOfferContradictions, regularPrice } from './offer-contradiction.ts';

const day = Date.UTC(2026, 10, 22);
const HOUR_MS = 3_600_000;
const liveAt = day + 10 * HOUR_MS;
const now = day + 12 * HOUR_MS;

function seen(channel: string, amount: number, seenAt: number, more: Partial<Claim> = {}): Claim {
  const from = Math.floor(seenAt / DAY_MS) * DAY_MS;
  return {
    subject: 'jeans',
    channel,
    place: null,
    zone: '*',
    amount,
    currency: 'SEK',
    from,
    to: from + DAY_MS,
    audience: null,
    onSale: null,
    priceType: 'regular',
    seenAt,
    source: 'feed',
    sourceRow: 1,
    offerId: null,
    ...more,
  };
}

const offer: CheckedOffer = {
  id: '01990000-0000-7000-8000-0000000000aa',
  name: 'Jeans 20 %',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['jeans'],
  channels: ['newsletter', 'app'],
  audience: null,
  from: liveAt,
  to: Infinity,
  liveAt,
};

function find(offers: readonly CheckedOffer[], claims: readonly Claim[], at = now) {
  return findOfferContradictions(offers, { now: at, claimsOf: () => claims, observedChannels: [], found: [] });
}

test('an offer in the newsletter that the app does not show is missing there, from the moment it is live', () => {
  const claims = [seen('newsletter', 400_00, liveAt + HOUR_MS, { priceType: 'unknown' })];
  const [missing, ...rest] = find([offer], claims);
  expect(rest).toEqual([]);
  expect(missing).toMatchObject({ kind: 'missing', subject: 'jeans', channels: ['newsletter', 'app'] });
  expect(find([offer], claims, liveAt)).toHaveLength(1);
});

test('an offer that is only approved is not missing anywhere yet', () => {
  expect(find([{ ...offer, liveAt: null }], [])).toEqual([]);
});

test('a channel of the offer is judged by what it says after the offer went live', () => {
  const shown = [
    seen('web', 500_00, day),
    seen('newsletter', 400_00, liveAt + 1, { priceType: 'sale' }),
    seen('app', 500_00, liveAt - HOUR_MS),
  ];
  const everywhere = { ...offer, channels: ['newsletter', 'app', 'web'] };
  expect(find([everywhere], shown)).toEqual([]);
  const later = [...shown, seen('app', 500_00, liveAt + HOUR_MS)];
  expect(find([everywhere], later)).toMatchObject([
    { kind: 'unequal', channels: ['app', 'app'], difference: { amount: 100_00, percent: 25 } },
  ]);
  const putRight = [...later, seen('app', 400_00, liveAt + 2 * HOUR_MS, { priceType: 'sale' })];
  expect(find([everywhere], putRight)).toEqual([]);
});

test('a channel that the offer is not stated for contradicts it with what it said before', () => {
  const shown = [
    seen('newsletter', 400_00, liveAt + 1, { priceType: 'sale' }),
    seen('app', 400_00, liveAt + 1, { priceType: 'sale' }),
    seen('store', 500_00, day),
  ];
  expect(find([offer], shown)).toMatchObject([{ kind: 'unequal', channels: ['newsletter', 'store'] }]);
});

test('a personal offer is not held against the price that everyone is shown', () => {
  const personal = { ...offer, audience: new Set(['someone']) };
  const shown = [seen('newsletter', 500_00, liveAt + 1), seen('app', 500_00, liveAt + 1), seen('store', 500_00, day)];
  expect(find([personal], shown)).toEqual([]);
});

test('two departments with different prices for the same product contradict each other before anyone has seen it', () => {
  const web = { ...offer, channels: ['web'], terms: { kind: 'fixed-price', amount: 399_00, currency: 'SEK' } as const };
  const store = {
    ...web,
    id: '01990000-0000-7000-8000-0000000000bb',
    channels: ['store'],
    terms: { kind: 'fixed-price', amount: 449_00, currency: 'SEK' } as const,
    liveAt: null,
  };
  const found = find([web, store], [seen('web', 399_00, liveAt + 1, { priceType: 'sale' })]);
  expect(found).toMatchObject([{ kind: 'unequal', channels: ['store', 'web'], difference: { amount: 50_00 } }]);
});

test('the regular price is the newest that was called so, and never a sale', () => {
  const claims = [
    seen('web', 500_00, day),
    seen('web', 510_00, day + 1),
    seen('web', 300_00, day + 2, { onSale: true }),
    seen('store', 450_00, day + 3, { priceType: 'unknown' }),
  ];
  expect(regularPrice(claims, offer)).toEqual({ amount: 510_00, currency: 'SEK' });
  expect(regularPrice([seen('app', 400_00, now, { priceType: 'unknown' })], offer)).toBeUndefined();
  const campaign = { priceType: 'unknown', onSale: true } as const;
  expect(regularPrice([seen('newsletter', 400_00, day + 1, campaign)], offer)).toBeUndefined();
  const ofOffer = { priceType: 'sale', offerId: 'another' } as const;
  expect(regularPrice([seen('newsletter', 400_00, day + 1, ofOffer)], offer)).toBeUndefined();
  expect(discountOf(offer, claims)).toBe(102);
  expect(discountOf(offer, [])).toBeUndefined();
});
