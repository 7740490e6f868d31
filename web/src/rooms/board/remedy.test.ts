import { expect, test } from 'vitest';
import type { BoardRow } from '../../../../src/speak/contradiction.contract.ts';
import { contradictionOf, said } from '../../../../test/telling.ts';
import { faultsOf, offerOf, outOfStep, priceIn, remediableOf, type Remedy } from './remedy.ts';

const now = Date.parse('2026-11-22T09:00:00Z');
const here = { now, timeZone: 'Europe/Stockholm' };

const row: BoardRow = {
  product: 'ulltroja',
  productName: 'Ulltröja',
  offers: [],
  openContradictions: 1,
  harm: 900,
  cells: [
    {
      channel: 'app',
      state: 'agrees',
      statements: [said('app', 699_00)],
      places: 1,
      since: null,
      contradictionIds: [],
    },
    { channel: 'chat', state: 'nothing', statements: [], places: 0, since: null, contradictionIds: [] },
  ],
};

const found = contradictionOf(said('store', 999_00), said('web', 699_00));
const form: Remedy = { name: ' Samma pris ', price: '699', channels: ['store', 'web'], lastDay: '', isOnce: true };

test('the witness gives the lower price, its two channels, and the other channels that speak of the product', () => {
  const about = remediableOf(found, row);
  expect(about?.lower).toEqual({ amount: 699_00, currency: 'SEK' });
  expect(about?.sides).toEqual(['store', 'web']);
  expect([...(about?.spoken.keys() ?? [])]).toEqual(['store', 'web', 'app']);
});

test('a side that is an offer, or says nothing, is not answered by one more offer', () => {
  expect(remediableOf(contradictionOf(said('newsletter', 499_00, 'some offer'), said('app', null)), row)).toBe(
    undefined,
  );
  expect(remediableOf(contradictionOf(said('web', 499_00, 'some offer'), said('web', 599_00)), row)).toBe(undefined);
});

test('the channels that must ask or change are those that show another price than the offer', () => {
  const about = remediableOf(found, row);
  expect(about && outOfStep(about, ['store', 'web', 'app'], { amount: 699_00, currency: 'SEK' })).toEqual([
    ['store', 999_00],
  ]);
});

test('a price is read as the language writes it, and nothing else passes for one', () => {
  expect(priceIn('1 299,50', 'SEK', 'sv')?.amount).toBe(1_299_50);
  expect(priceIn('1,299.50', 'SEK', 'en')?.amount).toBe(1_299_50);
  for (const text of ['', 'billigt', '-5', '9999999999999']) expect(priceIn(text, 'SEK', 'sv')).toBe(undefined);
});

test('a day that is over is no last day, and what is missing is told in the order of the fields', () => {
  expect(faultsOf({ ...form, name: ' ', price: 'x', lastDay: '2026-11-21' }, 'SEK', 'sv', here)).toEqual([
    'name',
    'price',
    'lastDay',
  ]);
  expect(faultsOf(form, 'SEK', 'sv', here)).toEqual([]);
});

test('the form becomes an offer from now on, once per customer or without limit', () => {
  const about = remediableOf(found, row);
  const price = { amount: 699_00, currency: 'SEK' };
  const once = about && offerOf(form, about, price, here);
  expect(once).toEqual({
    name: 'Samma pris',
    terms: { kind: 'fixed-price', ...price },
    products: ['ulltroja'],
    channels: ['store', 'web'],
    validFrom: '2026-11-22T09:00:00.000Z',
    redemptionLimit: 1,
  });
  const unlimited = about && offerOf({ ...form, isOnce: false, lastDay: '2026-12-01' }, about, price, here);
  expect(unlimited?.redemptionLimit).toBe(undefined);
  expect(unlimited?.validTo).toBe('2026-12-01T23:00:00.000Z');
});
