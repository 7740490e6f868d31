import { expect, test } from 'vitest';
import { type Claim, UNDECLARED_ZONE } from '../claim.ts';
import { claimsOfTold, type SaidMessage, toldPricesOf } from './claims-of-message.ts';
import type { Form } from './message.contract.ts';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const sms = (text: string, channel: string): Form => ({ kind: 'sms', channel, language: 'sv', text });

function message(forms: Form[], more: Partial<SaidMessage['body']> = {}): SaidMessage {
  return {
    body: {
      name: 'Jackan',
      forms,
      references: { jacket: { product: 'jacka' }, deal: { offer: '0198b0de-0000-7000-8000-000000000001' } },
      validFrom: '2026-11-22T00:00:00Z',
      validTo: '2026-11-30T00:00:00Z',
      audience: { kind: 'everyone' },
      ...more,
    },
    liveAt: at('2026-11-23'),
  };
}

const regular: Claim = {
  subject: 'jacka',
  channel: 'web',
  place: null,
  zone: UNDECLARED_ZONE,
  amount: 899_00,
  currency: 'SEK',
  from: at('2026-11-25'),
  to: Infinity,
  audience: null,
  onSale: false,
  priceType: 'regular',
  seenAt: at('2026-11-25'),
  source: 'web.csv',
  sourceRow: 2,
  offerId: null,
};

test('a message claims the regular price in each channel that tells it, once, while both hold', () => {
  const forms = [
    sms('{{ price.jacket }}', 'sms'),
    sms('Hej {{ price.jacket }}', 'app'),
    sms('{{ name.jacket }} {{ price.deal }}', 'web'),
    { ...sms('{{ price.jacket }}', 'sms'), language: 'en' } as Form,
  ];
  const told = toldPricesOf(message(forms));
  expect(told).toMatchObject([{ channel: 'sms', from: at('2026-11-23') }, { channel: 'app' }]);
  expect(claimsOfTold(told, regular)).toMatchObject([
    {
      channel: 'sms',
      subject: 'jacka',
      amount: 899_00,
      from: at('2026-11-25'),
      to: at('2026-11-30'),
      source: 'Jackan',
    },
    { channel: 'app', priceType: 'regular', audience: null },
  ]);
});

test('where no regular price is known, or none holds while the message does, nothing is claimed', () => {
  const told = toldPricesOf(message([sms('{{ price.jacket }}', 'sms')]));
  expect(claimsOfTold(told, undefined)).toEqual([]);
  expect(claimsOfTold(told, { ...regular, from: at('2026-11-30') })).toEqual([]);
});

test('what is told to some is no price that everyone meets', () => {
  const told = toldPricesOf(message([sms('{{ price.jacket }}', 'sms')], { audience: { kind: 'segment' } }));
  expect(claimsOfTold(told, regular)[0]?.audience).not.toBeNull();
});
