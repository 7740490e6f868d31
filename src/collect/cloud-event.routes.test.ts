import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const batchType = 'application/cloudevents-batch+json';

async function send(body: string | Buffer, headers: Record<string, string>) {
  const authorization = `Bearer ${given.writeKey}`;
  return given.app.inject({
    method: 'POST',
    url: '/v1/cloudevents',
    headers: { authorization, ...headers },
    payload: body,
  });
}

async function sendBatch(events: readonly unknown[]) {
  return send(JSON.stringify(events), { 'content-type': batchType });
}

type Entry = { id: string; name: string; channel: string; at: string; detail: { properties: unknown } };

async function lifeBy(type: string, value: string): Promise<Entry[]> {
  await given.flush();
  const found = await given.app.inject({ url: `/v1/customers/by/${type}/${value}`, headers: given.channelKey });
  expect(found.statusCode, found.body).toBe(200);
  const { id } = found.json<{ id: string }>();
  const life = await given.app.inject({ url: `/v1/customers/${id}/timeline`, headers: given.channelKey });
  return life.json<{ entries: Entry[] }>().entries;
}

const receipt = { specversion: '1.0', source: '/kassa/4', type: 'Receipt Issued', time: '2026-11-22T08:30:00Z' };

describe('a till that speaks CloudEvents', () => {
  test.each(['binary', 'structured'] as const)(
    'hands in a receipt by the package, in the %s form, once',
    async (form) => {
      const event = new CloudEvent({
        ...receipt,
        id: form,
        subject: `loyalty:${form}`,
        channel: 'store',
        data: { total: 1299, product_id: 'jacka-1' },
      });
      const message = HTTP[form](event);
      for (let sent = 0; sent < 2; sent += 1) {
        const answer = await send(String(message.body), message.headers as Record<string, string>);
        expect(answer.statusCode, answer.body).toBe(200);
      }
      expect(await lifeBy('loyalty', form)).toMatchObject([
        {
          id: `/kassa/4 ${form}`,
          name: 'Receipt Issued',
          channel: 'store',
          at: '2026-11-22T08:30:00.000Z',
          detail: { properties: { total: 1299 } },
        },
      ]);
    },
  );

  test('hands in many at once; a bad one is kept with its reason and the good ones stand', async () => {
    const good = [1, 2].map((id) => ({ ...receipt, id: `b${id}`, subject: 'email:kassa@example.se' }));
    const bad = [
      { ...receipt, id: 'b3' },
      { ...receipt, id: 'b4', subject: 'email:null' },
      { ...receipt, id: 'b5', subject: 'k', type: '' },
      { ...receipt, id: 'b6', subject: 'k', time: 'i går' },
      { ...receipt, id: 'x'.repeat(200), subject: 'k' },
      'no event',
    ];
    expect((await sendBatch([...good, ...bad])).statusCode).toBe(200);
    expect((await lifeBy('email', 'kassa@example.se')).map((each) => each.id).toSorted()).toEqual([
      '/kassa/4 b1',
      '/kassa/4 b2',
    ]);
    const letters = await given.app.inject({ url: '/v1/dead-letters?kind=event', headers: given.member });
    const { deadLetters } = letters.json<{ deadLetters: { line: number; field: string; body: string }[] }>();
    expect(deadLetters.map((each) => `${each.line} ${each.field}`).toSorted()).toEqual([
      '3 subject',
      '4 subject',
      '5 type',
      '6 time',
      '7 source, id',
      '8 (event)',
    ]);
    expect(JSON.parse(deadLetters.find((each) => each.line === 4)?.body ?? '')).toEqual(bad[1]);
  });

  test('may send a batch of none', async () => {
    expect((await sendBatch([])).statusCode).toBe(200);
  });

  test('sends text and bytes as its data', async () => {
    const attributes = {
      'ce-specversion': '1.0',
      'ce-source': '/chatt',
      'ce-type': 'Chat Message Sent',
      'ce-subject': 'skrivare',
    };
    const asText = await send('hej på dig', {
      ...attributes,
      'ce-id': '1',
      'content-type': 'text/plain; charset=utf-8',
    });
    const asBytes = await send(Buffer.from([0, 1]), { ...attributes, 'ce-id': '2', 'content-type': 'image/png' });
    const asNothing = await given.app.inject({
      method: 'POST',
      url: '/v1/cloudevents',
      headers: { authorization: `Bearer ${given.writeKey}`, ...attributes, 'ce-id': '3' },
    });
    expect([asText.statusCode, asBytes.statusCode, asNothing.statusCode]).toEqual([200, 200, 200]);
    const life = await lifeBy('user_id', 'skrivare');
    expect(new Map(life.map((each) => [each.id, each.detail.properties]))).toEqual(
      new Map([
        ['/chatt 1', { data: 'hej på dig' }],
        ['/chatt 2', { data_base64: 'AAE=' }],
        ['/chatt 3', {}],
      ]),
    );
  });
});

