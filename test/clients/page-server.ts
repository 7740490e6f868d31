import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

export type PageServer = { readonly origin: string; readonly close: () => Promise<void> };

/** A shop's page on an address of its own, with the script bundled as the shop would. It may call `server` and nobody else. */
export async function servePage(script: string, server: string): Promise<PageServer> {
  const bundled = await bundle(script);
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, {
      'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'self'; img-src 'self' data:; connect-src ${server}`,
    });
    const title = '<!doctype html><title>Jackor</title><link rel="icon" href="data:,">';
    response.end(isScript ? bundled : `${title}<script type="module" src="/page.js"></script>`);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

/** One file, with the packages in it that the script imports. */
async function bundle(script: string): Promise<string> {
  // Beside the packages, so that they are found from there.
  const folder = await mkdtemp(join(resolve(import.meta.dirname, '../../node_modules'), '.page-'));
  try {
    const entry = join(folder, 'page.js');
    await writeFile(entry, script);
    const built = await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        minify: false,
        lib: { entry, formats: ['es'], fileName: 'page' },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    const outputs = Array.isArray(built) ? built.flatMap((each) => each.output) : 'output' in built ? built.output : [];
    const [chunk] = outputs;
    if (chunk?.type !== 'chunk') throw new Error('vite made no script of the page');
    return chunk.code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
