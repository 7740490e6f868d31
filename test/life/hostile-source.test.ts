import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';

let given: TestApp;
let address: string;
beforeAll(async () => {
  given = await openApp();
  address = await given.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => given.close());

async function send(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${given.writeKey}`;
  return fetch(`${address}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
  });
}

const packed = { 'content-encoding': 'gzip' };
const bomb = gzipSync(Buffer.alloc(100_000_000, ' '));
const cutShort = gzipSync(JSON.stringify({ batch: [{ type: 'page', userId: 'u' }] })).subarray(0, 20);

/** A body whose length nobody says beforehand. */
function endless(): ReadableStream<Uint8Array> {
  let left = 200;
  return new ReadableStream({
    pull(controller) {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(Buffer.alloc(100_000, ' '));
    },
  });
}

test.each([
  ['a body of 10 MB', () => send(Buffer.alloc(10_000_000, ' ')), 413],
  ['a small body that unpacks to 100 MB', () => send(bomb, packed), 413],
  ['a packed body that is cut short', () => send(cutShort, packed), 400],
  ['bytes that only say they are packed', () => send(Buffer.from('not packed'), packed), 400],
])('over a real connection, %s is answered and the server lives', async (_kind, sendOne, status) => {
  for (let n = 0; n < 50; n += 1) {
    const answer = await sendOne();
    expect(answer.status).toBe(status);
    const problem = (await answer.json()) as { errors: { field: string }[] };
    expect(problem.errors[0]?.field).toBe('(body)');
  }
  expect((await send(JSON.stringify({ batch: [{ type: 'page', userId: 'u' }] }))).status).toBe(200);
});

test('a body without an end is not read to it', async () => {
  const init = {
    method: 'POST',
    body: endless(),
    duplex: 'half',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${given.writeKey}` },
  };
  const answer = await fetch(`${address}/v1/batch`, init);
  expect(answer.status).toBe(413);
  expect((await send(JSON.stringify({ batch: [{ type: 'page', userId: 'u' }] }))).status).toBe(200);
});
