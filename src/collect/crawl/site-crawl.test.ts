import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { closeShops, doorOf, pages, productPage, type Shop, shop } from '../../../test/web-shop.ts';
import { crawl } from './crawl.command.ts';
import { readCrawlOptions } from './crawl-options.ts';
import { askable, ownSite } from './own-site.ts';
import { fetchPage } from './page-fetch.reads.ts';
import { isPublic, reachable } from './public-address.reads.ts';
import { crawlSite, type PageVisit } from './site-crawl.reads.ts';

afterEach(closeShops);

async function visitsOf(shopOf: Shop, starts = ['/'], mostPages = 100, door = doorOf()): Promise<PageVisit[]> {
  const site = ownSite(
    'web',
    starts.map((each) => shopOf.origin + each),
    { mostPages },
  );
  const visits: PageVisit[] = [];
  for await (const visit of crawlSite(site, door)) visits.push(visit);
  return visits;
}

async function pathsRead(shopOf: Shop, starts?: string[], mostPages?: number) {
  const visits = await visitsOf(shopOf, starts, mostPages);
  return visits.flatMap((each) => (each.kind === 'read' ? [new URL(each.address).pathname] : []));
}

test('a site is read from its start by its links, each page once, and no other site is asked', async () => {
  const site = await shop(
    pages({
      '/': '<a href="/a">a</a><a href="b#x">b</a><a href="https://elsewhere.example/">c</a><a href="javascript:1">d</a>',
      '/a': productPage('a', '10', '<a href="/">home</a><a href="/b">b</a>'),
      '/b': productPage('b', '20'),
    }),
  );
  expect(await pathsRead(site)).toEqual(['/', '/a', '/b']);
  expect(site.asked.map((each) => each.url)).toEqual(['/robots.txt', '/', '/a', '/b']);
  expect(site.asked[0]?.headers['user-agent']).toMatch(/^Samspel\//);
});

test('a sitemap and the sitemaps it lists are read, packed ones too', async () => {
  const site: Shop = await shop((request, response) => {
    const list = (inner: string): string => `<?xml version="1.0"?><urlset>${inner}</urlset>`;
    const to = (path: string): string => `<loc>${site.origin}${path}</loc>`;
    if (request.url === '/sitemap.xml')
      response.end(`<sitemapindex><sitemap>${to('/more.xml.gz')}</sitemap></sitemapindex>`);
    else if (request.url === '/more.xml.gz') {
      response.setHeader('content-type', 'application/x-gzip');
      response.end(gzipSync(list(`<url>${to('/a')}</url><url>${to('/b')}</url>`)));
    } else pages({ '/a': productPage('a', '1'), '/b': productPage('b', '2') })(request, response);
  });
  expect(await pathsRead(site, ['/sitemap.xml'])).toEqual(['/a', '/b']);
  expect(await pathsRead(site, ['/sitemap.xml'], 1)).toEqual(['/a']);
});

test('what robots.txt asks to leave alone is left alone; one that cannot be read forbids all', async () => {
  const site = await shop(
    pages({ '/robots.txt': 'User-agent: *\nDisallow: /kassa', '/': '<a href="/kassa">x</a>', '/kassa': 'x' }),
  );
  expect(await visitsOf(site)).toMatchObject([
    { kind: 'read' },
    { kind: 'fault', code: 'robots', reason: expect.stringContaining('robots.txt') },
  ]);
  expect(site.asked.map((each) => each.url)).toEqual(['/robots.txt', '/']);
  const broken = await shop((_request, response) => response.writeHead(503).end());
  expect(await visitsOf(broken)).toMatchObject([
    { kind: 'fault', code: 'robots-unread', reason: expect.stringContaining('robots.txt') },
  ]);
});

test('a redirect to what robots.txt asks to leave alone is not followed', async () => {
  const site = await shop((request, response) => {
    if (request.url === '/') return redirect(response, '/kassa');
    return pages({ '/robots.txt': 'User-agent: *\nDisallow: /kassa', '/kassa': 'x' })(request, response);
  });
  expect(await visitsOf(site)).toMatchObject([{ kind: 'fault', reason: expect.stringContaining('robots.txt') }]);
  expect(site.asked.map((each) => each.url)).toEqual(['/robots.txt', '/']);
});

test('a site that says it is asked too much is left at once', async () => {
  const site = await shop((request, response) => {
    const status = request.url === '/a' ? 429 : 200;
    response.writeHead(status, { 'content-type': 'text/html' }).end('<a href="/a"><a href="/b">');
  });
  expect(await visitsOf(site)).toMatchObject([{ kind: 'read' }, { kind: 'fault', reason: 'The answer was 429.' }]);
  expect(site.asked.map((each) => each.url)).toEqual(['/robots.txt', '/', '/a']);
});

test('it waits between two requests, longer where robots.txt asks for it', async () => {
  const site = await shop(pages({ '/robots.txt': 'User-agent: *\nCrawl-delay: 3', '/': '<a href="/a">', '/a': '' }));
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => {
    pauses.push(ms);
  };
  await visitsOf(site, ['/'], 9, doorOf({ pause }));
  expect(pauses).toEqual([3000, 3000]);
});

test('a page is asked for by what was known of it, and may answer that nothing has changed', async () => {
  const site = await shop((request, response) => {
    const isKnown = request.headers['if-none-match'] === '"v1"';
    response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', 'content-type': 'text/html' });
    response.end(isKnown ? undefined : productPage('a', '1'));
  });
  const address = `${site.origin}/`;
  const first = await fetchPage(address, [site.origin], doorOf());
  expect(first).toMatchObject({ kind: 'page', etag: '"v1"' });
  const again = await fetchPage(address, [site.origin], doorOf(), {
    known: { etag: '"v1"', lastModified: null },
  });
  expect(again).toEqual({ kind: 'unchanged' });
});

const redirect = (response: ServerResponse, to: string): ServerResponse =>
  response.writeHead(302, { location: to }).end();

test.each([
  ['in a circle', () => '/', 'in a circle', 'redirects'],
  ['without end', (path: string) => `${path}x`, 'more than 5 times', 'redirects'],
  ['to a site that is not ours', () => 'http://169.254.169.254/latest/meta-data/', 'none of the origins', 'not-ours'],
  ['to a file', () => 'file:///etc/passwd', 'Allowed are http and https', 'no-address'],
  ['to an address with a password', () => 'http://a:b@127.0.0.1/', 'no password', 'no-address'],
])('a page that is redirected %s is a fault, and the crawl goes on', async (_what, to, reason, code) => {
  const site = await shop((request, response) => redirect(response, to(request.url ?? '')));
  expect(await fetchPage(`${site.origin}/`, [site.origin], doorOf())).toMatchObject({
    kind: 'fault',
    code,
    reason: expect.stringContaining(reason),
  });
  expect(site.asked.length).toBeLessThanOrEqual(6);
});

test.each([
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[fc00::1]',
  '[ff02::1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00::1]',
  '[::127.0.0.1]',
  '１２７.0.0.1',
  '①②⑦.0.0.1',
])('the address %s is one of our own networks, and is refused before anything is connected to', async (host) => {
  const url = `http://${host}/`;
  const { origin } = new URL(url);
  const door = { ...doorOf(), loopback: false };
  expect(await fetchPage(url, [origin], door)).toMatchObject({
    kind: 'fault',
    code: 'inward',
    reason: expect.stringContaining('not one of the open internet'),
  });
});

test.each(['8.8.8.8', '193.10.1.1', '2a00:1450:400f::1'])('%s is of the open internet', (address) => {
  expect(isPublic(address)).toBe(true);
});

test('a name that no machine has is told apart from a machine that does not answer', async () => {
  const gone = await shop(pages({}));
  closeShops();
  expect(await fetchPage(`${gone.origin}/`, [gone.origin], doorOf())).toMatchObject({ code: 'unreachable' });
  const origin = 'http://no-such-shop.example';
  const nameless = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const unknown = doorOf({ resolve: () => Promise.reject(nameless) });
  expect(await fetchPage(`${origin}/`, [origin], unknown)).toMatchObject({ code: 'no-machine' });
  expect(await fetchPage(`${origin}/`, [origin], doorOf({ resolve: async () => [] }))).toMatchObject({
    code: 'no-machine',
  });
});

test('a name that points inwards is refused, also when it points outwards too', async () => {
  const inward = { address: '127.0.0.1', family: 4 };
  const outward = { address: '8.8.8.8', family: 4 };
  await expect(reachable('rebind.example', { resolve: async () => [inward] })).rejects.toThrow('open internet');
  await expect(reachable('rebind.example', { resolve: async () => [outward, inward] })).rejects.toThrow('127.0.0.1');
});

test('the connection goes to the machine that was checked, however the name resolves the next time', async () => {
  const site = await shop(pages({ '/': 'x' }));
  const { port } = new URL(site.origin);
  const origin = `http://shop.example:${port}`;
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  };
  expect(await fetchPage(`${origin}/`, [origin], doorOf({ resolve }))).toMatchObject({ kind: 'page' });
  expect(asked).toEqual(['shop.example']);
  expect(await fetchPage(`${origin}/`, [origin], doorOf({ resolve }))).toMatchObject({ kind: 'fault' });
  expect(site.asked).toHaveLength(1);
});

