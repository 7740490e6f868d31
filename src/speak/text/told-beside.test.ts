import { expect, test } from 'vitest';
import { claimsOfText } from './claims-of-text.ts';

const catalogue = [
  { product: '4711', name: 'Jeans raka' },
  { product: '4712', name: 'Tröja Lova' },
];

function told(text: string, form: 'plain' | 'html' = 'plain') {
  const seenAt = Date.UTC(2026, 10, 26, 9);
  const given = { channel: 'newsletter', source: 'week 48', seenAt, timeZone: 'Europe/Stockholm' };
  const { beside } = claimsOfText({ text, form, ...given, catalogue, catalogueName: 'products' });
  return beside.map(({ aspect, product, value, price, place }) => [
    product,
    aspect,
    value,
    price?.amount ?? null,
    text.slice(place.from, place.to),
  ]);
}

test.each([
  ['Jeans raka 599 kr t.o.m. söndag.', [['4711', 'period', '2026-11-29', 599_00, 'söndag']]],
  [
    '<p>Jeans raka <b>599&nbsp;kr</b></p><p>Tröja Lova 299 kr</p><p>Gäller t.o.m. 6 december</p>',
    [
      ['4711', 'period', '2026-12-06', 599_00, '6 december'],
      ['4712', 'period', '2026-12-06', 299_00, '6 december'],
    ],
  ],
  ['30 % rabatt på Jeans raka', [['4711', 'share', '30', null, '30 %']]],
  ['Tröja Lova\n30 % rabatt\n299 kr', [['4712', 'share', '30', 299_00, '30 %']]],
  ['Jeans raka 599 kr med koden VINTER30', [['4711', 'code', 'VINTER30', 599_00, 'VINTER30']]],
  // Of a share that is of something else, of two, and of what nobody names, nothing is told.
  ['Jeans raka 599 kr. Prenumerera och få 10 % rabatt på nästa köp.', []],
  ['20 % rabatt på Jeans raka, 30 % på Jeans raka för dig som köper två', []],
  ['20 % rabatt på Jeans raka och Tröja Lova', []],
  ['20 % rabatt på allt t.o.m. söndag', []],
  ['Jeans raka från 599 kr t.o.m. söndag', []],
])('what "%s" tells beside its prices', (text, expected) => {
  expect(told(text, text.startsWith('<') ? 'html' : 'plain')).toEqual(expected);
});
