import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { Contradiction, ContradictionPage, OfferCheck } from './contradiction.contract.ts';
import type { OfferView } from './offer.contract.ts';
import type { TextInput, TextView } from './text/text.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
  given.clock.set(Date.UTC(2026, 10, 26, 9));
});
afterAll(() => given.close());

async function tell<T>(url: string, body: object): Promise<T> {
  const answer = await given.app.inject({ method: 'POST', url, headers: given.channelKey, body });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  await given.flush();
  return answer.json<T>();
}

async function see(product: string, productName: string, amount: number): Promise<void> {
  const seenAt = new Date(given.clock.now()).toISOString();
  const seen = {
    product,
    productName,
    channel: 'web',
    amount,
    currency: 'SEK',
    seenAt,
    priceType: 'regular',
    source: 'feed',
  };
  await tell('/v1/sightings', { sightings: [seen] });
}

function handIn(channel: string, text: string): Promise<TextView> {
  given.clock.advance(1000);
  const input: TextInput = { channel, kind: 'newsletter', source: 'week 48', text };
  return tell('/v1/texts', input);
}

async function publish(product: string, terms: OfferView['terms'], validTo: string): Promise<string> {
  const body = { name: `Vecka 48 ${product}`, products: [product], channels: ['app'], terms, validTo };
  const { id } = await tell<OfferView>('/v1/offers', { ...body, validFrom: '2026-11-26T08:00:00Z' });
  await tell(`/v1/offers/${id}/approval`, {});
  await tell(`/v1/offers/${id}/publication`, {});
  return id;
}

async function about(product: string): Promise<Contradiction[]> {
  const url = `/v1/contradictions?kind=unequal&product=${product}`;
  const page = (await given.app.inject({ url, headers: given.channelKey })).json<ContradictionPage>();
  return page.contradictions.filter(({ aspect }) => aspect !== 'price');
}

test('a newsletter that tells another last day than the offer contradicts it until a newer one puts it right', async () => {
  await see('4711', 'Jeans raka', 799_00);
  const offerId = await publish(
    '4711',
    { kind: 'fixed-price', amount: 599_00, currency: 'SEK' },
    '2026-11-29T23:00:00Z',
  );
  const text = await handIn('newsletter', 'Jeans raka 599 kr t.o.m. 6 december.');
  expect(await about('4711')).toMatchObject([
    {
      aspect: 'period',
      status: 'open',
      channels: ['app', 'newsletter'],
      difference: null,
      witness: {
        statements: [
          { offerId, amount: 599_00, until: '2026-11-29' },
          { amount: 599_00, until: '2026-12-06', text: { id: text.id, quote: 'Jeans raka 599 kr t.o.m. 6 december.' } },
        ],
      },
    },
  ]);
  const [{ id } = { id: '' }] = await about('4711');
  await handIn('newsletter', 'Jeans raka 599 kr t.o.m. 29 november.');
  expect(await about('4711')).toMatchObject([{ id, status: 'closed' }]);
});

test('a newsletter that takes off another share than the offer contradicts it, and does not when it is put right', async () => {
  await see('4712', 'Tröja Lova', 500_00);
  const offerId = await publish('4712', { kind: 'percent-off', percent: 30 }, '2026-11-29T23:00:00Z');
  await handIn('newsletter', '40 % rabatt på Tröja Lova!');
  expect(await about('4712')).toMatchObject([
    {
      aspect: 'share',
      status: 'open',
      witness: {
        statements: [
          { offerId, percent: 30 },
          { amount: null, percent: 40, text: { quote: '40 % rabatt på Tröja Lova!' } },
        ],
      },
    },
  ]);
  await handIn('newsletter', '30 % rabatt på Tröja Lova!');
  expect(await about('4712')).toMatchObject([{ status: 'closed' }]);
});

test('two channels that ask for another code for the same price contradict each other until they ask for the same', async () => {
  await see('4713', 'Mössa Ull', 249_00);
  await handIn('newsletter', 'Mössa Ull 199 kr med koden VINTER20.');
  await handIn('sms', 'Mössa Ull 199 kr med koden VINTER30.');
  const [found] = await about('4713');
  expect(found).toMatchObject({
    aspect: 'code',
    status: 'open',
    channels: ['newsletter', 'sms'],
    witness: {
      statements: [
        { code: 'VINTER20', amount: 199_00 },
        { code: 'VINTER30', amount: 199_00 },
      ],
    },
  });
  const until = '2026-12-24T00:00:00Z';
  const url = `/v1/contradictions/${found?.id}/acceptance`;
  const body = { until, because: 'Båda koderna gäller i kassan.' };
  const accepted = await given.app.inject({ method: 'PUT', url, headers: given.member, body });
  expect(accepted.statusCode, accepted.body).toBeLessThan(300);
  await tell('/v1/contradictions/check', {});
  expect(await about('4713')).toMatchObject([{ id: found?.id, status: 'accepted' }]);
  await handIn('sms', 'Mössa Ull 199 kr med koden VINTER20.');
  expect(await about('4713')).toMatchObject([{ id: found?.id, status: 'closed' }]);
});