const structured = { 'content-type': 'application/cloudevents+json' };

test.each([
  ['no CloudEvent at all', '{"a":1}', { 'content-type': 'application/json' }, 400, 'specversion'],
  ['JSON that is none', '{"specversion":', structured, 400, '(body)'],
  ['a batch that is no list', '{}', { 'content-type': batchType }, 400, '(body)'],
  ['a list as one event', '[]', structured, 400, '(event)'],
  ['a batch of bad events', '[{}]', { 'content-type': batchType }, 400, 'batch.0.id'],
  [
    'a prototype to poison',
    '{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"u","__proto__":{"a":1}}',
    structured,
    400,
    '(event)',
  ],
  ['an empty body', '', structured, 400, '(event)'],
  [
    'too many events',
    JSON.stringify(Array.from({ length: 2501 }, () => 1)),
    { 'content-type': batchType },
    400,
    '(body)',
  ],
  ['too large a body', ' '.repeat(600_000), structured, 413, '(body)'],
  ['an unknown key', '{}', { ...structured, authorization: 'Bearer wk_bad' }, 401, 'authorization'],
])('%s is refused by its field', async (_kind, body, headers, status, field) => {
  const answer = await send(body, headers);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  expect(answer.json<{ errors: { field: string }[] }>().errors.map((each) => each.field)).toContain(field);
});

test('whatever a batch holds is taken or kept with its reason, each event for itself', async () => {
  const count = async (): Promise<{ events: number; letters: number }> => {
    await given.flush();
    const { rows } = await given.deps.postgres.query<{ letters: number }>(
      'select count(*)::int as letters from dead_letters',
    );
    const result = await given.deps.clickhouse.query({
      query: 'select toUInt32(uniqExact(message_id)) as events from events',
      format: 'JSONEachRow',
    });
    const [found] = await result.json<{ events: number }>();
    return { events: found?.events ?? 0, letters: rows[0]?.letters ?? 0 };
  };
  const before = await count();
  let sent = 0;
  const anyEvent = fc.record(
    {
      specversion: fc.constantFrom('1.0', '0.3', 1, null),
      type: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('Call Ended'), fc.jsonValue()),
      subject: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('kund', 'email:a@b.se', 'phone:1', ':', 'x:'),
        fc.jsonValue(),
      ),
      time: fc.oneof(fc.string(), fc.constantFrom('2026-11-22', '+275760-01-01', '0000-00-00', ''), fc.jsonValue()),
      data: fc.jsonValue(),
      data_base64: fc.jsonValue(),
      channel: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: anyEvent }, fc.jsonValue()), { minLength: 1 }),
      async (batch) => {
        const events = batch.map((each, index) =>
          typeof each === 'object' && each !== null && !Array.isArray(each)
            ? { specversion: '1.0', id: String(sent + index), source: '/fuzz', type: 'x', subject: 'kund', ...each }
            : each,
        );
        const answer = await sendBatch(events);
        expect([200, 400], answer.body).toContain(answer.statusCode);
        // A key named __proto__ is refused with the whole body, as JSON that cannot be read is.
        if (answer.statusCode === 400 && answer.json<{ code: string }>().code === 'body-invalid') {
          expect(JSON.stringify(events)).toMatch(/__proto__|constructor/);
        } else sent += events.length;
      },
    ),
    { numRuns: 60 },
  );
  const after = await count();
  const taken = after.events - before.events;
  const kept = after.letters - before.letters;
  expect(taken + kept).toBe(sent);
  expect(Math.min(taken, kept)).toBeGreaterThan(0);
});
