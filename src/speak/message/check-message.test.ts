import { expect, test } from 'vitest';
import { lightsOfMessage } from './check-message.ts';
import type { Form, MessageBody, ReferenceFact } from './message.contract.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const jacket: ReferenceFact = {
  name: 'jacket',
  product: 'jacka',
  productName: 'Skaljackan',
  offer: {
    id: '019aaab4-77f0-7c41-a4a1-0d6e8b1f0a11',
    name: 'Jackveckan',
    state: 'live',
    channels: ['newsletter', 'sms', 'store'],
    products: ['jacka'],
    audience: 'everyone',
    validFrom: '2026-11-20T00:00:00Z',
    validTo: '2026-11-30T23:00:00Z',
  },
  price: { amount: 899_00, currency: 'SEK' },
  prior: { amount: 1299_00, currency: 'SEK' },
};
const honest = 'Nu {{ price.jacket }}, lägsta pris förut {{ prior.jacket }}. {{ optout }}';
const sms = (text: string, channel = 'sms'): Form => ({ kind: 'sms', channel, language: 'sv', text });

async function codesOf(forms: Form[], fact: Partial<ReferenceFact> = {}, body: Partial<MessageBody> = {}) {
  const message = {
    purpose: 'marketing' as const,
    channels: [...new Set(forms.map((form) => form.channel))],
    validFrom: '2026-11-22T00:00:00Z',
    validTo: '2026-11-30T23:00:00Z',
    audience: { kind: 'everyone', size: null },
    forms,
    ...body,
  };
  const lights = await lightsOfMessage({
    body: message,
    facts: new Map([['jacket', { ...jacket, ...fact }]]),
    now,
    timeZone: 'Europe/Stockholm',
  });
  return lights.map(({ code, severity, place, params }) => ({ code, severity, line: place.line, params }));
}
const offer = (change: Partial<NonNullable<ReferenceFact['offer']>>): Partial<ReferenceFact> => ({
  offer: { ...(jacket.offer ?? expect.fail()), ...change },
});

test('a text message that names its offer, its prior price and the way out has no light', async () => {
  expect(await codesOf([sms(honest)])).toEqual([]);
});

test('a price or percentage typed by hand is a fault with its line, also inside Liquid and in an alt text', async () => {
  expect(await codesOf([sms(`${honest}\nNu 899 kr`)])).toEqual([
    { code: 'typed-term', severity: 'fault', line: 2, params: { text: '899 kr' } },
  ]);
  expect((await codesOf([sms(`${honest} {% assign p = "899 kr" %}{{ p }}`)])).map((each) => each.code)).toEqual([
    'typed-term',
  ]);
  const mjml = `<mjml><mj-body width="600px"><mj-section><mj-column width="50%">
    <mj-image alt="Nu 30 % billigare" src="https://exempel.se/a.png" />
    <mj-text>{{ optout }}</mj-text></mj-column></mj-section></mj-body></mjml>`;
  const mail: Form = { kind: 'email', channel: 'newsletter', language: 'sv', subject: 'Hej', preheader: '', mjml };
  expect(await codesOf([mail])).toEqual([{ code: 'typed-term', severity: 'fault', line: 2, params: { text: '30 %' } }]);
});

test('a variable that nothing stands behind is named', async () => {
  const codes = await codesOf([sms(`${honest} {{ price.jacka }} {{ customer.ssn }} {{ pris }} {{ price[x] }}`)]);
  expect(codes.map(({ code, params }) => [code, params['variable']])).toEqual([
    ['variable-unknown', 'price.jacka'],
    ['variable-worked-out', 'price.x'],
    ['variable-unknown', 'customer.ssn'],
    ['variable-unknown', 'pris'],
    ['variable-unknown', 'x'],
  ]);
});