test('only addresses of the origins that are ours may be asked', () => {
  expect(askable('https://fjallro.example/a#b', ['https://fjallro.example'])).toMatchObject({
    href: 'https://fjallro.example/a',
  });
  for (const text of [
    'http://fjallro.example/',
    'https://fjallro.example:444/',
    'https://fjallro.example.evil.example/',
  ])
    expect(askable(text, ['https://fjallro.example'])).toHaveProperty('reason');
  expect(() => ownSite('web', ['gopher://x/'])).toThrow('Allowed is an address');
  expect(() => ownSite('web', ['https://a.example/'], { origins: ['https://b.example'] })).toThrow(
    'none of the origins',
  );
});

test('the command prints what it saw, for people and as lines that can be handed in', async () => {
  const site = await shop(pages({ '/': productPage('a', '10', '<a href="/b">'), '/b': productPage('b', 'ring') }));
  const printed = async (...more: readonly string[]) => {
    const options = readCrawlOptions([`${site.origin}/`, '--channel', 'web', ...more]);
    if (options === 'help') throw new Error('no crawl was asked for');
    const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
    const code = await crawl({ ...options, timeZone: 'Europe/Stockholm' }, io, doorOf());
    io.stdout.end();
    io.stderr.end();
    return { code, out: await textOf(io.stdout), err: await textOf(io.stderr) };
  };
  const people = await printed();
  expect(people).toMatchObject({ code: 1, out: `a\t\t10.00 SEK\tunknown\t\t${site.origin}/\n` });
  expect(people.err).toContain('price: Allowed is a price');
  expect(people.err).toContain('2 pages read, 1 sightings, 1 faults.');
  expect(JSON.parse((await printed('--json')).out)).toMatchObject({
    product: 'a',
    amount: 10_00,
    seenAt: '2026-11-22T09:00:00.000Z',
    source: `${site.origin}/`,
  });
});

test.each([
  [['--channel', 'web'], 'ADDRESS'],
  [['https://a.example'], '--channel'],
  [['https://a.example', '--channel', 'web', '--most-pages', '0'], '--most-pages'],
  [['https://a.example', '--channel', 'web', '--product-by', 'name'], '--product-by'],
  [['ftp://a.example', '--channel', 'web'], 'Allowed is an address'],
])('crawl %j is refused in words', (args, why) => {
  expect(() => readCrawlOptions(args)).toThrow(why);
});
