import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { ContradictionPage, OfferCheck } from './contradiction.contract.ts';
import type { ExceptionInput, ExceptionView } from './exception.contract.ts';
import type { OfferView } from './offer.contract.ts';
import type { TextInput } from './text/text.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
  given.clock.set(Date.UTC(2026, 10, 26, 9));
});
afterAll(() => given.close());

async function tell<T>(url: string, body: object, headers = given.channelKey): Promise<T> {
  const answer = await given.app.inject({ method: 'POST', url, headers, body });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  await given.flush();
  return answer.json<T>();
}

async function see(product: string, productName: string, amount: number): Promise<void> {
  const seenAt = new Date(given.clock.now()).toISOString();
  const seen = { product, productName, channel: 'web', amount, currency: 'SEK', priceType: 'regular', source: 'feed' };
  await tell('/v1/sightings', { sightings: [{ ...seen, seenAt }] });
}

async function handIn(channel: string, text: string): Promise<void> {
  given.clock.advance(1000);
  await tell('/v1/texts', { channel, kind: 'newsletter', source: 'week 48', text } satisfies TextInput);
}

function declare(product: string, more: Partial<ExceptionInput> = {}): Promise<ExceptionView> {
  const words = { shownText: 'Gäller bara i nyhetsbrevet.', reason: 'Nyhetsbrevet har ett eget erbjudande.' };
  const letters = { kind: 'web-price', channels: ['newsletter'], products: [product], validTo: '2026-12-20T00:00:00Z' };
  return tell('/v1/exceptions', { ...letters, ...words, ...more }, given.member);
}

async function about(product: string) {
  const url = `/v1/contradictions?kind=unequal&product=${product}`;
  const page = (await given.app.inject({ url, headers: given.channelKey })).json<ContradictionPage>();
  return page.contradictions
    .filter(({ aspect }) => aspect !== 'price')
    .map(({ aspect, status, exceptedBy }) => [aspect, status, exceptedBy]);
}

test.each([
  ['period', 'Mössa Ren', 'Mössa Ren 199 kr t.o.m. 6 december.', 'Mössa Ren 199 kr t.o.m. 29 november.'],
  ['share', 'Vante Ren', '40 % rabatt på Vante Ren!', '30 % rabatt på Vante Ren!'],
  ['code', 'Sjal Ren', 'Sjal Ren 199 kr med koden VINTER20.', 'Sjal Ren 199 kr med koden VINTER30.'],
])('two texts of another %s are excepted while that is declared, and open again', async (aspect, name, one, other) => {
  const product = `texts-${aspect}`;
  await see(product, name, 249_00);
  await handIn('newsletter', one);
  await handIn('sms', other);
  expect(await about(product)).toEqual([[aspect, 'open', null]]);
  const { id } = await declare(product);
  expect(await about(product)).toEqual([[aspect, 'excepted', id]]);
  await tell(`/v1/exceptions/${id}/ending`, {}, given.member);
  expect(await about(product)).toEqual([[aspect, 'open', null]]);
});

test('what is declared of members, of places, or between two other channels covers no other last day', async () => {
  await see('others', 'Halsduk Ren', 249_00);
  await handIn('newsletter', 'Halsduk Ren 199 kr t.o.m. 6 december.');
  await handIn('sms', 'Halsduk Ren 199 kr t.o.m. 29 november.');
  await declare('others', { kind: 'member-price' });
  await declare('others', { kind: 'zone-price' });
  await declare('others', { channels: ['newsletter', 'app'] });
  expect(await about('others')).toEqual([['period', 'open', null]]);
});

test.each([
  [
    'period',
    { kind: 'fixed-price', amount: 300_00, currency: 'SEK' },
    'Sockor Ren 300 kr t.o.m. 6 december.',
    'Sockor Ren',
  ],
  ['share', { kind: 'percent-off', percent: 25 }, '40 % rabatt på Stövel Ren!', 'Stövel Ren'],
])(
  'before it is published an offer is told that another %s is meant, and goes live',
  async (aspect, terms, text, name) => {
    const product = `offered-${aspect}`;
    await see(product, name, 400_00);
    await handIn('newsletter', text);
    const body = { name: 'Sockor', products: [product], channels: ['app', 'web'], terms };
    const period = { validFrom: '2026-11-26T08:00:00Z', validTo: '2026-11-29T23:00:00Z' };
    const { id } = await tell<OfferView>('/v1/offers', { ...body, ...period });
    await tell(`/v1/offers/${id}/approval`, {});
    const told = async () =>
      (await tell<OfferCheck>(`/v1/offers/${id}/check`, {})).findings.map((each) => [each.aspect, each.exceptedBy]);
    const url = `/v1/offers/${id}/publication?contradictions=block`;
    const publish = () => given.app.inject({ method: 'POST', url, headers: given.channelKey, body: {} });
    expect(await told()).toEqual([[aspect, null]]);
    expect((await publish()).json()).toMatchObject({ code: 'state-conflict' });
    const declared = await declare(product);
    expect(await told()).toEqual([[aspect, declared.id]]);
    const published = await publish();
    expect(published.statusCode, published.body).toBe(200);
    await given.flush();
    expect(await about(product)).toEqual([[aspect, 'excepted', declared.id]]);
  },
);
