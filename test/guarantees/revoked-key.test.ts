import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '../../src/http/auth.ts';
import type { NewKey, Rotated } from '../../src/organisation/key.contract.ts';
import { addKey } from '../../src/organisation/key.service.ts';
import { createLoginLink, openSession } from '../../src/organisation/login.service.ts';
import { type ServerProcess, startTwoServers, type TwoServers } from './server-process.ts';

let two: TwoServers;
let cookie: string;
beforeAll(async () => {
  two = await startTwoServers();
  // The processes have the real clock, so the session must be made by it too.
  const deps = { ...two.given.deps, clock: Date.now };
  cookie = `${SESSION_COOKIE}=${await openSession(deps, await createLoginLink(deps))}`;
});
afterAll(() => two.close());

async function manage(server: ServerProcess, method: string, path: string, body?: object): Promise<Response> {
  const headers = { cookie, ...(body && { 'content-type': 'application/json' }) };
  return fetch(server.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

let sent = 0;

async function send(server: ServerProcess, key: string): Promise<number> {
  sent += 1;
  const reply = await fetch(`${server.url}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: `u${sent}`, event: 'Seen' }),
  });
  await reply.arrayBuffer();
  return reply.status;
}

const TIMES = 20;

test('a key that one process revokes is refused by the other on the very next call', async () => {
  const [one, other] = two.servers;
  for (let time = 0; time < TIMES; time += 1) {
    const { id, key } = await addKey(two.given.deps, { name: `sajt ${time}`, kind: 'write' });
    // The other process has just let it in, several times at once, so whatever it might remember is fresh.
    expect(await Promise.all(Array.from({ length: 10 }, () => send(other, key)))).toEqual(Array(10).fill(200));
    expect((await manage(one, 'DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect(await send(other, key)).toBe(401);
  }
});

test('a key that one process makes, rotates away or pauses is known so to the other at once', async () => {
  const [one, other] = two.servers;
  const { source, id, key } = await addKey(two.given.deps, { name: 'kassa', kind: 'write' });
  expect(await send(other, key)).toBe(200);
  const rotated = (await (
    await manage(one, 'POST', `/v1/keys/${id}/rotation`, { oldUntil: '2026-01-01T00:00:00Z' })
  ).json()) as Rotated;
  expect([await send(other, key), await send(other, rotated.key)]).toEqual([401, 200]);
  const more = (await (await manage(other, 'POST', `/v1/sources/${source}/keys`)).json()) as NewKey;
  expect(await send(one, more.key)).toBe(200);
  await manage(one, 'PATCH', `/v1/sources/${source}`, { state: 'paused' });
  expect([await send(other, more.key), await send(other, rotated.key)]).toEqual([403, 403]);
  await manage(one, 'PATCH', `/v1/sources/${source}`, { state: 'active' });
  expect(await send(other, more.key)).toBe(200);
});

test('calls under way while a key is revoked are let in or refused, and every later one is refused', async () => {
  const [one, other] = two.servers;
  const { id, key } = await addKey(two.given.deps, { name: 'rusning', kind: 'write' });
  let isRevoked = false;
  const lateCalls: number[] = [];
  const rush = Array.from({ length: 8 }, async () => {
    for (let call = 0; call < 30; call += 1) {
      const beganAfter = isRevoked;
      const status = await send(other, key);
      if (beganAfter) lateCalls.push(status);
    }
  });
  await send(other, key);
  expect((await manage(one, 'DELETE', `/v1/keys/${id}`)).status).toBe(204);
  isRevoked = true;
  await Promise.all(rush);
  expect(await send(other, key)).toBe(401);
  expect(lateCalls.filter((status) => status !== 401)).toEqual([]);
});
