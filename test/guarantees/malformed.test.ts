import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../src/http/problem.ts';
import { openApp, type TestApp } from '../given.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

const RUNS = 50;
const NOBODY = '01890000-0000-7000-8000-000000000000';
const identifiers = [{ type: 'email', value: 'asa@example.se' }];
const terms = { kind: 'fixed-price', amount: 299_00, currency: 'SEK' };

/** The doors that take a body, each with one that it takes gladly. */
const doors = [
  {
    url: '/v1/offers',
    body: { name: 'Rea', terms, products: ['p'], channels: ['web'], validFrom: '2026-11-22T00:00:00Z' },
  },
  { url: '/v1/promises', body: { identifiers, product: 'p', terms, description: 'd', channel: 'phone' } },
  { url: '/v1/decisions', body: { identifiers, channel: 'web', product: 'p' } },
  { url: `/v1/promises/${NOBODY}/redemptions`, body: { channel: 'store', idempotencyKey: 'k' } },
] as const;
const anyDoor = fc.constantFrom(...doors);
const withTerms = doors.slice(0, 2);

type Request = {
  readonly url: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends it, and holds that the answer is the caller's fault, in the one shape, and names what is at fault. */
async function isRefused({ url, body, headers = {} }: Request, field?: RegExp): Promise<void> {
  const reply = await given.app.inject({
    method: 'POST',
    url,
    payload: body,
    headers: { 'content-type': 'application/json', ...given.channelKey, ...headers },
  });
  const problem = reply.json<Problem>();
  expect(reply.statusCode, reply.body).toBeGreaterThanOrEqual(400);
  expect(reply.statusCode, reply.body).toBeLessThan(500);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(problem.status).toBe(reply.statusCode);
  const fields = problem.errors?.map((each) => each.field) ?? [];
  expect(fields.length, reply.body).toBeGreaterThan(0);
  if (field !== undefined) expect(fields.join(' '), reply.body).toMatch(field);
}

async function isLiving(): Promise<void> {
  const reply = await given.app.inject({
    method: 'POST',
    url: '/v1/decisions',
    payload: { identifiers, channel: 'web' },
    headers: given.channelKey,
  });
  expect(reply.statusCode).toBe(200);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const runs = { numRuns: RUNS };

test('a body that is not JSON is refused', async () => {
  const broken = fc
    .tuple(anyDoor, fc.nat(200), fc.constantFrom('', '}', '{', '"', ',', '\u0000', 'NaN'))
    .map(([door, cut, tail]) => {
      const whole = JSON.stringify(door.body);
      return { url: door.url, body: whole.slice(0, cut % (whole.length - 1)) + tail };
    })
    // Cut right behind an inner object, a closing bracket makes JSON of it again: that is another test's.
    .filter(({ body }) => !isJson(body));
  await fc.assert(
    fc.asyncProperty(broken, async (request) => isRefused(request, /\(body\)/)),
    runs,
  );
  await isLiving();
});

test('a field of the wrong type is refused by its name', async () => {
  const wrong = anyDoor.chain(({ url, body }) =>
    fc
      .record({
        field: fc.constantFrom(...Object.keys(body)),
        value: fc.constantFrom<unknown>(17.5, true, null, { a: 1 }, [[]], [17], '', [{ type: 1 }], -1),
      })
      .map(({ field, value }) => ({ url, field, body: JSON.stringify({ ...body, [field]: value }) })),
  );
  await fc.assert(
    fc.asyncProperty(wrong, async (request) => isRefused(request, new RegExp(request.field))),
    runs,
  );
});

test('a field that nobody knows is refused by its name', async () => {
  const extra = fc.tuple(anyDoor, fc.stringMatching(/^[a-z]{1,12}$/)).map(([{ url, body }, name]) => ({
    url,
    field: `${name}X`,
    body: JSON.stringify({ ...body, [`${name}X`]: 1 }),
  }));
  await fc.assert(
    fc.asyncProperty(extra, async (request) => isRefused(request, new RegExp(request.field))),
    runs,
  );
});

test('a field that is left out is named', async () => {
  const required = [
    ...doors
      .slice(0, 1)
      .flatMap((door) => ['name', 'terms', 'products', 'channels', 'validFrom'].map((field) => ({ door, field }))),
    ...doors
      .slice(1, 2)
      .flatMap((door) => ['identifiers', 'terms', 'description', 'channel'].map((field) => ({ door, field }))),
    ...doors.slice(2, 3).flatMap((door) => ['identifiers', 'channel'].map((field) => ({ door, field }))),
    ...doors.slice(3).flatMap((door) => ['channel'].map((field) => ({ door, field }))),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...required), async ({ door, field }) => {
      const kept = Object.entries(door.body).filter(([name]) => name !== field);
      await isRefused({ url: door.url, body: JSON.stringify(Object.fromEntries(kept)) }, new RegExp(field));
    }),
    runs,
  );
});

