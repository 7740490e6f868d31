import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { ingesting, type Problem } from '../../test/ingesting.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const { basic, send, lifeBy } = ingesting(() => given);

const nested = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
type Case = readonly [kind: string, send: (n: number) => ReturnType<typeof send>, status: number, field: string];

const malformed: readonly Case[] = [
  ['bad JSON', (n) => send('track', `{"userId":"u${n}",`), 400, '(body)'],
  ['an empty body', () => send('track', ''), 400, '(body)'],
  ['JSON that is no object', (n) => send('track', `[${n}]`), 400, '(body)'],
  ['a batch that is no list', (n) => send('batch', { batch: n }), 400, 'batch'],
  ['an empty batch', () => send('batch', { batch: [] }), 400, 'batch'],
  ['too many events', () => send('batch', { batch: Array.from({ length: 2501 }, () => 1) }), 400, 'batch'],
  ['a number for a user', (n) => send('track', { userId: n, event: 'x' }), 400, 'userId'],
  ['an object for an event', (n) => send('track', { userId: `u${n}`, event: {} }), 400, 'event'],
  ['a list for properties', (n) => send('track', { userId: `u${n}`, event: 'x', properties: [1] }), 400, 'properties'],
  ['a time that is none', (n) => send('track', { userId: `u${n}`, event: 'x', timestamp: 'i går' }), 400, 'timestamp'],
  [
    'a time far ahead',
    (n) => send('track', { userId: `u${n}`, event: 'x', timestamp: '9999-12-31' }),
    400,
    'timestamp',
  ],
  ['a body of 10 MB', () => send('batch', Buffer.alloc(10_000_000, ' ')), 413, '(body)'],
  ['a gzip bomb', () => send('batch', bomb, { ...basic(), 'content-encoding': 'gzip' }), 413, '(body)'],
  [
    'broken gzip',
    (n) => send('batch', Buffer.from(`no gzip ${n}`), { ...basic(), 'content-encoding': 'gzip' }),
    400,
    '(body)',
  ],
  ['another packing', () => send('batch', '{}', { ...basic(), 'content-encoding': 'br' }), 415, 'content-encoding'],
  [
    'an unknown key',
    (n) => send('track', { userId: 'u', event: 'x' }, { authorization: `Bearer wk_${n}` }),
    401,
    'authorization',
  ],
  [
    'an unknown key in the body',
    (n) => send('track', { userId: 'u', event: 'x', writeKey: `wk_${n}` }, {}),
    401,
    'writeKey',
  ],
  ['no key', () => send('track', { userId: 'u', event: 'x' }, {}), 401, 'writeKey'],
  ['missing identifiers', (n) => send('track', { event: `e${n}` }), 400, 'userId'],
  ['identifiers that say nobody', () => send('page', { anonymousId: '0000', userId: 'undefined' }), 400, 'userId'],
  ['missing identifiers in a batch', () => send('batch', { batch: [{ type: 'page' }] }), 400, 'batch.0.userId'],
  ['a message id of control characters', () => send('page', { userId: 'u', messageId: 'a\u0000' }), 400, 'messageId'],
  ['an alias of nobody', (n) => send('alias', { userId: `u${n}` }), 400, 'previousId'],
  ['a group without its id', (n) => send('group', { userId: `u${n}` }), 400, 'groupId'],
  [
    'nesting without end',
    (n) => send('track', `{"userId":"u${n}","event":"x","properties":${nested}}`),
    400,
    'properties',
  ],
  ['a prototype to poison', () => send('track', '{"userId":"u","event":"x","__proto__":{"a":1}}'), 400, '(event)'],
  [
    'too large an event',
    (n) => send('track', { userId: `u${n}`, event: 'x', properties: { a: 'å'.repeat(17_000) } }),
    413,
    '(event)',
  ],
];

describe('malformed input is answered with the field at fault', () => {
  test.each(malformed)('fifty times %s', async (_kind, sendOne, status, field) => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => sendOne(n)));
    for (const answer of answers) {
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json<Problem>().errors?.map((each) => each.field)).toContain(field);
    }
    expect((await send('track', { userId: 'after', event: 'Still alive' })).statusCode).toBe(200);
  });

  test('names nobody: the code for missing identifiers is its own', async () => {
    expect((await send('track', { event: 'x' })).json<Problem>().code).toBe('identifiers-missing');
  });

  test('values that a database cannot hold as they are do not stop anything', async () => {
    const traits = { name: 'a\u0000b', half: '\ud800', 'k\u0000': 1, email: 'odd@example.se' };
    expect((await send('identify', { userId: 'odd', traits })).statusCode).toBe(200);
    expect((await send('track', { userId: 'odd', event: 'x\u0000', properties: traits })).statusCode).toBe(200);
    expect(await lifeBy('user_id', 'odd')).toHaveLength(2);
    const search = await given.app.inject({ url: '/v1/customers?q=%00odd', headers: given.channelKey });
    expect(search.json<{ customers: unknown[] }>().customers).toHaveLength(1);
  });
});
