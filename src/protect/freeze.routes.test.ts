import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { answer } from './customer.command.ts';
import { readCustomerRequest } from './customer-options.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

type Method = 'GET' | 'POST' | 'DELETE';

async function call(
  method: Method,
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = app.member,
) {
  return await app.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function offer(product: string): Promise<void> {
  const terms = { kind: 'fixed-price', amount: 100, currency: 'SEK' };
  const what = { name: product, terms, products: [product], channels: ['store'], validFrom: '2026-01-01T00:00:00Z' };
  const { id } = (await call('POST', '/v1/offers', what)).json<{ id: string }>();
  await call('POST', `/v1/offers/${id}/approval`);
  expect((await call('POST', `/v1/offers/${id}/publication`)).statusCode).toBe(200);
}

async function ask(product: string) {
  const identifiers = [{ type: 'email', value: 'asa@example.se' }];
  const decided = await call('POST', '/v1/decisions', { identifiers, channel: 'store', product }, app.channelKey);
  return decided.json<{ customerId: string; outcome: string; reasons: { code: string }[] }>();
}

test('a frozen customer is offered nothing new and keeps what was promised, until thawed', async () => {
  await offer('mössa');
  await offer('sjal');
  const { customerId, outcome } = await ask('mössa');
  expect(outcome).toBe('offer');

  const frozen = await call('POST', `/v1/customers/${customerId}/freeze`, { because: 'bestrider en uppgift' });
  expect(frozen.json()).toMatchObject({ because: 'bestrider en uppgift', by: expect.stringContaining('member:') });
  const nothing = await ask('sjal');
  expect(nothing.outcome).toBe('nothing');
  expect(nothing.reasons.map((each) => each.code)).toContain('customer-frozen');
  expect((await ask('mössa')).outcome).not.toBe('nothing');

  expect((await call('DELETE', `/v1/customers/${customerId}/freeze`)).json()).toMatchObject({ since: null });
  expect((await ask('sjal')).outcome).toBe('offer');
  const { rows } = await app.deps.postgres.query<{ action: string }>(
    `select action from audit where subject_kind = 'customer' and subject_id = $1 order by id`,
    [customerId],
  );
  expect(rows.map((each) => each.action).toSorted()).toEqual(['frozen', 'thawed']);
});

test('on the command line an erasure says what it would reach, and does it when it is sure', async () => {
  const { customerId } = await ask('mössa');
  const who = 'email:asa@example.se';
  const asked = readCustomerRequest(['erase', who]);
  if (asked.act === 'help') throw new Error('not asked for help');
  expect(await answer(app.deps, asked)).toMatchObject({
    said: expect.stringContaining('1 identifiers, 0 events'),
    code: 1,
  });
  const before = await call('GET', `/v1/customers/${customerId}`);
  expect(before.statusCode).toBe(200);
  const reach = await call('GET', `/v1/customers/${customerId}/erasure`);
  expect(reach.json()).toMatchObject({ identifiers: 1, events: 0, promises: 2 });
  await expect(
    answer(app.deps, { act: 'erase', who: { type: 'email', value: 'asa@example.se' }, isSure: true }),
  ).rejects.toMatchObject({ code: 'config-invalid', detail: expect.stringContaining('SAMSPEL_IDENTIFIER_KEY') });
  expect((await call('GET', `/v1/customers/${customerId}`)).statusCode).toBe(200);
});

test('how long events are kept is said by name', async () => {
  const keep = await answer(app.deps, { act: 'keep', event: 'Product Viewed', days: 400 });
  expect(keep.said).toBe('Product Viewed: 400 days\n');
  const over = await answer(app.deps, { act: 'keep', event: 'Product Viewed', days: null });
  expect(over.said).toBe('All events are kept for ever.\n');
});

test.each([
  [['erase'], 'takes one customer'],
  [['erase', 'asa'], 'no customer'],
  [['export', 'email:a@example.se'], '--to is missing'],
  [['freeze', 'email:a@example.se'], '--because is missing'],
  [['keep', 'Seen', '--days', '0'], 'from 1 to'],
  [['burn', 'x'], 'there is no "burn"'],
])('%j is answered with what is allowed', (args, words) => {
  expect(() => readCustomerRequest(args)).toThrow(words);
});

test('a request has a month, may be given two more once, and ends when what it asks is done', async () => {
  const { customerId } = await ask('mössa');
  const noted = await call('POST', `/v1/customers/${customerId}/requests`, { kind: 'restriction' });
  expect(noted.json()).toMatchObject({
    state: 'open',
    receivedAt: '2026-11-22T09:00:00.000Z',
    dueAt: '2026-12-22T09:00:00.000Z',
  });
  const { id } = noted.json<{ id: string }>();
  const more = await call('POST', `/v1/requests/${id}/extension`, { because: 'många register' });
  expect(more.json()).toMatchObject({ dueAt: '2027-02-22T09:00:00.000Z', extendedBecause: 'många register' });
  expect((await call('POST', `/v1/requests/${id}/extension`, { because: 'igen' })).statusCode).toBe(409);
  await call('POST', `/v1/customers/${customerId}/freeze`, { because: 'på egen begäran' });
  const list = await call('GET', `/v1/requests?customerId=${customerId}`);
  expect(list.json()).toMatchObject({ requests: [{ id, state: 'done', outcome: 'på egen begäran' }] });
  expect((await call('POST', `/v1/requests/${id}/end`, { state: 'refused', outcome: 'x' })).statusCode).toBe(409);
  const later = await call('POST', `/v1/customers/${customerId}/requests`, {
    kind: 'access',
    receivedAt: '2027-01-01T00:00:00Z',
  });
  expect(later.statusCode).toBe(400);
});
