import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildServer } from './server.ts';
import { serveWeb } from './web.ts';

let folder: string;
let app: App;

async function serve(from: string): Promise<App> {
  return buildServer({
    logger: pino({ level: 'silent' }),
    findActor: () => Promise.resolve(undefined),
    routes: (server) => serveWeb(server, from),
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samspel-web-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>Samspel</title>');
  await writeFile(join(folder, 'dist/assets/index-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'outside of what is served');
  app = await serve(join(folder, 'dist'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const asPage = { accept: 'text/html,application/xhtml+xml' };

test('every address that is a page of the app gets the one page, asked for anew each time', async () => {
  for (const url of ['/', '/kunder/123?channel=web', '/samstammighet/motsagelse/abc']) {
    const reply = await app.inject({ url, headers: asPage });
    expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(reply.body).toContain('<title>Samspel</title>');
  }
});

test('the front door opens to a program too, as to one that only asks whether the server answers', async () => {
  const reply = await app.inject({ url: '/', headers: { accept: '*/*' } });
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
});

test('a file with a hash in its name may be kept for ever', async () => {
  const reply = await app.inject({ url: '/assets/index-1a2b.js' });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('what is not there is a problem, not the page: a data address, a lost file, a program that asks', async () => {
  for (const [url, headers] of [
    ['/v1/nothing', asPage],
    ['/assets/lost.js', asPage],
    ['/kunder', { accept: 'application/json' }],
  ] as const) {
    const reply = await app.inject({ url, headers });
    expect([url, reply.statusCode, reply.json<{ code: string }>().code]).toEqual([url, 404, 'not-found']);
  }
});

test('no way of writing an address leads out of the folder', async () => {
  for (const url of ['/assets/../../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])
    expect((await app.inject({ url })).body).not.toContain('outside of what is served');
});

test('a server without the built app says what to run', async () => {
  const bare = await serve(join(folder, 'nowhere'));
  const reply = await bare.inject({ url: '/', headers: asPage });
  expect(reply.statusCode).toBe(503);
  expect(reply.body).toContain('npm run build');
  await bare.close();
});
