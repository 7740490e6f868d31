import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDecimalMark, readPlainRow } from './row.ts';
import { readSighting } from './sighting.ts';

const input = {
  product: 'sweater',
  channel: 'web',
  amount: 29_900,
  currency: 'SEK',
  seenAt: '2026-11-22T08:00:00Z',
  source: 'feed',
};
const timeZone = 'Europe/Stockholm';
const day = Date.parse('2026-11-21T23:00:00Z');

function period(change: object): unknown {
  const reading = readSighting({ ...input, ...change }, { timeZone });
  return 'sighting' in reading ? [reading.sighting.holdsFrom - day, reading.sighting.holdsTo - day] : reading;
}

test('a sighting speaks for its own day unless its source says how long it holds', () => {
  const hour = 3_600_000;
  expect(period({})).toEqual([0, 24 * hour]);
  expect(period({ holdsTo: '2026-11-29T23:00:00Z' })).toEqual([9 * hour, 8 * 24 * hour]);
  expect(period({ holdsFrom: '2026-11-22T10:00:00Z' })).toEqual([11 * hour, 24 * hour]);
  expect(period({ holdsFrom: '2026-11-22T10:00:00Z', holdsTo: '2026-11-22T10:00:00Z' })).toMatchObject({
    field: 'holdsTo',
  });
});

test.each([
  ['price as text', { amount: '299' }, 'amount'],
  ['half an öre', { amount: 1.5 }, 'amount'],
  ['an amount below nothing', { amount: -1 }, 'amount'],
  ['no product', { product: '' }, 'product'],
  ['a NUL in the product', { product: 'a\u0000b' }, 'product'],
  ['an availability that is none', { availability: 'maybe' }, 'availability'],
  ['a channel with a space', { channel: 'web shop' }, 'channel'],
  ['a currency that is none', { currency: 'QQQ' }, 'currency'],
  ['a day without an hour', { seenAt: '2026-11-22' }, 'seenAt'],
  ['a time as a number', { seenAt: 5 }, 'seenAt'],
  ['a flag as text', { onSale: 'yes' }, 'onSale'],
  ['an unknown price type', { priceType: 'rea' }, 'priceType'],
  ['no source', { source: undefined }, 'source'],
  ['a row number of nothing', { sourceRow: 0 }, 'sourceRow'],
  ['an unknown field', { prise: 1 }, 'prise'],
])('%s is no sighting: the field and what is allowed are told', (_title, change, field) => {
  expect(readSighting({ ...input, ...change }, { timeZone })).toMatchObject({
    field,
    reason: /allowed|Allowed|Missing/,
  });
});

test('whatever is handed in, the answer is a sighting or a reason', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const reading = readSighting(value, { timeZone });
      expect('sighting' in reading || reading.reason.length > 0).toBe(true);
    }),
  );
});

describe('a row of a plain table', () => {
  const context = { source: 'prices.csv', decimal: ',' as const, timeZone };
  const row = { product: 'sweater', channel: 'store', price: '1 299,50', currency: 'SEK', seen_at: '2026-11-22' };

  test('is read by the names of its columns', () => {
    const more = { place: 'Umeå', on_sale: 'nej', price_type: 'Regular', holds_to: '2026-12-01', source: 'till 4' };
    expect(readPlainRow({ ...row, ...more }, 9, context)).toMatchObject({
      sighting: { amount: 129_950, place: 'Umeå', onSale: false, priceType: 'regular', source: 'till 4', sourceRow: 9 },
    });
  });

  test('has days of the time zone, and the exact times that it writes', () => {
    const more = { seen_at: '2026-11-22 08:00', holds_to: '2026-12-01' };
    expect(readPlainRow({ ...row, ...more }, 2, context)).toMatchObject({
      sighting: { seenAt: Date.parse('2026-11-22T07:00:00Z'), holdsTo: Date.parse('2026-11-30T23:00:00Z') },
    });
    expect(readPlainRow({ ...row, seen_at: '2026-11-22T23:30:00Z' }, 2, context)).toMatchObject({
      sighting: { holdsFrom: Date.parse('2026-11-22T23:00:00Z'), holdsTo: Date.parse('2026-11-23T23:00:00Z') },
    });
  });

  test('with an empty price is no sighting and no bad row', () => {
    expect(readPlainRow({ ...row, price: ' ' }, 2, context)).toBeUndefined();
  });

  test.each([
    ['price', { price: 'gratis' }],
    ['on_sale', { on_sale: 'kanske' }],
    ['seen_at', { seen_at: 'igår' }],
    ['seen_at', { seen_at: '' }],
    ['currency', { currency: 'kronor' }],
    ['product', { product: '' }],
  ])('whose %s cannot be read says so', (field, change) => {
    expect(readPlainRow({ ...row, ...change }, 2, context)).toMatchObject({ field });
  });
});

test.each([
  [['19,90', '1.299,00', '5'], ',', ','],
  [['19.90', '1,299.00'], ';', '.'],
  [['199', '299'], ';', ','],
  [['199', '299'], ',', '.'],
  [['4.69000005722046'], ',', '.'],
] as const)('prices %j in a table of "%s" have the decimal mark "%s"', (prices, delimiter, mark) => {
  expect(findDecimalMark(prices, delimiter)).toBe(mark);
});

test('a plain table may say whether the product is to be had', () => {
  const context = { source: 'prices.csv', decimal: '.' as const, seenAt: day, timeZone };
  const cells = { product: 'a', channel: 'web', price: '1', currency: 'SEK' };
  const read = (availability: string) => readPlainRow({ ...cells, availability }, 2, context);
  expect(read('Out of stock')).toMatchObject({ sighting: { availability: 'out-of-stock' } });
  expect(read('in_stock')).toMatchObject({ sighting: { availability: 'in-stock' } });
  for (const text of ['', 'unknown']) expect(read(text)).not.toHaveProperty('sighting.availability');
  expect(read('kanske')).toMatchObject({ field: 'availability' });
});
