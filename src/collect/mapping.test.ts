import { describe, expect, test } from 'vitest';
import { endAtNext, readerOf } from './mapped-row.ts';
import { checkMapping, columnsOf, ownChannelsOf, readMapping, requireColumns } from './mapping.ts';
import type { Row } from './row.ts';

const wide = {
  product: { columns: ['shop', 'id'], join: ':' },
  productName: 'name',
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  seenAt: { column: 'day', format: 'YYYY-MM-DD' },
  sightings: [
    {
      channel: 'store',
      place: { column: 'town' },
      price: 'shelf',
      priceType: { column: 'kind', values: { Ordinarie: 'regular', Rea: 'sale' } },
    },
    { channel: 'online', price: 'web', onSale: { column: 'rea' } },
    { channel: 'amazon', ours: false, price: 'amazon', holds: 'week' },
  ],
};
const row = {
  shop: 'S1',
  id: '7',
  name: 'Tröja',
  day: '2026-11-22',
  town: 'Umeå',
  shelf: '399,00',
  kind: 'Ordinarie',
  web: '299,00',
  rea: 'ja',
  amazon: '',
};

function read(mapping: unknown, cells: Row, line = 2, seenAt?: number) {
  const context = {
    source: 'prices.csv',
    timeZone: 'UTC',
    decimal: ',' as const,
    ...(seenAt === undefined ? {} : { seenAt }),
  };
  return readerOf(checkMapping(mapping), context)(cells, line);
}

describe('a row of a wide table', () => {
  test('is a sighting for each channel that has a price in it', () => {
    const midnight = Date.parse('2026-11-21T23:00:00Z');
    expect(read(wide, row)).toMatchObject([
      {
        sighting: {
          product: 'S1:7',
          productName: 'Tröja',
          channel: 'store',
          place: 'Umeå',
          amount: 39_900,
          currency: 'SEK',
          onSale: null,
          priceType: 'regular',
          holdsFrom: midnight,
          holdsTo: midnight + 86_400_000,
          source: 'prices.csv',
          sourceRow: 2,
        },
      },
      { sighting: { channel: 'online', place: null, amount: 29_900, onSale: true, priceType: 'unknown' } },
    ]);
  });

  test.each([
    ['a price that cannot be read', { web: 'gratis' }, 'web'],
    ['a product without its number', { id: ' ' }, 'id'],
    ['a day that does not exist', { day: '2026-02-30' }, 'day'],
    ['a price type that the mapping does not know', { kind: 'Klubb' }, 'kind'],
    ['a flag that is neither yes nor no', { rea: 'kanske' }, 'rea'],
    ['a price below nothing', { shelf: '-5' }, 'shelf'],
  ])('with %s gives the reason and the field', (_title, change, field) => {
    const faults = read(wide, { ...row, ...change }).filter((each) => 'reason' in each);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatchObject({ field, reason: /found|Missing/ });
  });

  test('with one bad price still gives the other channel', () => {
    const readings = read(wide, { ...row, web: 'gratis' });
    expect(readings.map((each) => 'sighting' in each)).toEqual([true, false]);
  });
});

const till = {
  product: 'id',
  currency: 'SEK',
  where: { quantity: 1, state: ['paid', 'open'] },
  seenAt: { at: '2026-11-22T10:00:00Z' },
  sightings: [{ channel: 'store', price: { sum: ['paid', 'discount'] } }],
};

test('a price is the sum of columns, in which an empty one counts as nothing', () => {
  const cells = { id: '7', quantity: '1.0', state: 'paid', paid: '3,86', discount: '0,43' };
  expect(read(till, cells)).toMatchObject([{ sighting: { amount: 429 } }]);
  expect(read(till, { ...cells, discount: '' })).toMatchObject([{ sighting: { amount: 386 } }]);
  expect(read(till, { ...cells, paid: '', discount: '' })).toEqual([]);
});

