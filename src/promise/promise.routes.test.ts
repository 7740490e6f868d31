import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { addKeys } from '../organisation/key.service.ts';
import type { PromiseView } from './promise.contract.ts';

let given: TestApp;
let phone: Record<string, string>;
let otherPhone: Record<string, string>;
let chat: Record<string, string>;
beforeAll(async () => {
  given = await openApp();
  const keys = await addKeys(given.deps, [
    { name: 'växeln', kind: 'channel', channel: 'phone' },
    { name: 'växeln', kind: 'channel', channel: 'phone' },
    { name: 'chatten', kind: 'channel', channel: 'chat' },
  ]);
  const headers = keys.map(({ key }) => ({ authorization: `Bearer ${key}` }));
  [phone = {}, otherPhone = {}, chat = {}] = headers;
});
afterAll(async () => {
  await given.close();
});

async function post(url: string, as: Record<string, string>, payload?: object) {
  const reply = await given.app.inject({
    method: 'POST',
    url,
    headers: as,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, body: reply.json<PromiseView & { code?: string }>() };
}

function priceFor(name: string, channel = 'phone'): object {
  return {
    identifiers: [{ type: 'email', value: `${name}@example.se` }],
    terms: { kind: 'fixed-price', amount: 499_00, currency: 'SEK' },
    product: 'kängan',
    description: 'Priset i telefon',
    channel,
  };
}

test("a channel's key makes no promise in another channel, and takes back none that another made", async () => {
  expect((await post('/v1/promises', chat, priceFor('asa'))).status).toBe(403);
  const made = await post('/v1/promises', phone, priceFor('asa'));
  expect(made.status).toBe(201);
  const refused = await post(`/v1/promises/${made.body.id}/withdrawal`, chat);
  expect([refused.status, refused.body.code]).toEqual([403, 'not-permitted']);
  const own = await post(`/v1/promises/${made.body.id}/withdrawal`, phone);
  expect([own.status, own.body.state]).toEqual([200, 'withdrawn']);
});

test('two systems of one name each have their own idempotency keys', async () => {
  const first = await post('/v1/promises', { ...phone, 'idempotency-key': '17' }, priceFor('bo'));
  const second = await post('/v1/promises', { ...otherPhone, 'idempotency-key': '17' }, priceFor('eva'));
  expect([first.status, second.status]).toEqual([201, 201]);
  const again = await post('/v1/promises', { ...phone, 'idempotency-key': '17' }, priceFor('bo'));
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  const changed = await post('/v1/promises', { ...phone, 'idempotency-key': '17' }, priceFor('ida'));
  expect([changed.status, changed.body.code]).toEqual([409, 'idempotency-key-reused']);
});
