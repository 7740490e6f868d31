import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TEST_NOW } from '../../../test/databases.ts';
import { openApp, type TestApp } from '../../../test/given.ts';
import { closeShops, doorOf, productPage, shop } from '../../../test/web-shop.ts';
import { listSightings } from '../sighting.reads.ts';
import { crawlJobs, CRAWL_ALL_JOB, runCrawl } from './crawl-run.service.ts';
import type { CrawlSiteInput, CrawlSiteView } from './crawl-site.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());
afterEach(closeShops);

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, headers = given.member) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  return given.app.inject({
    method,
    url: `/v1/crawl-sites${path}`,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...payload,
  });
}

async function add(input: CrawlSiteInput): Promise<CrawlSiteView> {
  const answer = await call('POST', '', input);
  expect(answer.statusCode).toBe(201);
  return answer.json<CrawlSiteView>();
}

async function siteNow(id: string): Promise<CrawlSiteView | undefined> {
  return (await call('GET', '')).json<{ sites: CrawlSiteView[] }>().sites.find((each) => each.id === id);
}

/** Pages that say when they have not changed. */
function tagged(all: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const page = all[request.url ?? ''];
    if (page === undefined) return response.writeHead(404).end();
    const etag = `"${createHash('sha256').update(page).digest('hex')}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    return response
      .writeHead(isKnown ? 304 : 200, { etag, 'content-type': 'text/html' })
      .end(isKnown ? undefined : page);
  };
}

test('a crawl takes in what the pages say, keeps what they do not say right, and tells how it went', async () => {
  const own = await shop(
    tagged({
      '/': '<a href="/a"><a href="/b"><a href="/gone">',
      '/a': productPage('crawled-a', '10'),
      '/b': productPage('crawled-b\\u0000', '20'),
    }),
  );
  const { id, lastCrawl } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  expect(lastCrawl).toBeNull();
  await runCrawl(given.deps, doorOf(), id);
  const site = await siteNow(id);
  expect(site?.lastCrawl).toMatchObject({
    pages: 3,
    unchanged: 0,
    accepted: 1,
    rejected: 1,
    faultCount: 1,
    faults: [{ address: `${own.origin}/gone`, code: 'status', status: 404, reason: 'The answer was 404.' }],
  });
  const [seen] = await listSightings(given.deps.postgres, { product: 'crawled-a', limit: 9 });
  expect(seen).toMatchObject({ channel: 'web', amount: 10_00, source: `${own.origin}/a` });
  const kept = await given.app.inject({
    url: `/v1/imports/${site?.lastCrawl?.importId}`,
    headers: given.member,
  });
  expect(kept.json()).toMatchObject({ state: 'done', accepted: 1, rejectedRows: [{ field: 'product' }] });
});

test('a page that has not changed says the same the next day, without being sent again', async () => {
  const all: Record<string, string> = { '/': '<a href="/c">', '/c': productPage('crawled-c', '30') };
  const own = await shop(tagged(all));
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  await runCrawl(given.deps, doorOf(), id);
  given.clock.advance(86_400_000);
  await runCrawl(given.deps, doorOf(), id);
  expect((await siteNow(id))?.lastCrawl).toMatchObject({ pages: 2, unchanged: 2, accepted: 1 });
  const seen = await listSightings(given.deps.postgres, { product: 'crawled-c', limit: 9 });
  expect(seen.map((each) => each.amount)).toEqual([30_00, 30_00]);
  delete all['/c'];
  await runCrawl(given.deps, doorOf(), id);
  expect((await siteNow(id))?.lastCrawl).toMatchObject({ faultCount: 1 });
  await runCrawl(given.deps, doorOf(), id);
  expect((await siteNow(id))?.lastCrawl).toMatchObject({ pages: 1, faultCount: 0 });
  given.clock.set(TEST_NOW);
});

test('a site over HTTP can never be this machine or the network around it', async () => {
  const own = await shop(tagged({ '/': productPage('inward', '1') }));
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  expect((await call('POST', `/${id}/crawl`)).json()).toMatchObject({ askedAt: expect.any(String) });
  await given.flush();
  expect((await siteNow(id))?.lastCrawl).toMatchObject({ pages: 0, faultCount: 1, faults: [{ code: 'inward' }] });
  expect(own.asked).toEqual([]);
  const opened = await call('POST', '', { channel: 'web', starts: [`${own.origin}/`], loopback: true });
  expect(opened.statusCode).toBe(400);
});

test('asked for twice before it begins, a site is read once; each night all are', async () => {
  const own = await shop(tagged({ '/': productPage('nightly', '1') }));
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  await call('POST', `/${id}/crawl`);
  await call('POST', `/${id}/crawl`);
  const waiting = async (): Promise<unknown> => {
    const { rows } = await given.deps.postgres.query(
      "select count(*)::int as many from graphile_worker.jobs where task_identifier = 'crawl-site'",
    );
    return rows[0];
  };
  expect(await waiting()).toEqual({ many: 1 });
  await given.flush();
  await crawlJobs(given.deps, doorOf())[CRAWL_ALL_JOB]?.([]);
  expect((await siteNow(id))?.askedAt).not.toBeNull();
  expect(await waiting()).toEqual({ many: 1 });
});

test('while a site is being read it is told how far it has come', async () => {
  const links = Array.from({ length: 60 }, (_, index) => `<a href="/p${index}">`).join('');
  const own = await shop((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(links);
  });
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  const counts = new Set<number | undefined>();
  const pause = async (): Promise<void> => {
    counts.add((await siteNow(id))?.lastCrawl?.pages);
  };
  await runCrawl(given.deps, doorOf({ pause }), id);
  expect([...counts]).toEqual([0, 50]);
  expect((await siteNow(id))?.lastCrawl).toMatchObject({ pages: 61, finishedAt: expect.any(String) });
});

test('while a site is being read it is not read a second time', async () => {
  const own = await shop(tagged({ '/': productPage('twice', '1') }));
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  const pause = async (): Promise<void> => runCrawl(given.deps, doorOf(), id);
  await runCrawl(given.deps, doorOf({ pause }), id);
  expect(own.asked.map((each) => each.url)).toEqual(['/robots.txt', '/']);
});

test('a site is taken away with its pages; its sightings stay, and the audit says who did it', async () => {
  const own = await shop(tagged({ '/': productPage('stays', '1') }));
  const { id } = await add({ channel: 'web', starts: [`${own.origin}/`] });
  await runCrawl(given.deps, doorOf(), id);
  expect((await call('DELETE', `/${id}`)).statusCode).toBe(204);
  expect((await call('DELETE', `/${id}`)).statusCode).toBe(404);
  expect((await call('POST', `/${id}/crawl`)).statusCode).toBe(404);
  expect(await siteNow(id)).toBeUndefined();
  expect(await listSightings(given.deps.postgres, { product: 'stays', limit: 9 })).toHaveLength(1);
  const audit = await given.app.inject({ url: '/v1/audit', headers: given.member });
  expect(audit.body).toContain('crawl-site');
});

test.each([
  ['a file', { channel: 'web', starts: ['file:///etc/passwd'] }],
  ['no start', { channel: 'web', starts: [] }],
  ['a start outside the origins', { channel: 'web', starts: ['https://a.example/'], origins: ['https://b.example'] }],
  ['no number of pages', { channel: 'web', starts: ['https://a.example/'], mostPages: 0 }],
])('a site with %s is refused', async (_what, input) => {
  expect((await call('POST', '', input)).statusCode).toBe(400);
});

test('only members say which sites are ours', async () => {
  const input = { channel: 'web', starts: ['https://a.example/'] };
  expect((await call('POST', '', input, given.channelKey)).statusCode).toBe(403);
});
