import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { type FindActor, hashToken, SESSION_COOKIE } from './auth.ts';
import { type App, buildServer } from './server.ts';

const PriceSchema = Type.Object(
  {
    price: Type.Object({ amount: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
    kind: Type.Union([Type.Literal('a'), Type.Literal('b')]),
  },
  { additionalProperties: false },
);

const findActor: FindActor = async ({ kind, tokenHash }) => {
  if (kind === 'key' && tokenHash.equals(hashToken('sk_good')))
    return {
      kind: 'key',
      id: '1',
      name: 'till',
      may: 'channel',
      channel: 'store',
      origins: [],
      source: null,
      newestChange: 0,
    };
  if (kind === 'key' && tokenHash.equals(hashToken('wk_good')))
    return {
      kind: 'key',
      id: '2',
      name: 'site',
      may: 'write',
      channel: 'web',
      origins: [],
      source: { id: 'site', isPaused: false, phoneCountry: 'SE' },
      newestChange: 0,
    };
  if (kind === 'session' && tokenHash.equals(hashToken('ses_good')))
    return { kind: 'member', id: '3', name: 'Ada', role: 'owner' };
  if (kind === 'session' && tokenHash.equals(hashToken('ses_reader')))
    return { kind: 'member', id: '4', name: 'Bo', role: 'reader' };
  return undefined;
};

let app: App;
beforeAll(async () => {
  app = await buildServer({
    logger: pino({ level: 'silent' }),
    findActor,
    routes: (server) => {
      server.post('/v1/prices', { schema: { body: PriceSchema } }, async (request) => ({
        amount: request.body.price.amount,
      }));
      server.post('/v1/small', { bodyLimit: 1000 }, async () => ({ ok: true }));
      server.post('/v1/events', { config: { access: 'write' } }, async (request) => ({
        who: request.actor?.name ?? null,
      }));
      server.get('/v1/broken', async () => {
        throw new TypeError('secret inside');
      });
      server.get('/v1/away', async () => {
        throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      });
      server.get('/v1/spent', async () => {
        throw new DomainError('promise-spent', 'Used once of once.');
      });
    },
  });
});
afterAll(() => app.close());

const bearer = { authorization: 'Bearer sk_good' };
const good = { price: { amount: 1 }, kind: 'a' };

test('a body that fits is taken', async () => {
  const answer = await app.inject({ method: 'POST', url: '/v1/prices', headers: bearer, payload: good });
  expect([answer.statusCode, answer.json()]).toEqual([200, { amount: 1 }]);
});

test.each([
  ['a price as text', { price: { amount: '199' }, kind: 'a' }, 'price.amount', '"199"', 'integer'],
  ['what is not an object', [1], '(body)', '[1]', 'object'],
  ['a missing field', { kind: 'a' }, 'price', 'nothing', 'a value: the field is required'],
  [
    'a field that nobody knows',
    { ...good, colour: 1 },
    'colour',
    'a field with this name',
    'only the documented fields',
  ],
  ['a number below the least', { price: { amount: -1 }, kind: 'a' }, 'price.amount', '-1', '>= 0'],
])('%s is refused with the field named', async (_title, payload, field, found, allowed) => {
  const answer = await app.inject({ method: 'POST', url: '/v1/prices', headers: bearer, payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json().errors).toContainEqual({
    field,
    found,
    allowed: expect.stringMatching(new RegExp(`^${allowed}`)),
  });
});

test('what is not JSON is refused as such', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/prices',
    headers: { ...bearer, 'content-type': 'application/json' },
    payload: '{"price":',
  });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'body-invalid']);
});

test('an empty body passes where none is needed, and is refused by its field where one is', async () => {
  const empty = { method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, payload: '' } as const;
  expect((await app.inject({ ...empty, url: '/v1/small' })).statusCode).toBe(200);
  const refused = await app.inject({ ...empty, url: '/v1/prices' });
  expect([refused.statusCode, refused.json().code]).toEqual([400, 'field-invalid']);
});

test('a packed body is unpacked, and stopped when it unpacks to more than the door takes', async () => {
  const headers = { ...bearer, 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const fits = await app.inject({
    method: 'POST',
    url: '/v1/prices',
    headers,
    payload: gzipSync(JSON.stringify(good)),
  });
  expect(fits.statusCode).toBe(200);
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
  const refused = await app.inject({ method: 'POST', url: '/v1/small', headers, payload: bomb });
  expect([refused.statusCode, refused.json().code]).toEqual([413, 'body-too-large']);
  const broken = await app.inject({ method: 'POST', url: '/v1/prices', headers, payload: 'not gzip at all' });
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'body-invalid']);
});

test('a body larger than the door takes is refused', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/small',
    headers: { ...bearer, 'content-type': 'application/json' },
    payload: JSON.stringify('x'.repeat(2000)),
  });
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'body-too-large']);
});

test.each([
  ['no key', {}, 401, 'key-missing'],
  ['an unknown key', { authorization: 'Bearer sk_bad' }, 401, 'key-unknown'],
  ['a key that may only hand in events', { authorization: 'Bearer wk_good' }, 403, 'not-permitted'],
  ['a member who may only read', { cookie: `${SESSION_COOKIE}=ses_reader` }, 403, 'not-permitted'],
  [
    "another site's page with our cookie",
    { cookie: `${SESSION_COOKIE}=ses_good`, origin: 'https://evil.example' },
    403,
    'not-permitted',
  ],
])('%s is turned away', async (_title, headers, status, code) => {
  const answer = await app.inject({ method: 'POST', url: '/v1/prices', headers, payload: good });
  expect([answer.statusCode, answer.json().code, answer.json().errors.length]).toEqual([status, code, 1]);
});

test("a write key comes by Bearer or as Basic's user name, or in the body without a header", async () => {
  const ask = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/v1/events', headers });
  const basic = `Basic ${Buffer.from('wk_good:').toString('base64')}`;
  expect((await ask({ authorization: basic })).json()).toEqual({ who: 'site' });
  expect((await ask({ authorization: 'Bearer wk_good' })).json()).toEqual({ who: 'site' });
  expect((await ask({})).json()).toEqual({ who: null });
});

test('what goes wrong inside is told without its inside', async () => {
  const ask = (url: string) => app.inject({ url, headers: bearer });
  const broken = await ask('/v1/broken');
  expect(broken.statusCode).toBe(500);
  expect(broken.body).not.toContain('secret');
  const away = await ask('/v1/away');
  expect([away.statusCode, away.json().code, away.headers['retry-after']]).toEqual([503, 'engine-unavailable', '2']);
  expect((await ask('/v1/spent')).json()).toMatchObject({
    status: 409,
    code: 'promise-spent',
    detail: 'Used once of once.',
  });
  expect((await ask('/v1/nowhere')).statusCode).toBe(404);
});

test('the API describes itself in OpenAPI 3.1 without a key', async () => {
  const answer = await app.inject({ url: '/openapi.json' });
  expect(answer.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/prices': { post: expect.anything() } } });
});