test('two texts of other last days contradict each other, and texts that are deleted contradict nothing', async () => {
  await see('4714', 'Vante Ull', 249_00);
  await handIn('newsletter', 'Vante Ull 199 kr t.o.m. 29 november.');
  await handIn('sms', 'Vante Ull 199 kr t.o.m. 30 november.');
  expect(await about('4714')).toMatchObject([{ aspect: 'period', status: 'open' }]);
  await given.deps.postgres.query("delete from texts where channel = 'sms'");
  await tell('/v1/contradictions/check', {});
  expect(await about('4714')).toMatchObject([{ status: 'closed' }]);
  const { rows } = await given.deps.postgres.query("select from text_terms where value = '2026-11-30'");
  expect(rows).toEqual([]);
});

test('before it is published an offer is told of the texts that say another last day or share', async () => {
  await see('4715', 'Halsduk Ull', 400_00);
  await handIn('newsletter', 'Halsduk Ull 300 kr t.o.m. 6 december.');
  await handIn('sms', '40 % rabatt på Halsduk Ull t.o.m. 29 november.');
  const terms = { kind: 'percent-off', percent: 25 };
  const body = { name: 'Halsdukar', products: ['4715'], channels: ['app'], terms, validFrom: '2026-11-26T08:00:00Z' };
  const { id } = await tell<OfferView>('/v1/offers', { ...body, validTo: '2026-11-29T23:00:00Z' });
  const { findings } = await tell<OfferCheck>(`/v1/offers/${id}/check`, {});
  expect(findings.filter(({ kind, aspect }) => kind === 'unequal' && aspect !== 'price')).toMatchObject([
    { kind: 'unequal', aspect: 'period', channels: ['app', 'newsletter'] },
    { kind: 'unequal', aspect: 'share', channels: ['app', 'sms'] },
  ]);
  await tell(`/v1/offers/${id}/approval`, {});
  const url = `/v1/offers/${id}/publication?contradictions=block`;
  const refused = await given.app.inject({ method: 'POST', url, headers: given.channelKey, body: {} });
  expect(refused.json()).toMatchObject({ code: 'state-conflict' });
});

test('what is unequal is listed by its aspect, and nothing else has one', async () => {
  await see('4717', 'Byxa Ull', 500_00);
  await handIn('newsletter', 'Byxa Ull 400 kr.');
  const body = { name: 'Byxor', products: ['4717'], channels: ['phone'], terms: { kind: 'percent-off', percent: 20 } };
  const { id } = await tell<OfferView>('/v1/offers', { ...body, validFrom: '2026-11-26T08:00:00Z' });
  await tell(`/v1/offers/${id}/approval`, {});
  await tell(`/v1/offers/${id}/publication`, {});
  const list = async (query: string): Promise<[string, string | undefined][]> => {
    const url = `/v1/contradictions?${query}`;
    const page = (await given.app.inject({ url, headers: given.channelKey })).json<ContradictionPage>();
    expect(page.total).toBe(page.contradictions.length);
    return page.contradictions.map(({ kind, aspect }) => [kind, aspect]);
  };
  expect(new Set((await list('product=4717')).map(([kind]) => kind)).size).toBeGreaterThan(1);
  expect(new Set((await list('product=4717&aspect=price')).flat())).toEqual(new Set(['unequal', 'price']));
  expect(await list('product=4717&aspect=code')).toEqual([]);
  expect(new Set((await list('aspect=share')).flat())).toEqual(new Set(['unequal', 'share']));
  const table = await given.app.inject({ url: '/v1/contradictions.csv?aspect=code', headers: given.member });
  expect(table.body.trimEnd().split('\r\n')).toHaveLength(1 + (await list('aspect=code')).length);
  const wrong = await given.app.inject({ url: '/v1/contradictions?aspect=colour', headers: given.member });
  expect(wrong.statusCode).toBe(400);
});

test('an offer in both channels answers what two texts tell otherwise', async () => {
  await see('4716', 'Sockor Ull', 99_00);
  await handIn('newsletter', 'Sockor Ull 79 kr t.o.m. 29 november.');
  await handIn('sms', 'Sockor Ull 79 kr t.o.m. 30 november.');
  const terms = { kind: 'fixed-price', amount: 79_00, currency: 'SEK' };
  const offered = { name: 'Sockor', products: ['4716'], channels: ['newsletter', 'sms'], terms };
  const { id } = await tell<OfferView>('/v1/offers', { ...offered, validFrom: '2026-11-26T08:00:00Z' });
  await tell(`/v1/offers/${id}/approval`, {});
  await tell(`/v1/offers/${id}/publication`, {});
  expect(await about('4716')).toMatchObject([{ aspect: 'period', status: 'answered', answeredBy: id }]);
});
