import { expect, test } from 'vitest';
import { claimsOfMessage } from './claims-of-message.ts';
import type { Form, ReferenceFact } from './message.contract.ts';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const jacket: ReferenceFact = {
  name: 'jacket',
  product: 'jacka',
  productName: null,
  offer: {
    id: 'an offer',
    name: 'Jackveckan',
    state: 'live',
    channels: ['sms', 'app'],
    products: ['jacka'],
    audience: 'everyone',
    validFrom: '2026-11-20T00:00:00Z',
    validTo: '2026-11-27T00:00:00Z',
  },
  price: { amount: 899_00, currency: 'SEK' },
  prior: null,
};
const sms = (text: string, channel: string): Form => ({ kind: 'sms', channel, language: 'sv', text });

function claims(forms: Form[], fact: Partial<ReferenceFact> = {}, validFrom = '2026-11-22T00:00:00Z') {
  const body = { forms, validFrom, validTo: '2026-11-30T00:00:00Z', audience: { kind: 'everyone' } };
  return claimsOfMessage(
    { name: 'Jackan', body, liveAt: at('2026-11-23') },
    new Map([['jacket', { ...jacket, ...fact }]]),
  );
}

test('a message claims its price in each channel that says it, once, while it and its offer hold', () => {
  const forms = [
    sms('{{ price.jacket }}', 'sms'),
    sms('Hej {{ price.jacket }}', 'app'),
    sms('{{ name.jacket }}', 'web'),
  ];
  expect(claims([...forms, { ...sms('{{ price.jacket }}', 'sms'), language: 'en' }])).toMatchObject([
    {
      channel: 'sms',
      subject: 'jacka',
      amount: 899_00,
      from: at('2026-11-23'),
      to: at('2026-11-27'),
      offerId: 'an offer',
    },
    { channel: 'app', priceType: 'sale', audience: null, source: 'Jackan' },
  ]);
});

test('a regular price is claimed as one, and what is not known or does not hold is not claimed', () => {
  const form = [sms('{{ price.jacket }}', 'sms')];
  expect(claims(form, { offer: null })).toMatchObject([{ priceType: 'regular', onSale: false, offerId: null }]);
  expect(claims(form, { price: null })).toEqual([]);
  expect(claims(form, {}, '2026-11-28T00:00:00Z')).toEqual([]);
});
