import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import type { PlanVersionView } from './plan.contract.ts';
import type { DryRun, Learnt, PlanDetail, PlanFile, PlanView, ViolatingEvent } from './plan-report.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
  await publish('Product Viewed', 'warn');
  await send([
    ...Array.from({ length: 60 }, (_, index) => viewed(index, { product_id: `p-${index % 3}`, price: 100 + index })),
    ...Array.from({ length: 4 }, (_, index) => viewed(100 + index, { product_id: 'p-1', price: '100 kr' })),
    viewed(100, { product_id: 'p-1', price: '100 kr' }),
    { type: 'track', event: 'Kaffe Bjudet', userId: 'u-1', messageId: 'kaffe', properties: { store: 'Umeå' } },
    { type: 'page', name: 'Jackor', userId: 'u-1', messageId: 'sida-1', properties: { path: '/jackor' } },
    { type: 'page', name: 'Tält', userId: 'u-1', messageId: 'sida-2', properties: { path: '/talt' } },
  ]);
  await given.flush();
});
afterAll(() => given.close());

const schema = {
  type: 'object',
  properties: { product_id: { type: 'string' }, price: { type: 'number' } },
  required: ['product_id'],
};

function viewed(index: number, properties: object) {
  return { type: 'track', event: 'Product Viewed', userId: `u-${index % 10}`, messageId: `m-${index}`, properties };
}

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<T> {
  const answer = await given.app.inject({
    method,
    url,
    headers: given.member,
    ...(payload === undefined ? {} : { payload }),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<T>();
}

async function publish(name: string, mode: string): Promise<void> {
  const { id } = await ask<PlanVersionView>('POST', '/v1/plan/versions', { type: 'track', name, mode, schema });
  await ask('POST', `/v1/plan/versions/${id}/publication`);
}

async function send(batch: readonly object[]): Promise<void> {
  const headers = { authorization: `Bearer ${given.writeKey}` };
  const answer = await given.app.inject({ method: 'POST', url: '/v1/batch', headers, payload: { batch } });
  expect(answer.statusCode).toBe(200);
}

const named = 'type=track&name=Product%20Viewed';

describe('how the plan is kept to', () => {
  test('is told for every name that is planned or came, an event that was sent twice once', async () => {
    const { entries, settings } = await ask<PlanView>('GET', '/v1/plan');
    const of = (name: string) => entries.find((each) => each.name === name);
    expect(settings).toEqual({ unknownNames: 'allow', unknownProperties: 'allow' });
    expect(of('Product Viewed')).toMatchObject({ isPlanned: true, mode: 'warn', live: 1, events: 64, violating: 4 });
    expect(of('Kaffe Bjudet')).toMatchObject({ isPlanned: false, mode: null, versions: 0, events: 1, violating: 0 });
    expect(entries.filter((each) => each.type === 'page')).toMatchObject([{ name: '*', events: 2 }]);
  });

  test('is told of one name by violation and source, with the events behind', async () => {
    const detail = await ask<PlanDetail>('GET', `/v1/plan/event?${named}`);
    expect(detail).toMatchObject({ events: 64, violating: 4, days: 7 });
    expect(detail.groups).toMatchObject([{ violation: 'type price', source: 'test-source', mode: 'warn', events: 4 }]);
    const behind = await ask<{ events: ViolatingEvent[] }>(
      'GET',
      `/v1/plan/violations?${named}&violation=type%20price`,
    );
    expect(behind.events.map((each) => each.messageId).toSorted()).toEqual(['m-100', 'm-101', 'm-102', 'm-103']);
    expect(behind.events[0]).toMatchObject({
      version: 1,
      mode: 'warn',
      violations: [{ code: 'type', place: 'price', found: 'a text', allowed: 'number' }],
    });
    const none = await ask<{ events: ViolatingEvent[] }>('GET', `/v1/plan/violations?${named}&violation=x%27%20OR%201`);
    expect(none.events).toEqual([]);
  });
});

describe('a schema learnt from traffic', () => {
  test('says what the events of a name hold, each event once, and is kept nowhere', async () => {
    const learnt = await ask<Learnt>('POST', '/v1/plan/learning', { type: 'track', name: 'Product Viewed' });
    expect(learnt.sampled).toBe(64);
    expect(learnt.schema).toEqual({
      type: 'object',
      properties: {
        product_id: { type: 'string', enum: ['p-0', 'p-1', 'p-2'] },
        price: { type: ['number', 'string'], minimum: 0, maximum: 10_000 },
      },
      required: ['product_id', 'price'],
    });
    expect(learnt.evidence.find((each) => each.path === 'price')?.kinds).toEqual({ integer: 60, string: 4 });
    const { versions } = await ask<PlanDetail>('GET', `/v1/plan/event?${named}`);
    expect(versions).toHaveLength(1);
  });

  test('is learnt of all pages that have no entry of their own', async () => {
    const learnt = await ask<Learnt>('POST', '/v1/plan/learning', { type: 'page', name: '*' });
    expect(learnt).toMatchObject({ sampled: 2, schema: { properties: { path: { type: 'string' } } } });
  });

  test('of a name that never came is open, and rests on nothing', async () => {
    const learnt = await ask<Learnt>('POST', '/v1/plan/learning', { type: 'track', name: 'Never' });
    expect(learnt).toMatchObject({ sampled: 0, evidence: [], schema: { type: 'object' } });
  });
});

test('a draft is tried on the newest events, per source, before it is published', async () => {
  const strict = { ...schema, properties: { price: { type: 'number', maximum: 150 } } };
  const body = { type: 'track', name: 'Product Viewed', schema: strict };
  const tried = await ask<DryRun>('POST', '/v1/plan/dry-run', body);
  expect(tried).toMatchObject({
    events: 64,
    violating: 13,
    sources: [{ source: 'test-source', events: 64, violating: 13 }],
    groups: [
      { violation: 'range price', events: 9, found: 'a whole number', allowed: '<= 150' },
      { violation: 'type price', events: 4 },
    ],
  });
  const few = await ask<DryRun>('POST', '/v1/plan/dry-run', { ...body, most: 10 });
  expect(few.events).toBe(10);
});

test('two schemas are compared by what the second asks that the first did not', async () => {
  const after = { ...schema, required: ['product_id', 'price'] };
  const changes = [{ path: 'price', change: 'required', way: 'stricter', before: 'false', after: 'true' }];
  const compared = await ask('POST', '/v1/plan/comparison', { before: schema, after });
  expect(compared).toEqual({ isCompatible: false, changes });
});

describe('the plan as a file', () => {
  test('goes out and in again without a change', async () => {
    const file = await ask<PlanFile>('GET', '/v1/plan/file');
    expect(file.events).toMatchObject([{ name: 'Product Viewed', version: 1, status: 'live', mode: 'warn', schema }]);
    expect(await ask('PUT', '/v1/plan/file', file)).toEqual({ added: 0, changed: 0, unchanged: 1 });
  });

  test('brings new versions live and retires the ones before, all or nothing', async () => {
    const file = await ask<PlanFile>('GET', '/v1/plan/file');
    const [first] = file.events;
    if (first === undefined) throw new Error('the plan is empty');
    const next = { ...first, version: 2, schema: { type: 'object' } };
    const events = [{ ...first, status: 'retired' as const }, next, { ...next, name: 'Kaffe Bjudet', version: 1 }];
    expect(await ask('PUT', '/v1/plan/file', { ...file, events })).toEqual({ added: 2, changed: 1, unchanged: 0 });
    const { versions } = await ask<PlanDetail>('GET', `/v1/plan/event?${named}`);
    expect(versions.map((each) => [each.version, each.status, each.origin])).toEqual([
      [2, 'live', 'imported'],
      [1, 'retired', 'written'],
    ]);
    const refused = await given.app.inject({
      method: 'PUT',
      url: '/v1/plan/file',
      headers: given.member,
      payload: {
        ...file,
        events: [
          { ...next, name: 'Ny' },
          { ...next, schema: { type: 'object', required: ['a'] } },
        ],
      },
    });
    expect(refused.statusCode).toBe(409);
    const after = await ask<PlanFile>('GET', '/v1/plan/file');
    expect(after.events.some((each) => each.name === 'Ny')).toBe(false);
  });
});