test('an offer that is over, not live, not in the channel, or not for the whole period is a fault', async () => {
  const code = async (fact: Partial<ReferenceFact>) => (await codesOf([sms(honest)], fact)).map((each) => each.code);
  expect(await code(offer({ state: 'ended' }))).toEqual(['offer-ended']);
  expect(await code(offer({ validTo: '2026-11-22T07:00:00Z' }))).toEqual(['offer-ended']);
  expect(await code(offer({ state: 'approved' }))).toEqual(['offer-not-live']);
  expect(await code(offer({ channels: ['app'] }))).toEqual(['offer-other-channel']);
  expect(await code(offer({ validTo: '2026-11-25T00:00:00Z' }))).toEqual(['offer-other-period']);
  expect(await code(offer({ audience: 'list' }))).toEqual(['offer-personal']);
  expect(await code({ offer: null, product: null, price: null, prior: null })).toEqual(['offer-gone']);
  expect(await code({ product: null, price: null, prior: null, ...offer({ products: ['a', 'b'] }) })).toEqual([
    'product-missing',
  ]);
});

test('a prior price is not shown beside a price that is no lower', async () => {
  const codes = await codesOf([sms(honest)], { prior: { amount: 899_00, currency: 'SEK' } });
  expect(codes.map((each) => each.code)).toEqual(['prior-not-above']);
});

test('a claim of a reduction shows the prior price, and cannot be made when none is known', async () => {
  const optout = '{{ optout }}';
  expect((await codesOf([sms(`REA! {{ price.jacket }} ${optout}`)])).map((each) => each.code)).toEqual([
    'prior-missing',
  ]);
  expect((await codesOf([sms(`{{ percent.jacket }} av ${optout}`)])).map((each) => each.code)).toEqual([
    'prior-missing',
  ]);
  expect((await codesOf([sms(`Bra pris: {{ price.jacket }} ${optout}`)])).map((each) => each.code)).toEqual([
    'prior-hint',
  ]);
  expect(await codesOf([sms(honest)], { prior: null })).toMatchObject([
    { code: 'word-unknown', severity: 'fault', params: { variable: 'prior.jacket' } },
  ]);
  // A price that is not lower than before has no percentage to speak of.
  const same = { prior: { amount: 899_00, currency: 'SEK' } };
  expect(await codesOf([sms(`${honest} {{ percent.jacket }}`)], same)).toMatchObject([
    { code: 'word-unknown', params: { variable: 'percent.jacket' } },
    { code: 'prior-not-above' },
  ]);
});

test('marketing shows the way out, service need not', async () => {
  const text = 'Din order {{ name.jacket }} är packad.';
  expect((await codesOf([sms(text)])).map((each) => each.code)).toEqual(['optout-missing']);
  expect(await codesOf([sms(text)], {}, { purpose: 'service' })).toEqual([]);
});

test('a channel that is named without a form, and a form in a channel that is not, are faults', async () => {
  expect(await codesOf([sms(honest)], {}, { channels: ['app'] })).toMatchObject([
    { code: 'form-missing', params: { channel: 'app' } },
    { code: 'channel-not-named', params: { channel: 'sms' } },
  ]);
});

test('a long or dear text message is a warning with its parts, a wide till line a fault with its line', async () => {
  const long = await codesOf([sms(`${honest}${'å'.repeat(460)}`)]);
  expect(long).toMatchObject([{ code: 'sms-long', severity: 'warning', params: { parts: 4, most: 3 } }]);
  expect(await codesOf([sms(`${honest} č`)])).toMatchObject([{ code: 'sms-dear', params: { signs: 'č' } }]);
  const till: Form = {
    kind: 'till',
    channel: 'store',
    language: 'sv',
    width: 32,
    text: '{{ name.jacket }}\n{{ price.jacket }}, lägsta pris förut {{ prior.jacket }}',
  };
  expect(await codesOf([till])).toEqual([
    { code: 'till-wide', severity: 'fault', line: 2, params: { length: 34, width: 32 } },
  ]);
});
