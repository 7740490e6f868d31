import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import type { SegmentView } from './segment.contract.ts';

let given: TestApp;
const ids: string[] = [];
beforeAll(async () => {
  given = await openApp();
  for (const nth of [1, 2, 3]) {
    const identifiers = [{ type: 'email', value: `m${nth}@example.se` }];
    if (nth === 1) identifiers.push({ type: 'phone', value: '+46701234567' });
    given.clock.advance(1000);
    ids.push(
      await resolveCustomer(given.deps, given.deps.postgres, { identifiers, source: 't', at: given.clock.now() }),
    );
  }
  await given.deps.postgres.query(
    `update customers set attributes = '{"city": "Umeå", "name": "Åsa"}' where id = any($1)`,
    [ids.slice(0, 2)],
  );
});
afterAll(() => given.close());

async function call(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: unknown }> {
  const answer = await given.app.inject({ method, url, headers: given.member, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

async function keep(name: string, rule: object): Promise<SegmentView> {
  const answer = await given.app.inject({
    method: 'POST',
    url: '/v1/segments',
    headers: given.member,
    payload: { name, rule },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<SegmentView>();
}

test('a segment is counted, with how many each channel can reach, and its members are read page by page', async () => {
  const segment = await keep('Umeåborna', { attribute: 'city', equals: 'Umeå' });
  expect(segment.words).toEqual({ sv: 'city är "Umeå"', en: 'city is "Umeå"' });
  const count = await call('GET', `/v1/segments/${segment.id}/count`);
  expect(count.body).toMatchObject({
    customers: 2,
    reachable: expect.arrayContaining([
      { channel: 'email', identifier: 'email', customers: 2 },
      { channel: 'sms', identifier: 'phone', customers: 1 },
    ]),
  });
  const [first, second] = ids;
  const page = await call('GET', `/v1/segments/${segment.id}/members?limit=1`);
  expect(page.body).toMatchObject({ customers: [{ id: first, name: 'Åsa' }], next: first });
  const next = await call('GET', `/v1/segments/${segment.id}/members?limit=5&after=${first}`);
  expect(next.body).toMatchObject({ customers: [{ id: second }], next: null });
});

test('a segment within a segment follows its newest version, and none can contain itself', async () => {
  const inner = await keep('inner', { has: 'phone' });
  const outer = await keep('outer', { not: { segment: inner.id } });
  expect(outer.words.en).toBe('is not in the segment inner');
  const rule = { segment: outer.id };
  expect((await call('POST', '/v1/rules/count', { rule })).body).toMatchObject({ customers: 2 });
  const round = await call('PUT', `/v1/segments/${inner.id}`, { name: 'inner', rule, version: 1 });
  expect(round).toMatchObject({ status: 400, body: { detail: expect.stringContaining('would contain itself') } });
  const changed = await call('PUT', `/v1/segments/${inner.id}`, { name: 'inner', rule: { has: 'email' }, version: 1 });
  expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await call('POST', '/v1/rules/sample', { rule })).body).toMatchObject({ customers: [] });
  const late = await call('PUT', `/v1/segments/${inner.id}`, { name: 'inner', rule: { has: 'phone' }, version: 1 });
  expect(late.status).toBe(409);
  const versions = await call('GET', `/v1/segments/${inner.id}/versions`);
  expect(versions.body).toMatchObject({ segments: [{ version: 2 }, { version: 1 }] });
});

test('a rule with a fault is refused with the path to it', async () => {
  const answer = await call('POST', '/v1/segments', { name: 'x', rule: { all: [{ did: 'x', within: { days: -1 } }] } });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'rule.all.0.within.days' }] } });
});

test('the key of a channel may not read who is in a segment', async () => {
  const answer = await given.app.inject({ method: 'GET', url: '/v1/segments', headers: given.channelKey });
  expect(answer.statusCode).toBe(403);
});

test('what rules can ask of is told: attributes with the values that several share, and identifiers', async () => {
  const towns = ['Kiruna', 'Kiruna', 'Kiruna', 'Arvika'];
  for (const [nth, town] of towns.entries()) {
    given.clock.advance(1000);
    const identifiers = [{ type: 'loyalty', value: `L${nth}` }];
    const at = given.clock.now();
    const id = await resolveCustomer(given.deps, given.deps.postgres, { identifiers, source: 't', at });
    const attributes = { home: { town, floor: nth }, note: nth === 0 ? null : 'x' };
    await given.deps.postgres.query('update customers set attributes = $2 where id = $1', [id, attributes]);
  }
  const { status, body } = await call('GET', '/v1/rules/names');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    attributes: expect.arrayContaining([
      { path: ['home', 'town'], type: 'string', customers: 4, values: ['Kiruna'] },
      { path: ['home', 'floor'], type: 'number', customers: 4, values: [] },
      { path: ['note'], type: 'string', customers: 3, values: ['x'] },
    ]),
    identifiers: expect.arrayContaining([
      { type: 'loyalty', customers: 4 },
      { type: 'phone', customers: 1 },
    ]),
  });
});
