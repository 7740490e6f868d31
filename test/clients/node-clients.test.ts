import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { linesOf } from './guide.ts';
import { expectLife, openSource } from './history.ts';

let given: TestApp;
let server: string;
beforeAll(async () => {
  given = await openApp();
  // The clients' clocks are the machine's.
  given.clock.set(Date.now());
  server = await given.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => given.close());

/** Runs a program as a person would, in a process of its own: one client ends its process at a refusal. */
async function run(program: string): Promise<{ readonly code: number; readonly complaints: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, complaints };
}

const group = `analytics.group({ userId: 'kund-1', groupId: 'klubben', traits: { name: 'Klubben' } });`;
const alias = `analytics.alias({ userId: 'kund-1', previousId: 'gammal-kaka' });`;
const screen = `analytics.screen({ userId: 'kund-1', name: 'Kassa' });`;

test.each([
  ['Segment in Node', 'await analytics.closeAndFlush();'],
  ['Customer.io in Node', 'await analytics.closeAndFlush();'],
  ['RudderStack in Node', 'await analytics.flush();'],
])('%s: every kind of call is in the history once, under the customer who became known', async (heading, end) => {
  const source = await openSource(given, heading);
  // A cookie of its own, so that each client must itself bring about that the cookie's owner is known.
  const lines = linesOf(heading, source.key, server).replaceAll('kaka-1', `kaka ${heading}`);
  const program = [lines, group, alias, screen, end].join('\n');
  expect(await run(program)).toEqual({ code: 0, complaints: '' });
  await expectLife(given, source, ['page', 'track', 'identify', 'group', 'alias', 'screen']);
  const stored = await source.stored();
  expect(stored.find((each) => each.type === 'screen')).toMatchObject({ name: 'Kassa', channel: 'app' });
  expect(stored.find((each) => each.type === 'alias')?.properties).toEqual({ previousId: 'gammal-kaka' });
});

test('the command line of the guide hands in a CloudEvent', async () => {
  const source = await openSource(given, 'curl');
  const line = linesOf('CloudEvents', source.key, server);
  const headers = [...line.matchAll(/-H '([^:']+): ([^']+)'/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    value,
  ]);
  const [, address = ''] = /curl -s (\S+)/.exec(line) ?? [];
  const [, body = ''] = /-d '([^']+)'/.exec(line) ?? [];
  expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(200);
  expect(await source.stored()).toMatchObject([
    {
      message_id: '/kassa/4 4711',
      type: 'track',
      name: 'Receipt Issued',
      channel: 'store',
      identifiers: [{ type: 'loyalty', value: '9752' }],
      properties: { total: 1299 },
    },
  ]);
});