test('rows that the condition does not hold for are no sightings and no bad rows', () => {
  const cells = { id: '7', quantity: '1', state: 'paid', paid: 'x' };
  expect(read(till, { ...cells, quantity: '2' })).toEqual([]);
  expect(read(till, { ...cells, state: 'returned' })).toEqual([]);
  expect(read(till, cells)).toMatchObject([{ field: 'paid' }]);
});

test('rows without a time count as seen at the instant given for the file', () => {
  const { seenAt: _, ...timeless } = till;
  const cells = { id: '7', quantity: 1, state: 'paid', paid: 3.5 };
  const at = Date.parse('2020-05-05T05:05:05Z');
  expect(read(timeless, cells, 2, at)).toMatchObject([{ sighting: { seenAt: at, amount: 350 } }]);
  expect(read(timeless, cells)).toMatchObject([{ field: 'seenAt' }]);
});

test('until-next: a sighting holds until its speaker says something of the product again', () => {
  const mapping = { ...wide, holds: 'until-next' };
  const days = ['2026-11-24', '2026-11-20', '2026-11-22'].map((day) => ({ ...row, day, web: '' }));
  const sightings = days
    .flatMap((cells) => read(mapping, cells))
    .flatMap((each) => ('sighting' in each ? [each.sighting] : []));
  const ends = endAtNext(sightings).map((each) =>
    each.holdsTo === Infinity ? null : (each.holdsTo - each.holdsFrom) / 86_400_000,
  );
  expect(ends).toEqual([null, 2, 2]);
});

test('a mapping may be JSON or YAML, and knows its columns and which channels are ours', () => {
  const yaml =
    'product: id\ncurrency: SEK\nsightings:\n  - channel: web\n    price: pris\n  - channel: other\n    ours: false\n    price: x\n';
  const mapping = readMapping(yaml);
  expect(mapping).toEqual(readMapping(JSON.stringify(mapping)));
  expect(columnsOf(mapping)).toEqual(['id', 'pris', 'x']);
  expect(ownChannelsOf(mapping)).toEqual(['web']);
  expect(() => requireColumns(mapping, ['id', 'pris'], 'a.csv')).toThrow(/a\.csv.*"x".*id, pris/);
});

test.each([
  ['no mapping at all', '[]', /found \[\], allowed is/],
  ['broken text', '{"product":', /neither JSON nor YAML/],
  ['an unknown key', { ...wide, prodct: 'x' }, /prodct: .*allowed is name, about, .*product/],
  ['a missing key', { product: 'id', currency: 'SEK' }, /sightings: found nothing/],
  [
    'an unknown date format',
    { ...wide, seenAt: { column: 'd', format: 'MM/YY' } },
    /seenAt: found .*MM\/YY.*"column", "format"/,
  ],
  ['an unknown time zone', { ...wide, timeZone: 'Europe/Umeå' }, /timeZone: found "Europe\/Umeå"/],
  ['no currency anywhere', { ...wide, currency: undefined }, /sightings\.0\.currency/],
  [
    'a channel that cannot be one',
    { ...wide, sightings: [{ channel: 'Butik 1', price: 'p' }] },
    /sightings\.0\.channel/,
  ],
  ['an unknown holding', { ...wide, holds: 'month' }, /holds: found "month", allowed is day, week/],
])('a mapping with %s is refused in words', (_title, mapping, expected) => {
  expect(() => readMapping(typeof mapping === 'string' ? mapping : JSON.stringify(mapping))).toThrow(expected);
});

test('a mapping says by which values a product is to be had; others say nothing of it', () => {
  const values = { Ja: 'in-stock', Slut: 'out-of-stock' };
  const mapping = {
    ...wide,
    sightings: [{ channel: 'online', price: 'web', availability: { column: 'lager', values } }],
  };
  const found = ['Slut', 'Ja', 'kanske'].map((lager) => read(mapping, { ...row, lager })[0]);
  expect(found.map((each) => each !== undefined && 'sighting' in each && each.sighting.availability)).toEqual([
    'out-of-stock',
    'in-stock',
    undefined,
  ]);
  expect(columnsOf(checkMapping(mapping))).toContain('lager');
});
