import { expect, test } from 'vitest';
import { contradictionOf, said } from '../../../../test/telling.ts';
import { betweenOf, type Declaration, declarationFaults, exceptionOf, kindsFor } from './declaration.ts';

const web = said('web', 419_00);
const store = said('store', 599_00);
const kalmar = { ...store, place: 'Kalmar' };
const member = { priceType: 'member' } as const;

test('only the kinds of exception that would cover the contradiction are offered', () => {
  expect(kindsFor(contradictionOf(web, store))).toEqual(['web-price']);
  expect(kindsFor(contradictionOf(web, kalmar))).toEqual(['web-price', 'zone-price']);
  expect(kindsFor(contradictionOf({ ...web, ...member }, { ...store, ...member }))).toEqual(['member-price']);
  expect(kindsFor(contradictionOf(kalmar, { ...kalmar, place: 'Umeå' }))).toEqual(['zone-price']);
  expect(kindsFor(contradictionOf(store, store))).toEqual([]);
  expect(kindsFor(contradictionOf(web, said('store', null)))).toEqual([]);
});

test('the difference is meant between the two channels, or between one of them and all others', () => {
  expect(betweenOf(contradictionOf(web, store))).toEqual([['web', 'store'], ['web'], ['store']]);
  expect(betweenOf(contradictionOf(store, kalmar))).toEqual([['store']]);
});

const here = { now: Date.parse('2026-11-22T09:00:00Z'), timeZone: 'Europe/Stockholm' };
const declaration: Declaration = {
  kind: 'web-price',
  channels: ['web'],
  isOfAll: false,
  lastDay: '2026-11-30',
  shownText: ' Webbpris ',
  reason: 'Lagret säljs ut.',
};

test('an exception ends after its last day, and is for the product alone unless all are meant', () => {
  const made = {
    kind: 'web-price',
    channels: ['web'],
    validTo: '2026-11-30T23:00:00.000Z',
    shownText: 'Webbpris',
    reason: 'Lagret säljs ut.',
  };
  expect(exceptionOf(declaration, 'ulltroja', here)).toEqual({ ...made, products: ['ulltroja'] });
  expect(exceptionOf({ ...declaration, isOfAll: true }, 'ulltroja', here)).toEqual(made);
});

test('an exception needs a day to come, a text for customers and a reason', () => {
  expect(declarationFaults(declaration, here)).toEqual([]);
  const empty = { ...declaration, lastDay: '2026-11-21', shownText: ' ', reason: '' };
  expect(declarationFaults(empty, here)).toEqual(['validTo', 'shownText', 'reason']);
  expect(exceptionOf(empty, 'ulltroja', here)).toBeUndefined();
});
