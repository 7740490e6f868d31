import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { buildApi } from '../../api.ts';
import { pino } from 'pino';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanVersionView } from './plan.contract.ts';
import { shipPlan } from './plan.service.ts';
import { shippedPlan } from './shipped/shipped-plan.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

async function ask(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  app = given.app,
) {
  return app.inject({ method, url, headers: given.member, ...(payload === undefined ? {} : { payload }) });
}

async function send(batch: readonly object[], app = given.app) {
  const headers = { authorization: `Bearer ${given.writeKey}` };
  return app.inject({ method: 'POST', url: '/v1/batch', headers, payload: { batch } });
}

type Row = { message_id: string; violations: string[]; violation_details: string; violation_mode: string };

async function history(name: string): Promise<Row[]> {
  await given.flush();
  const result = await given.deps.clickhouse.query({
    query: `SELECT message_id, violations, violation_details, violation_mode FROM events WHERE name = {name: String} ORDER BY message_id`,
    query_params: { name },
    format: 'JSONEachRow',
  });
  return await result.json<Row>();
}

const schema = {
  type: 'object',
  properties: { price: { type: 'number', minimum: 0 }, currency: { type: 'string', format: 'currency' } },
  required: ['price'],
};

async function publish(name: string, mode: string, more: object = {}): Promise<PlanVersionView> {
  const draft = await ask('POST', '/v1/plan/versions', { type: 'track', name, mode, schema, ...more });
  expect(draft.statusCode, draft.body).toBe(201);
  const live = await ask('POST', `/v1/plan/versions/${draft.json<PlanVersionView>().id}/publication`);
  expect(live.statusCode, live.body).toBe(200);
  return live.json<PlanVersionView>();
}

// What is sent again under an id is not taken in again, so an id is of one name.
const event = (name: string, nth: string, properties: object) => ({
  type: 'track',
  event: name,
  messageId: `${name} ${nth}`,
  userId: 'u-1',
  properties,
});

describe('an event that does not keep to the plan', () => {
  test.each(['observe', 'warn'])('is taken in with its violations beside it, when the plan says %s', async (mode) => {
    const name = `Watched ${mode}`;
    await publish(name, mode);
    const answer = await send([event(name, 'a', { price: 1 }), event(name, 'b', { price: '12 kr', currency: 'kr' })]);
    expect(answer.statusCode).toBe(200);
    const [good, bad] = await history(name);
    expect(good).toEqual({ message_id: `${name} a`, violations: [], violation_details: '', violation_mode: '' });
    expect(bad).toMatchObject({ violations: ['type price', 'format currency'], violation_mode: mode });
    expect(JSON.parse(bad?.violation_details ?? '')).toMatchObject({
      version: 1,
      violations: [
        { code: 'type', path: 'price', found: 'a text', allowed: 'number' },
        { code: 'format', path: 'currency', found: 'a text' },
      ],
    });
    expect(bad?.violation_details).not.toContain('12 kr');
  });

  test('is counted in the health of its source when the plan warns, and only then', async () => {
    const violating = async (): Promise<number> => {
      await given.flush();
      const { sources } = (await ask('GET', '/v1/inflow/sources')).json<{ sources: { violating: number }[] }>();
      return sources.reduce((sum, each) => sum + each.violating, 0);
    };
    const before = await violating();
    await publish('Health Warned', 'warn');
    await publish('Health Observed', 'observe');
    await send(['Health Warned', 'Health Observed'].map((name) => event(name, name, {})));
    expect((await violating()) - before).toBe(1);
  });

  test('is not taken in when the plan says block: it is kept with its fields, and the rest of the batch goes in', async () => {
    await publish('Guarded', 'block');
    const answer = await send([event('Guarded', 'a', { price: 'secret' }), event('Guarded', 'b', { price: 2 })]);
    expect(answer.statusCode).toBe(200);
    expect((await history('Guarded')).map((each) => each.message_id)).toEqual(['Guarded b']);
    const { rows } = await given.deps.postgres.query<{ field: string; reason: string }>(
      `select field, reason from dead_letters where body like '%Guarded%'`,
    );
    expect(rows).toEqual([{ field: 'properties.price', reason: 'properties.price: found a text, allowed is number' }]);
    const alone = await send([event('Guarded', 'c', {})]);
    expect(alone.statusCode).toBe(400);
    expect(alone.json()).toMatchObject({
      code: 'plan-violated',
      errors: [{ field: 'batch.0.properties.price', found: 'nothing', allowed: 'a value' }],
    });
  });

  test('of a CloudEvent is told in the words of CloudEvents', async () => {
    await publish('kassa.kvitto', 'block');
    const answer = await given.app.inject({
      method: 'POST',
      url: '/v1/cloudevents',
      headers: { authorization: `Bearer ${given.writeKey}`, 'content-type': 'application/cloudevents+json' },
      payload: JSON.stringify({
        specversion: '1.0',
        id: '1',
        source: '/kassa',
        type: 'kassa.kvitto',
        subject: 'u',
        data: {},
      }),
    });
    expect(answer.json()).toMatchObject({ code: 'plan-violated', errors: [{ field: 'data.price' }] });
  });
});

