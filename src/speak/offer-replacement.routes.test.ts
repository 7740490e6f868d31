import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { Decision } from '../decide/decision.contract.ts';
import { addKey } from '../organisation/key.service.ts';
import type { ContradictionPage } from './contradiction.contract.ts';
import type { MessageView } from './message/message.contract.ts';
import type { NamedOffer, OfferInput } from './offer.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const input: OfferInput = {
  name: 'Vinterrea',
  terms: { kind: 'fixed-price', amount: 399_00, currency: 'SEK' },
  products: ['jackan'],
  channels: ['web', 'store'],
  validFrom: '2026-11-20T00:00:00Z',
  validTo: '2026-12-01T00:00:00Z',
};
const cheaper: Partial<OfferInput> = { terms: { kind: 'fixed-price', amount: 349_00, currency: 'SEK' } };

async function call(method: 'GET' | 'POST', url: string, payload?: object, headers = given.member) {
  const reply = await given.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: reply.statusCode, body: reply.json<NamedOffer & { readonly code: string }>() };
}

async function written(offer: Partial<OfferInput> = {}): Promise<string> {
  const { status, body } = await call('POST', '/v1/offers', { ...input, ...offer });
  expect(status).toBe(201);
  return body.id;
}

async function approved(offer: Partial<OfferInput> = {}): Promise<string> {
  const id = await written(offer);
  expect((await call('POST', `/v1/offers/${id}/approval`)).body.state).toBe('approved');
  return id;
}

function publish(id: string) {
  return call('POST', `/v1/offers/${id}/publication?contradictions=block`);
}

async function live(offer: Partial<OfferInput> = {}): Promise<string> {
  const id = await approved(offer);
  expect((await publish(id)).status).toBe(200);
  return id;
}

async function priceFor(email: string, product: string): Promise<number | undefined> {
  const identifiers = [{ type: 'email', value: email }];
  const payload = { identifiers, channel: 'web', product };
  const reply = await given.app.inject({ method: 'POST', url: '/v1/decisions', headers: given.channelKey, payload });
  return reply.json<Decision>().quote?.amount;
}

test('an offer that takes the place of a live one ends it as it goes live, and what was promised is kept', async () => {
  const old = await live({ products: ['kängan'] });
  expect(await priceFor('asa@example.se', 'kängan')).toBe(399_00);
  const dearer = { kind: 'fixed-price' as const, amount: 449_00, currency: 'SEK' };
  const next = await approved({ products: ['kängan'], terms: dearer, replaces: old });
  expect((await call('GET', `/v1/offers/${old}`)).body).toMatchObject({ state: 'live', replacedBy: null });
  expect((await publish(next)).body).toMatchObject({ state: 'live', replaces: old, contradicts: [] });
  expect((await call('GET', `/v1/offers/${old}`)).body).toMatchObject({ state: 'ended', replacedBy: next });
  expect(await priceFor('bo@example.se', 'kängan')).toBe(449_00);
  expect(await priceFor('asa@example.se', 'kängan')).toBe(399_00);
});

test('one that is to take the place of a live offer is no contradiction of it while it waits', async () => {
  const old = await live({ products: ['mössan'] });
  await approved({ products: ['mössan'], ...cheaper, replaces: old });
  await call('POST', '/v1/contradictions/check');
  await given.flush();
  const reply = await given.app.inject({ method: 'GET', url: '/v1/contradictions?q=mössan', headers: given.member });
  expect(reply.json<ContradictionPage>().contradictions.filter(({ kind }) => kind !== 'missing')).toEqual([]);
});

test('a message that names the offer tells the price of the one that took its place', async () => {
  const old = await live();
  const form = { kind: 'sms', channel: 'web', language: 'sv', text: 'Jackan {{ price.jackan }}' };
  const message = {
    name: 'Jacka',
    theme: 'Vinter',
    purpose: 'service',
    channels: ['web'],
    validFrom: '2026-11-20T00:00:00Z',
    references: { jackan: { offer: old } },
    forms: [form],
  };
  const reply = await given.app.inject({
    method: 'POST',
    url: '/v1/messages',
    headers: given.member,
    payload: message,
  });
  const at = `/v1/messages/${reply.json<MessageView>().id}`;
  const fact = async () => {
    const seen = await given.app.inject({ method: 'GET', url: at, headers: given.member });
    return seen.json<MessageView>().facts[0];
  };
  const second = await approved({ ...cheaper, replaces: old });
  expect(await fact()).toMatchObject({ price: { amount: 399_00 }, offer: { id: old, state: 'live' } });
  await publish(second);
  expect(await fact()).toMatchObject({ price: { amount: 349_00 }, offer: { id: second, state: 'live' } });
  const third = await live({ ...cheaper, name: 'Längre rea', validTo: '2026-12-24T00:00:00Z', replaces: second });
  expect(await fact()).toMatchObject({ offer: { id: third, name: 'Längre rea' } });
});

test('the audience that is left out is the one of the offer that is replaced', async () => {
  const audience = { kind: 'list' as const, identifiers: [{ type: 'email', value: 'asa@example.se' }] };
  const old = await live({ products: ['vanten'], audience });
  const next = await live({ products: ['vanten'], ...cheaper, replaces: old });
  expect((await call('GET', `/v1/offers/${next}`)).body.audience).toEqual({ kind: 'list', size: 1 });
  expect([await priceFor('asa@example.se', 'vanten'), await priceFor('bo@example.se', 'vanten')]).toEqual([
    349_00,
    undefined,
  ]);
});

test('of two that would take the same place one does, and only what is live is replaced', async () => {
  const old = await live({ products: ['halsduken'] });
  const [one, other] = [
    await approved({ products: ['halsduken'], ...cheaper, replaces: old }),
    await approved({ products: ['halsduken'], ...cheaper, replaces: old }),
  ];
  const both = await Promise.all([one, other].map((id) => call('POST', `/v1/offers/${id}/publication`)));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await call('POST', '/v1/offers', { ...input, replaces: old })).status).toBe(409);
  expect((await call('POST', '/v1/offers', { ...input, replaces: await written() })).status).toBe(409);
  const none = { ...input, replaces: '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11' };
  expect(await call('POST', '/v1/offers', none)).toMatchObject({ status: 400, body: { code: 'field-invalid' } });
});

test("a channel's key replaces offers of its own channel only", async () => {
  const { key } = await addKey(given.deps, { name: 'kassan', kind: 'channel', channel: 'store' });
  const till = { authorization: `Bearer ${key}` };
  const old = await live({ products: ['sockan'] });
  const own = { ...input, channels: ['store'], products: ['sockan'], replaces: old };
  expect((await call('POST', '/v1/offers', own, till)).status).toBe(403);
});
