import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';

let given: TestApp;
let host: string;
beforeAll(async () => {
  given = await openApp();
  host = await given.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => given.close());

type Entry = { name: string; channel: string; detail: { type: string; properties: Record<string, unknown> } };

test("a customer's life is taken in from Segment's own client, all six kinds of call", async () => {
  const analytics = new Analytics({ writeKey: given.writeKey, host, flushAt: 10, maxRetries: 0 });
  const faults: unknown[] = [];
  analytics.on('error', (error) => faults.push(error));
  const anonymousId = 'cookie-1';
  const userId = 'kund-1';
  analytics.page({ anonymousId, name: 'Jackor', properties: { title: 'Jackor' } });
  analytics.track({ anonymousId, event: 'Product Viewed', properties: { product_id: 'jacka-1', price: 1299 } });
  analytics.identify({ anonymousId, userId, traits: { email: 'Asa@Example.se', firstName: 'Åsa', lastName: 'Berg' } });
  analytics.screen({ userId, name: 'Kassa' });
  analytics.track({
    userId,
    event: 'Receipt Issued',
    properties: { channel: 'store', products: [{ sku: 'jacka-1' }] },
  });
  analytics.group({ userId, groupId: 'klubben', traits: { name: 'Klubben' } });
  analytics.alias({ userId, previousId: 'gammal-cookie' });
  await analytics.closeAndFlush();
  expect(faults).toEqual([]);

  await given.flush();
  const found = await given.app.inject({ url: '/v1/customers/by/email/asa@example.se', headers: given.channelKey });
  const customer = found.json<{ id: string; name: string; identifiers: { type: string; value: string }[] }>();
  expect(customer.name).toBe('Åsa Berg');
  expect(customer.identifiers.map((each) => `${each.type}=${each.value}`).toSorted()).toEqual([
    'anonymous_id=cookie-1',
    'anonymous_id=gammal-cookie',
    'email=asa@example.se',
    'user_id=kund-1',
  ]);
  const life = await given.app.inject({ url: `/v1/customers/${customer.id}/timeline`, headers: given.channelKey });
  const entries = life.json<{ entries: Entry[] }>().entries;
  expect(entries.map((each) => `${each.channel} ${each.detail.type} ${each.name}`).toSorted()).toEqual([
    'app screen Kassa',
    'store track Receipt Issued',
    'web alias alias',
    'web group group',
    'web identify identify',
    'web page Jackor',
    'web track Product Viewed',
  ]);
});

test('the client is told when its key is unknown', async () => {
  const analytics = new Analytics({ writeKey: 'wk_unknown', host, flushAt: 1, maxRetries: 0 });
  const faults: { code?: string }[] = [];
  analytics.on('error', (error) => faults.push(error as { code?: string }));
  analytics.track({ userId: 'u', event: 'x' });
  await analytics.closeAndFlush();
  expect(faults).toHaveLength(1);
});
