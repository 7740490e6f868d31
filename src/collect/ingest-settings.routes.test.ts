import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { addKey } from '../organisation/key.service.ts';

const shop = 'https://shop.example';
const stranger = 'https://stranger.example';

let given: TestApp;
let shopKey: string;
beforeAll(async () => {
  given = await openApp();
  shopKey = (await addKey(given.deps, { name: 'sajten', kind: 'write', origins: [shop] })).key;
});
afterAll(() => given.close());

const call = { userId: 'sida', event: 'Product Viewed' };

async function sendFrom(origin: string, writeKey: string, more: object = {}) {
  return given.app.inject({
    method: 'POST',
    url: '/v1/t',
    headers: { origin, 'content-type': 'text/plain' },
    payload: JSON.stringify({ ...call, ...more, writeKey }),
  });
}

describe('a page of another site', () => {
  test('may send with a write key that names no pages, and reads the answer', async () => {
    const answer = await sendFrom(stranger, given.writeKey);
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([200, stranger]);
    expect(answer.headers['vary']).toBe('Origin');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('may send with a key that names it, and with no key that names others', async () => {
    const own = await sendFrom(shop, shopKey);
    expect([own.statusCode, own.headers['access-control-allow-origin']]).toEqual([200, shop]);
    const other = await sendFrom(stranger, shopKey);
    expect([other.statusCode, other.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    expect(other.json()).toMatchObject({ code: 'not-permitted', errors: [{ field: 'origin', found: stranger }] });
  });

  test.each(['https://shop.example.stranger.example', 'http://shop.example', 'https://shop.example:8443', 'null'])(
    '%s is not the shop',
    async (origin) => {
      expect((await sendFrom(origin, shopKey)).statusCode).toBe(403);
    },
  );

  test('may not send with a channel key: a key that may ask and promise stands in no page', async () => {
    const answer = await given.app.inject({
      method: 'POST',
      url: '/v1/track',
      headers: { ...given.channelKey, origin: shop },
      payload: call,
    });
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  });

  test('reads what it did wrong, so that its client need not try again', async () => {
    const bad = await sendFrom(shop, shopKey, { event: '' });
    expect([bad.statusCode, bad.headers['access-control-allow-origin']]).toEqual([400, shop]);
    const unknown = await sendFrom(shop, 'wk_unknown');
    expect([unknown.statusCode, unknown.headers['access-control-allow-origin']]).toEqual([401, '*']);
  });

  test.each([
    '/v1/t',
    '/v1/track',
    '/v1/batch',
    '/v1/b',
    '/v1/cloudevents',
    '/v1/projects/wk_x/settings',
    '/sourceConfig',
  ])('is told beforehand that it may call %s', async (url) => {
    const headers = { origin: shop, 'access-control-request-method': 'POST' };
    const answer = await given.app.inject({ method: 'OPTIONS', url, headers });
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([204, '*']);
    expect(answer.headers['access-control-allow-headers']).toContain('authorization');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('may call nothing else', async () => {
    const headers = { origin: shop, 'access-control-request-method': 'POST' };
    for (const url of [
      '/v1/decisions',
      '/v1/promises',
      '/v1/keys',
      '/v1/dead-letters',
      '/v1/customers',
      '/v1/channels',
    ]) {
      const asked = await given.app.inject({ method: 'OPTIONS', url, headers });
      expect([url, asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([url, 401, undefined]);
      const read = await given.app.inject({ url, headers: { ...given.channelKey, origin: shop } });
      expect(read.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

test('a program sends with a key that names pages: no rule of browsers binds it', async () => {
  const authorization = `Bearer ${shopKey}`;
  const answer = await given.app.inject({
    method: 'POST',
    url: '/v1/track',
    headers: { authorization },
    payload: call,
  });
  expect(answer.statusCode).toBe(200);
});

describe('before it sends', () => {
  test("Segment's client is told to send to the server that it asked", async () => {
    const url = `/v1/projects/${shopKey}/settings`;
    const answer = await given.app.inject({ url, headers: { host: 'samspel.example:4000', origin: shop } });
    expect(answer.headers['access-control-allow-origin']).toBe(shop);
    expect(answer.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: shopKey, apiHost: 'samspel.example:4000/v1', protocol: 'http' } },
    });
    expect((await given.app.inject({ url: '/v1/projects/wk_unknown/settings' })).statusCode).toBe(401);
    expect((await given.app.inject({ url, headers: { origin: stranger } })).statusCode).toBe(403);
  });

  test("RudderStack's client is told that its source is there, by Basic or in the address", async () => {
    const authorization = `Basic ${Buffer.from(`${shopKey}:`).toString('base64')}`;
    const asked = await Promise.all([
      given.app.inject({ url: '/sourceConfig?p=npm&v=3.34.1', headers: { authorization } }),
      given.app.inject({ url: `/sourceConfig?writeKey=${shopKey}` }),
    ]);
    for (const answer of asked) expect(answer.json()).toMatchObject({ source: { enabled: true, destinations: [] } });
    expect((await given.app.inject({ url: '/sourceConfig' })).statusCode).toBe(401);
  });
});
