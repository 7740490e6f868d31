import { expect, test } from 'vitest';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { emptyOffer, formFrom, formOf, type OfferForm, offerFaults, offerIn, termsIn } from './offer-form.ts';

const now = Date.parse('2026-11-26T11:00:00Z');
const sv = { language: 'sv', timeZone: 'Europe/Stockholm' } as const;
const written: OfferForm = {
  ...emptyOffer,
  name: ' Jeans vecka 48 ',
  value: '499,50',
  products: ['jeans-norr'],
  channels: ['newsletter', 'app'],
};

test('an offer begins at once and has no end where no days are written', () => {
  expect(offerIn(written, now, sv)).toEqual({
    name: 'Jeans vecka 48',
    terms: { kind: 'fixed-price', amount: 499_50, currency: 'SEK' },
    products: ['jeans-norr'],
    channels: ['newsletter', 'app'],
    validFrom: new Date(now).toISOString(),
  });
});

test('the last day belongs to the period, and a first day in the past is now', () => {
  const days = { ...written, firstDay: '2026-11-01', lastDay: '2026-11-26', limit: '2' };
  expect(offerIn(days, now, sv)).toMatchObject({
    validFrom: new Date(now).toISOString(),
    validTo: '2026-11-26T23:00:00.000Z',
    redemptionLimit: 2,
  });
  const later = { ...written, firstDay: '2026-12-01', lastDay: '2026-12-01' };
  expect(offerIn(later, now, sv)).toMatchObject({
    validFrom: '2026-11-30T23:00:00.000Z',
    validTo: '2026-12-01T23:00:00.000Z',
  });
});

test.each([
  ['fixed-price', '0', { kind: 'fixed-price', amount: 0, currency: 'SEK' }],
  ['amount-off', '0', undefined],
  ['amount-off', '100', { kind: 'amount-off', amount: 100_00, currency: 'SEK' }],
  ['percent-off', '12,5 %', { kind: 'percent-off', percent: 12.5 }],
  ['percent-off', '0', undefined],
  ['percent-off', '101', undefined],
  ['fixed-price', 'billigt', undefined],
] as const)('%s of "%s" is read as it is meant', (kind, value, terms) => {
  expect(termsIn({ ...written, kind, value }, 'sv')).toEqual(terms);
});

test('what is missing or wrong is told in the order of the fields', () => {
  expect(offerFaults(written, now, sv)).toEqual([]);
  expect(offerFaults({ ...emptyOffer, lastDay: '2026-11-25', limit: '0' }, now, sv)).toEqual([
    'name',
    'value',
    'products',
    'channels',
    'lastDay',
    'limit',
  ]);
  expect(offerFaults({ ...written, currency: 'kronor' }, now, sv)).toEqual(['currency']);
  const backwards = { ...written, firstDay: '2026-12-10', lastDay: '2026-12-09' };
  expect(offerFaults(backwards, now, sv)).toEqual(['lastDay']);
});

const offer: OfferView = {
  id: '01934f4e-0000-7000-8000-000000000001',
  state: 'live',
  version: 1,
  replaces: null,
  replacedBy: null,
  audience: { kind: 'everyone', size: null },
  createdAt: '2026-11-20T08:00:00.000Z',
  createdBy: 'Ada',
  approvals: [],
  approvedAt: null,
  approvedBy: null,
  liveAt: null,
  redemptionLimit: 1,
  name: 'Jeans',
  terms: { kind: 'percent-off', percent: 12.5 },
  products: ['jeans-norr'],
  channels: ['app'],
  validFrom: '2026-11-20T08:00:00.000Z',
  validTo: '2026-11-29T23:00:00.000Z',
};

test('a form that is filled in from an offer says the same offer again, but for what is past', () => {
  const { name, terms, products, channels, validTo, redemptionLimit } = offer;
  const again = { name, terms, products, channels, validTo, redemptionLimit, validFrom: new Date(now).toISOString() };
  expect(offerIn(formFrom(offer, now, sv), now, sv)).toEqual(again);
  const past = formFrom({ ...offer, validTo: '2026-11-21T00:00:00.000Z' }, now, sv);
  expect(past.lastDay).toBe('');
});

test('an offer that is written anew keeps the times that were saved, past ones too, until other days are written', () => {
  const saved = {
    ...offer,
    state: 'draft' as const,
    validFrom: '2026-11-20T08:15:00.000Z',
    validTo: '2026-11-21T16:30:00.000Z',
  };
  const form = formOf(saved, sv);
  expect(offerFaults(form, now, sv, saved)).toEqual([]);
  expect(offerIn(form, now, sv, saved)).toMatchObject({ validFrom: saved.validFrom, validTo: saved.validTo });
  const longer = offerIn({ ...form, lastDay: '2026-12-24' }, now, sv, saved);
  expect(longer).toMatchObject({ validFrom: saved.validFrom, validTo: '2026-12-24T23:00:00.000Z' });
  expect(offerFaults({ ...form, lastDay: '2026-11-19' }, now, sv, saved)).toEqual(['lastDay']);
});
