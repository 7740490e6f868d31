import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from './server.ts';

const builtFolder = resolve(import.meta.dirname, '../../web/dist');

/** Files beside index.html that keep their names between builds. */
const namedFiles = ['/mark.svg', '/first-paint.js'];

const notBuilt =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Samspel</title>' +
  '<body style="font: 16px system-ui; max-width: 34rem; margin: 4rem auto; padding: 0 1rem">' +
  '<h1>The web app has not been built</h1>' +
  '<p>The server runs and answers under <code>/v1</code>. Run <code>npm run build</code> where Samspel is installed, then load this page again.</p>';

/** Someone asking for a page, not a program asking for data or a browser asking for a part of a page. */
function isPageVisit(request: FastifyRequest): boolean {
  const { pathname } = new URL(request.url, 'http://localhost');
  const isProgramDoor = pathname.startsWith('/v1/') || pathname.startsWith('/login/');
  return pathname === '/' || (!isProgramDoor && (request.headers.accept ?? '').includes('text/html'));
}

/**
 * Serves the web app. Assets carry a hash in their names and may be kept for ever; every address that is a page of
 * the app gets index.html, which is asked for anew each time. The app holds no data: the doors under /v1 guard that.
 */
export async function serveWeb(app: App, folder: string = builtFolder): Promise<void> {
  const config = { access: 'public' } as const;
  const schema = { hide: true };
  await app.register(fastifyStatic, { root: folder, serve: false });
  app.get('/assets/*', { config, schema }, (request, reply) =>
    reply.sendFile((request.params as { '*': string })['*'], join(folder, 'assets'), {
      immutable: true,
      maxAge: '365d',
      cacheControl: true,
    }),
  );
  for (const file of namedFiles)
    app.get(file, { config, schema }, (_request, reply) => reply.sendFile(file.slice(1), { maxAge: '1h' }));
  app.get('/*', { config, schema }, (request, reply) => {
    if (!isPageVisit(request)) return reply.callNotFound();
    if (!existsSync(join(folder, 'index.html'))) return reply.status(503).type('text/html').send(notBuilt);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  });
}