describe('a change of the plan', () => {
  test('holds for another process within a second', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'samspel-plan-'));
    const other = await buildApi({ ...given.deps, log: pino({ level: 'silent' }), dataFolder: folder });
    try {
      expect((await send([event('Elsewhere', 'a', {})], other.app)).statusCode).toBe(200);
      await publish('Elsewhere', 'block');
      expect((await send([event('Elsewhere', 'b', {})])).statusCode).toBe(400);
      given.clock.advance(1000);
      expect((await send([event('Elsewhere', 'c', {})], other.app)).statusCode).toBe(400);
    } finally {
      await other.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('goes from draft to live to retired, one live version of a name at a time', async () => {
    const first = await publish('Steps', 'warn', { owner: 'E-handeln', description: 'Ett steg.' });
    expect(first).toMatchObject({ version: 1, status: 'live', madeBy: expect.stringMatching(/^member:/) });
    const draft = await ask('POST', '/v1/plan/versions', { type: 'track', name: 'Steps', schema: { type: 'object' } });
    const second = draft.json<PlanVersionView>();
    expect(second).toMatchObject({
      version: 2,
      status: 'draft',
      mode: 'warn',
      owner: 'E-handeln',
      description: 'Ett steg.',
    });
    const stricter = await ask('PATCH', `/v1/plan/versions/${second.id}`, { schema, mode: 'block' });
    expect(stricter.json()).toMatchObject({ schema, mode: 'block', status: 'draft' });
    expect((await send([event('Steps', 'a', {})])).statusCode).toBe(200);
    await ask('POST', `/v1/plan/versions/${second.id}/publication`);
    expect((await send([event('Steps', 'b', {})])).statusCode).toBe(400);
    const { rows } = await given.deps.postgres.query(
      `select version, status from plan_versions where name = 'Steps' order by version`,
    );
    expect(rows).toEqual([
      { version: 1, status: 'retired' },
      { version: 2, status: 'live' },
    ]);
    await ask('PATCH', `/v1/plan/versions/${second.id}`, { mode: 'observe' });
    expect((await send([event('Steps', 'c', {})])).statusCode).toBe(200);
    const retired = await ask('POST', `/v1/plan/versions/${second.id}/retirement`);
    expect(retired.json()).toMatchObject({ status: 'retired' });
    await send([event('Steps', 'd', {})]);
    expect((await history('Steps')).map((each) => each.violations.length)).toEqual([1, 1, 0]);
  });

  test('that is drafted twice in the same words is one draft', async () => {
    const body = { type: 'track', name: 'Drafted Twice', schema };
    const ids = [await ask('POST', '/v1/plan/versions', body), await ask('POST', '/v1/plan/versions', body)];
    expect(new Set(ids.map((each) => each.json<PlanVersionView>().id)).size).toBe(1);
    const other = await ask('POST', '/v1/plan/versions', { ...body, schema: { type: 'object' } });
    expect(other.json()).toMatchObject({ version: 2 });
  });

  test('is refused where the state or the schema forbids it', async () => {
    const live = await publish('Fixed', 'warn');
    const answers = await Promise.all([
      ask('PATCH', `/v1/plan/versions/${live.id}`, { schema: { type: 'object' } }),
      ask('DELETE', `/v1/plan/versions/${live.id}`),
      ask('POST', `/v1/plan/versions/${live.id}/publication`),
      ask('POST', '/v1/plan/versions', { type: 'track', name: 'Bad', schema: { type: 'object', pattern: '(' } }),
      ask('POST', '/v1/plan/versions', { type: 'identify', name: 'Bad', schema }),
      ask('POST', `/v1/plan/versions/${given.deps.newId()}/publication`),
    ]);
    expect(answers.map((each) => [each.statusCode, each.json<{ code: string }>().code])).toEqual([
      [409, 'state-conflict'],
      [409, 'state-conflict'],
      [409, 'state-conflict'],
      [400, 'plan-schema-invalid'],
      [400, 'field-invalid'],
      [404, 'not-found'],
    ]);
  });

  test('is a member’s to make: a key may not', async () => {
    for (const headers of [given.channelKey, { authorization: `Bearer ${given.writeKey}` }]) {
      const settings = { unknownNames: 'block', unknownProperties: 'block' };
      const answer = await given.app.inject({ method: 'PUT', url: '/v1/plan/settings', headers, payload: settings });
      expect(answer.statusCode).toBe(403);
    }
  });

  test('of what is done with unplanned names is kept to by the next batch', async () => {
    await ask('PUT', '/v1/plan/settings', { unknownNames: 'block', unknownProperties: 'allow' });
    const answer = await send([event('Never Heard Of', 'a', {})]);
    await ask('PUT', '/v1/plan/settings', { unknownNames: 'allow', unknownProperties: 'allow' });
    expect(answer.json()).toMatchObject({ code: 'plan-violated', errors: [{ field: 'batch.0.(event)' }] });
    expect((await send([event('Never Heard Of', 'a', {})])).statusCode).toBe(200);
  });
});

test('the shipped plan is given once: what was retired or changed since stays so', async () => {
  expect(await shipPlan(given.deps)).toBe(shippedPlan.length);
  await given.deps.postgres.query(`update plan_versions set status = 'retired' where name = 'Cart Shared'`);
  expect(await shipPlan(given.deps)).toBe(0);
  const { rows } = await given.deps.postgres.query(
    `select count(*) filter (where status = 'live') as live, bool_and(mode = 'observe') as observes
     from plan_versions where origin = 'shipped'`,
  );
  expect(rows).toEqual([{ live: shippedPlan.length - 1, observes: true }]);
});
