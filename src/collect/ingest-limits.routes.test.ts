import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { BATCH_LIMIT_EVENTS, EVENT_LIMIT_BYTES, REQUEST_LIMIT_BYTES } from './event.contract.ts';

/** The limits of the Segment spec, each at its last byte and one beyond. */
let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

function send(door: string, payload: string) {
  const authorization = `Basic ${Buffer.from(`${given.writeKey}:`).toString('base64')}`;
  return given.app.inject({
    method: 'POST',
    url: `/v1/${door}`,
    headers: { 'content-type': 'application/json', authorization },
    payload,
  });
}

/** An event whose JSON is of this many bytes. */
function eventOf(bytes: number, messageId: string): string {
  const text = (a: string): string =>
    JSON.stringify({ type: 'track', userId: 'limit', event: 'e', messageId, properties: { a } });
  const room = bytes - Buffer.byteLength(text(''));
  return text('å'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2));
}

async function taken(ids: readonly string[]): Promise<number> {
  await given.flush();
  const answer = await given.deps.clickhouse.query({
    query: 'select toUInt32(count()) as n from events where message_id in {ids: Array(String)}',
    query_params: { ids },
    format: 'JSONEachRow',
  });
  return (await answer.json<{ n: number }>())[0]?.n ?? 0;
}

describe('an event', () => {
  test('of exactly 32 KB is taken in whole, one byte more is refused', async () => {
    expect(EVENT_LIMIT_BYTES).toBe(32 * 1024);
    const largest = eventOf(EVENT_LIMIT_BYTES, 'largest');
    expect(Buffer.byteLength(largest)).toBe(EVENT_LIMIT_BYTES);
    expect((await send('track', largest)).statusCode).toBe(200);
    const answer = await send('track', eventOf(EVENT_LIMIT_BYTES + 1, 'too-large'));
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ errors: [{ field: '(event)', found: `${EVENT_LIMIT_BYTES + 1} bytes` }] });
    expect(await taken(['largest', 'too-large'])).toBe(1);
  });

  test('that is too large keeps the others of its batch not out', async () => {
    const batch = [eventOf(EVENT_LIMIT_BYTES + 1, 'in-batch-large'), eventOf(200, 'in-batch-small')];
    expect((await send('batch', `{"batch":[${batch.join(',')}]}`)).statusCode).toBe(200);
    expect(await taken(['in-batch-large', 'in-batch-small'])).toBe(1);
  });
});

describe('a batch', () => {
  const batchOf = (many: number, name: string): string =>
    `{"batch":[${Array.from({ length: many }, (_, n) => `{"type":"page","userId":"b","messageId":"${name}-${n}"}`).join(',')}]}`;

  test('of 2,500 events is taken in whole, one more is refused whole', async () => {
    expect(BATCH_LIMIT_EVENTS).toBe(2500);
    expect((await send('batch', batchOf(2500, 'many'))).statusCode).toBe(200);
    expect(await taken(Array.from({ length: 2500 }, (_, n) => `many-${n}`))).toBe(2500);
    const answer = await send('batch', batchOf(2501, 'more'));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ field: 'batch' }] });
    expect(await taken(Array.from({ length: 2501 }, (_, n) => `more-${n}`))).toBe(0);
  });

  test('of exactly 500 KB is taken in, one byte more is refused', async () => {
    expect(REQUEST_LIMIT_BYTES).toBe(500 * 1024);
    const most = batchOf(16, 'bytes');
    const bytes = Buffer.byteLength(most);
    // White space counts as well: it is what comes over the wire that is bounded.
    const padded = (to: number): string => most + ' '.repeat(to - bytes);
    expect((await send('batch', padded(REQUEST_LIMIT_BYTES))).statusCode).toBe(200);
    expect((await send('batch', padded(REQUEST_LIMIT_BYTES + 1))).statusCode).toBe(413);
    expect(await taken(Array.from({ length: 16 }, (_, n) => `bytes-${n}`))).toBe(16);
  });
});
