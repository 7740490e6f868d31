import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { closeShops, doorOf, shop } from '../../../test/web-shop.ts';
import { fetchPage } from './page-fetch.reads.ts';

afterEach(closeShops);

test('a page that never ends is left after its limit', async () => {
  let sent = 0;
  const site = await shop((_request, response) => {
    const more = (): void => {
      sent += 65_536;
      if (!response.destroyed && response.write(Buffer.alloc(65_536, 'x'))) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  });
  const door = doorOf({ mostBytes: 100_000 });
  expect(await fetchPage(`${site.origin}/`, [site.origin], door)).toMatchObject({
    kind: 'fault',
    reason: 'It is larger than 100000 bytes.',
  });
  expect(sent).toBeLessThan(50_000_000);
});

test.each([
  ['by the connection', { 'content-encoding': 'gzip' }, (body: Buffer) => gzipSync(body)],
  ['by itself', { 'content-type': 'application/gzip' }, (body: Buffer) => gzipSync(body)],
])('a page that unpacks to a hundred megabytes is left after its limit, packed %s', async (_what, headers, pack) => {
  const bomb = pack(Buffer.alloc(100_000_000));
  const site = await shop((_request, response) => response.writeHead(200, headers).end(bomb));
  expect(await fetchPage(`${site.origin}/`, [site.origin], doorOf())).toMatchObject({
    kind: 'fault',
    reason: expect.stringMatching(/larger than 50?000000 bytes/),
  });
});

test('a page that does not come to an end in time is left, before its headers and after', async () => {
  for (const begins of [false, true]) {
    const stop = new AbortController();
    const site = await shop((_request, response) => {
      if (begins) response.write('<html>', () => setImmediate(() => stop.abort()));
      else stop.abort();
    });
    const door = doorOf({ deadline: () => stop.signal });
    expect(await fetchPage(`${site.origin}/`, [site.origin], door)).toMatchObject({
      reason: 'It took too long to answer.',
    });
  }
});

test.each([
  ['another kind of file', { 'content-type': 'image/png' }, 'no page but image/png'],
  ['a packing that is not read', { 'content-encoding': 'compress' }, 'packed in a way'],
  ['a packing that is broken', { 'content-encoding': 'gzip' }, 'could not be read'],
])('%s is a fault with its reason', async (_what, headers, reason) => {
  const site = await shop((_request, response) => response.writeHead(200, headers).end('x'));
  expect(await fetchPage(`${site.origin}/`, [site.origin], doorOf())).toMatchObject({
    reason: expect.stringContaining(reason),
  });
});

test('a page in Windows-1252 that says it is UTF-8 is read as what it is', async () => {
  const site = await shop((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(Buffer.from('<title>Tröja</title>', 'latin1'));
  });
  expect(await fetchPage(`${site.origin}/`, [site.origin], doorOf())).toMatchObject({ text: '<title>Tröja</title>' });
});
