import { expect, test } from 'vitest';
import { newestRegular } from '../offer-contradiction.ts';
import { claimsOfText } from './claims-of-text.ts';

const catalogue = [{ product: '4711', name: 'Jeans raka' }];
const seenAt = Date.UTC(2026, 10, 26, 9);

function claimsIn(text: string) {
  const given = { channel: 'newsletter', source: 'week 48', seenAt, timeZone: 'Europe/Stockholm' };
  return claimsOfText({ text, form: 'plain', ...given, catalogue, catalogueName: 'products' }).claims;
}

test.each([
  'Kampanjpris! Jeans raka 599 kr.',
  'Jeans raka 599 kr. Kampanjen slutar på söndag.',
  'Jeans raka på rea för 599 kr',
  'Veckans erbjudande: Jeans raka 599 kr',
  'Black Week sale: Jeans raka SEK 599',
  'Jeans raka SEK 599. The offer runs until Sunday.',
])('a price that "%s" calls reduced is a sale, and no regular price', (text) => {
  const claims = claimsIn(text);
  expect(claims).toMatchObject([{ amount: 599_00, priceType: 'sale', onSale: true }]);
  expect(newestRegular(claims, seenAt)).toBeUndefined();
});

test.each([
  'Jeans raka 599 kr t.o.m. söndag.',
  'Jeans raka 599 kr, endast idag!',
  'Priserna gäller till och med 30 november. Jeans raka 599 kr',
])(
  'a price that "%s" gives a last day is a campaign\'s, and no regular price though nothing calls it reduced',
  (text) => {
    const claims = claimsIn(text);
    expect(claims).toMatchObject([{ amount: 599_00, priceType: 'unknown', onSale: null, hasLastDay: true }]);
    expect(newestRegular(claims, seenAt)).toBeUndefined();
  },
);

test.each([
  'Jeans raka kostar 599 kr.',
  'Efter kampanjen kostar Jeans raka 599 kr.',
  'Utan rea: Jeans raka 599 kr',
  'Jeans raka for sale: SEK 599',
  'Vi kan erbjuda fri frakt. Jeans raka kostar 599 kr.',
  'Kampanj på tröjor!\nNytt i höst.\nÖppet till sju.\nJeans raka 599 kr',
])('a price that "%s" does not call reduced is of no told kind, and regular where nothing else is', (text) => {
  const claims = claimsIn(text);
  expect(claims).toMatchObject([{ amount: 599_00, priceType: 'unknown', onSale: null }]);
  expect(newestRegular(claims, seenAt)).toEqual({ amount: 599_00, currency: 'SEK' });
});