test('a key that is unknown, of the wrong kind or missing lets nobody in', async () => {
  const token = fc.oneof(fc.base64String({ maxLength: 60 }), fc.constantFrom('sk_', 'null', given.writeKey));
  const scheme = fc.constantFrom('Bearer ', 'bearer ', 'Basic ', 'Digest ', '');
  const bodies = fc.tuple(anyDoor, scheme, token);
  await fc.assert(
    fc.asyncProperty(bodies, async ([{ url, body }, before, key]) =>
      isRefused({ url, body: JSON.stringify(body), headers: { authorization: before + key } }, /authorization/),
    ),
    runs,
  );
});

test('identifiers that say nobody are refused', async () => {
  const nobody = fc.constantFrom('null', 'undefined', 'anonymous', '0000', ' ', '@', 'a\u0000b@c.se', '-', 'N/A');
  const types = fc.constantFrom('email', 'phone', 'user_id', 'device');
  const request = fc.tuple(fc.constantFrom(...doors.slice(1, 3)), fc.array(fc.tuple(types, nobody), { maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(request, async ([{ url, body }, drawn]) => {
      const unusable = drawn
        .filter(([type, value]) => !(type === 'device' && value === '@') && !(type === 'user_id' && value === '@'))
        .map(([type, value]) => ({ type, value }));
      await isRefused({ url, body: JSON.stringify({ ...body, identifiers: unusable }) }, /identifiers/);
    }),
    runs,
  );
});

test('a price that is text, broken or beyond what can be counted is refused', async () => {
  const price = fc.constantFrom<unknown>(
    '199',
    '199,90',
    '1 299 kr',
    199.5,
    -1,
    null,
    1e300,
    Number.MAX_SAFE_INTEGER,
    {},
    '0x10',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withTerms), price, async ({ url, body }, amount) =>
      isRefused({ url, body: JSON.stringify({ ...body, terms: { ...terms, amount } }) }, /amount|terms/),
    ),
    runs,
  );
});

test('a body of ten megabytes is refused, packed or not', async () => {
  const filler = 'x'.repeat(10_000_000);
  const large = doors.map(({ url, body }) => ({ url, body: JSON.stringify({ ...body, filler }) }));
  const bomb = gzipSync(JSON.stringify({ filler }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...large), fc.boolean(), async ({ url, body }, isPacked) =>
      isRefused(isPacked ? { url, body: bomb, headers: { 'content-encoding': 'gzip' } } : { url, body }, /\(body\)/),
    ),
    runs,
  );
  await isLiving();
});

test('text with a zero byte, half a character or an impossible time is refused', async () => {
  const odd = fc.constantFrom('a\u0000b', '\u0000', 'half \ud800', '\udc00');
  const where = fc.constantFrom<readonly [number, string]>(
    [0, 'name'],
    [1, 'description'],
    [1, 'product'],
    [2, 'touchpoint'],
    [2, 'product'],
  );
  await fc.assert(
    fc.asyncProperty(where, odd, async ([index, field], text) => {
      const door = doors[index];
      const body = JSON.stringify({ ...door?.body, [field]: text });
      await isRefused({ url: door?.url ?? '', body }, new RegExp(field));
    }),
    runs,
  );
  const time = fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '0000-01-01T00:00:00Z',
    'nu',
    '2026',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withTerms), time, async ({ url, body }, validFrom) =>
      isRefused({ url, body: JSON.stringify({ ...body, validFrom }) }, /validFrom/),
    ),
    runs,
  );
  await isLiving();
});

test('an address with an id, a state or a cursor that cannot be is refused', async () => {
  const address = fc.constantFrom(
    '/v1/offers/x',
    `/v1/offers/${NOBODY}`,
    '/v1/offers?state=borta',
    `/v1/promises/${NOBODY}`,
    '/v1/promises/%00',
    '/v1/promises?cursor=x',
    '/v1/promises?limit=0',
    '/v1/promises?state=x',
    '/v1/decisions/1',
    `/v1/decisions/${NOBODY}`,
    `/v1/customers/${NOBODY}/promises`,
    `/v1/customers/${NOBODY}/promises?state=kept`,
    `/v1/customers/${NOBODY}/decisions`,
  );
  await fc.assert(
    fc.asyncProperty(address, async (url) => {
      const reply = await given.app.inject({ url, headers: given.channelKey });
      expect([400, 404]).toContain(reply.statusCode);
      expect(reply.json<Problem>().errors?.length).toBeGreaterThan(0);
    }),
    runs,
  );
});
