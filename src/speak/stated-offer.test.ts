import { describe, expect, test } from 'vitest';
import { readListedOffers } from './folder/listed-offer.ts';
import { readOffers } from './stated-offer.ts';

const offer = { name: 'Jeans', products: ['jeans'], channels: ['web'], validFrom: '2026-11-01T00:00:00Z' };

const cases: readonly (readonly [string, unknown, string])[] = [
  [
    'a kind that there is not',
    { kind: 'gift', percent: 20 },
    'terms.kind: found "gift", allowed is one of fixed-price, percent-off, amount-off.',
  ],
  ['no kind', { percent: 20 }, 'terms.kind: found nothing, allowed is required here.'],
  ['too much', { kind: 'percent-off', percent: 120 }, 'terms.percent: found 120, allowed is <= 100.'],
  [
    'a field of another kind',
    { kind: 'percent-off', amount: 1 },
    'terms.percent: found nothing, allowed is required here; terms.amount: found a key with this name, allowed is kind, percent.',
  ],
  [
    'a price that is none',
    { kind: 'fixed-price', amount: 1.5, currency: 'SEK' },
    'terms.amount: found 1.5, allowed is minor units (öre).',
  ],
];

describe('an offer with wrong terms is told which kinds there are, or what is wrong with the one it names', () => {
  test.each(cases)('%s, in JSON', (_title, terms, words) => {
    const text = JSON.stringify([{ ...offer, terms }]);
    expect(() => readOffers(text, 'offers.json')).toThrow(`offers.json cannot be read as offers: offer 1: ${words}`);
  });

  test.each(cases)('%s, in a folder', (_title, terms, words) => {
    const { validFrom: from, ...rest } = offer;
    const text = JSON.stringify([{ ...rest, from, terms }]);
    expect(() => readListedOffers(text, 'offers.yaml', 'UTC')).toThrow(
      `offers.yaml cannot be read as offers: line 1: ${words}`,
    );
  });
});

test('of an audience that is none the kinds are told, and of a time that is none how times are written', () => {
  const terms = { kind: 'percent-off', percent: 20 };
  const readOf = (change: object) => () => readOffers(JSON.stringify([{ ...offer, terms, ...change }]), 'offers.json');
  expect(readOf({ audience: { kind: 'friends' } })).toThrow(
    /offer 1: audience\.kind: found "friends", allowed is one of /,
  );
  expect(readOf({ validFrom: 'soon' })).toThrow(
    'validFrom: found "soon", allowed is RFC 3339, as 2026-11-22T08:00:00Z',
  );
  expect(readOf({})).not.toThrow();
});
