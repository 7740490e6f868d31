import { expect, test } from 'vitest';
import type { LifeEntry } from '../../../../src/decide/life.contract.ts';
import { daysOf, factsOf, lanesOf, moneyOf, noteOf, productsOf } from './life.ts';

function entry(at: string, channel: string | null): LifeEntry {
  return { id: at, at, kind: 'event', channel, name: 'Product Viewed', detail: {} };
}

test('an event tells what its source sent, and which products it was about when it names none', () => {
  const detail = { type: 'track', source: 'kassa', products: ['sku-1'], properties: { store: 'Malmö' } };
  const facts = factsOf({ ...entry('2026-11-22T10:00Z', 'store'), detail });
  expect(facts).toEqual({ productIds: ['sku-1'], store: 'Malmö' });
  expect(productsOf(facts)).toEqual(['sku-1']);
});

test('the products of an event are named, of an order all of them', () => {
  expect(productsOf({ product_id: 'sku-1', name: 'Ulltröja' })).toEqual(['Ulltröja']);
  expect(productsOf({ products: [{ name: 'Ulltröja' }, { sku: 'sku-2' }, 'junk', null] })).toEqual([
    'Ulltröja',
    'sku-2',
  ]);
  expect(productsOf({})).toEqual([]);
});

test('a sum is read in major units, and what is not a sum is left out', () => {
  expect(moneyOf({ total: 599.5, currency: 'SEK' })).toEqual({ amount: 59_950, currency: 'SEK' });
  expect(moneyOf({ price: '199', currency: 'NOK' })).toEqual({ amount: 19_900, currency: 'NOK' });
  expect(moneyOf({ price: 'gratis' })).toBeUndefined();
  expect(moneyOf({ price: 1, currency: 'kronor' })).toBeUndefined();
});

test('the note is the first of the things worth a glance', () => {
  expect(noteOf({ url: '/a', query: 'regnjacka' })).toBe('regnjacka');
  expect(noteOf({ subject: ' ' })).toBeUndefined();
});

test('entries of one day stand together, and a lane is drawn for each channel met', () => {
  const entries = [
    entry('2026-11-22T10:00Z', 'store'),
    entry('2026-11-22T09:00Z', null),
    entry('2026-11-20T09:00Z', 'web'),
  ];
  expect(daysOf(entries, (at) => at.slice(0, 10)).map((day) => day.entries.length)).toEqual([2, 1]);
  expect(lanesOf(entries, ['web', 'app', 'store'])).toEqual(['web', 'store']);
});
