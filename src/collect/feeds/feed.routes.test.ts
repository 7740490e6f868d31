import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

function send(path: string, body: string, { type, query = '' }: { readonly type: string; readonly query?: string }) {
  const headers = { ...given.channelKey, 'content-type': type };
  return given.app.inject({ method: 'POST', url: `${path}${query}`, headers, body });
}

test('a feed is taken in at both doors for tables, for the channel that is named', async () => {
  const feed = (id: string): string =>
    `<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>${id}</g:id><g:price>999 SEK</g:price><g:availability>out_of_stock</g:availability></item><item><g:id>${id}</g:id><g:price>ring</g:price></item></channel></rss>`;
  for (const path of ['/v1/sightings', '/v1/imports/sightings']) {
    const answer = await send(path, feed(path), { type: 'application/xml', query: '?channel=web&fileName=feed.xml' });
    expect(answer.json()).toMatchObject({ accepted: 1, rejected: 1, rejectedRows: [{ field: 'price' }] });
    const seen = await given.app.inject({
      url: `/v1/sightings?product=${encodeURIComponent(path)}`,
      headers: given.channelKey,
    });
    expect(seen.json()).toMatchObject({
      sightings: [{ channel: 'web', amount: 999_00, availability: 'out-of-stock', source: 'feed.xml' }],
    });
    const nobodys = await send(path, feed('x'), { type: 'text/xml' });
    expect(nobodys.statusCode).toBe(400);
    expect(nobodys.json()).toMatchObject({ code: 'field-invalid', errors: [{ field: 'channel' }] });
  }
});

test('a table sent as tab-separated is a feed when it has the columns of one', async () => {
  const answer = await send('/v1/sightings', 'store_code\tid\tprice\nUmeå\tlocal\t10 SEK\n', {
    type: 'text/tab-separated-values',
    query: '?channel=store',
  });
  expect(answer.json()).toMatchObject({ accepted: 1, rejected: 0 });
});

test('a feed with a document type is refused whole, and nothing of it is read', async () => {
  const answer = await send('/v1/sightings', '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>', {
    type: 'application/rss+xml',
    query: '?channel=web',
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain('document type');
});

test('a body that is said to be XML and is something else is refused whole', async () => {
  for (const path of ['/v1/sightings', '/v1/imports/sightings']) {
    const answer = await send(path, '{"sightings":[]}', { type: 'application/xml', query: '?channel=web' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'body-invalid', errors: [{ field: '(body)' }] });
  }
});
