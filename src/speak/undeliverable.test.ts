import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim, StatedOffer } from './claim.ts';
import { findUndeliverable } from './undeliverable.ts';

const offer: StatedOffer = {
  id: 'o-1',
  name: 'Höstrea',
  terms: { kind: 'fixed-price', amount: 399_00, currency: 'SEK' },
  products: ['sweater'],
  channels: ['web', 'store'],
  audience: null,
  from: 10,
  to: 100,
};

function claim(change: Partial<Claim>): Claim {
  return {
    subject: 'sweater',
    channel: 'web',
    place: null,
    zone: '*',
    amount: 499_00,
    currency: 'SEK',
    from: 0,
    to: Infinity,
    audience: null,
    onSale: null,
    priceType: 'unknown',
    seenAt: 20,
    source: 'feed.xml',
    sourceRow: 1,
    offerId: null,
    ...change,
  };
}

function foundIn(claims: readonly Claim[], now = 50): string[] {
  const question = { now, claimsOf: () => claims, regularOf: () => undefined };
  return findUndeliverable([offer], question).map(({ channels, from }) => `${channels[0]} since ${from}`);
}

test('an offer of what the channel was last seen to be out of is found, until it is seen to have it again', () => {
  const out = claim({ availability: 'out-of-stock' });
  expect(foundIn([claim({ availability: 'in-stock', seenAt: 5 }), out])).toEqual(['web since 20']);
  expect(foundIn([out, claim({ availability: 'in-stock', seenAt: 30 })])).toEqual([]);
  expect(foundIn([claim({ availability: 'out-of-stock', seenAt: 3 })])).toEqual(['web since 10']);
});

test('what says nothing of whether it is to be had proves nothing', () => {
  expect(foundIn([claim({})])).toEqual([]);
  expect(foundIn([claim({ availability: 'out-of-stock' }), claim({ seenAt: 30 })])).toEqual(['web since 20']);
});

test('one place that has it is enough for the channel', () => {
  const umeå = claim({ channel: 'store', place: 'Umeå', availability: 'out-of-stock', seenAt: 25 });
  const lund = claim({ channel: 'store', place: 'Lund', availability: 'out-of-stock', seenAt: 22 });
  expect(foundIn([umeå, lund])).toEqual(['store since 22']);
  expect(foundIn([umeå, { ...lund, availability: 'in-stock' }])).toEqual([]);
});

test('an offer that has not begun, or is over, promises nothing now', () => {
  const out = claim({ availability: 'out-of-stock', seenAt: 1 });
  expect(foundIn([out], 9)).toEqual([]);
  expect(foundIn([out], 100)).toEqual([]);
});

test('it is what the definition says, word by word, whatever was seen', () => {
  const anyClaim = fc.record({
    channel: fc.constantFrom('web', 'store', 'app'),
    place: fc.constantFrom(null, 'Umeå', 'Lund'),
    availability: fc.constantFrom('in-stock' as const, 'out-of-stock' as const, undefined),
    seenAt: fc.integer({ min: 0, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(anyClaim, { maxLength: 15, selector: ({ seenAt }) => seenAt }), (parts) => {
      const claims = parts.map(({ availability, ...rest }) =>
        claim(availability === undefined ? rest : { ...rest, availability }),
      );
      const now = 50;
      const expected = offer.channels.filter((channel) => {
        const telling = claims.filter((a) => a.channel === channel && a.availability !== undefined && a.seenAt <= now);
        const newest = telling.filter((a) => !telling.some((b) => b.place === a.place && b.seenAt > a.seenAt));
        return newest.length > 0 && newest.every((a) => a.availability === 'out-of-stock');
      });
      expect(foundIn(claims, now).map((each) => each.split(' ')[0])).toEqual(expected);
    }),
  );
});
