import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import { openApp, type TestApp } from '../given.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

const mapping = {
  product: 'sku',
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  seenAt: { column: 'day', format: 'YYYY-MM-DD' },
  sightings: [{ channel: 'store', price: 'price' }],
};

async function handIn(query: string, type: string, payload: string): Promise<void> {
  const headers = { ...given.channelKey, 'content-type': type };
  const reply = await given.app.inject({ method: 'POST', url: `/v1/sightings?${query}`, headers, payload });
  expect(reply.json(), reply.body).toMatchObject({ accepted: 1, rejected: 0 });
  await given.flush();
}

async function webAsks(kronor: number): Promise<void> {
  const feed = `<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>jeans</g:id><g:price>${kronor} SEK</g:price><g:availability>in_stock</g:availability></item></channel></rss>`;
  await handIn('channel=web&fileName=feed.xml', 'application/xml', feed);
}

async function tillAsks(day: string, kronor: number): Promise<void> {
  await handIn('mapping=till&fileName=till.csv', 'text/csv', `sku,day,price\njeans,${day},${kronor}\n`);
}

async function contradictions(): Promise<ContradictionPage['contradictions']> {
  const reply = await given.app.inject({ url: '/v1/contradictions?product=jeans', headers: given.channelKey });
  return reply.json<ContradictionPage>().contradictions;
}

test('midnatt: a price that changes at midnight in Sweden is one price in the feed and at the till, minute by minute', async () => {
  const saved = await given.app.inject({
    method: 'PUT',
    url: '/v1/mappings/till',
    headers: given.member,
    payload: mapping,
  });
  expect(saved.statusCode, saved.body).toBeLessThan(300);

  // Half past eleven on Sunday night.
  given.clock.set(Date.parse('2026-11-22T22:30:00Z'));
  await webAsks(699);
  await tillAsks('2026-11-22', 699);

  // Half past midnight: it is Monday in Sweden, though not yet by the clock of UTC.
  given.clock.set(Date.parse('2026-11-22T23:30:00Z'));
  await webAsks(499);
  await tillAsks('2026-11-23', 499);
  expect(await contradictions()).toEqual([]);

  // A till that has not changed on Monday still says another price than the web.
  await tillAsks('2026-11-23', 599);
  expect(await contradictions()).toMatchObject([{ kind: 'unequal', channels: ['store', 'web'] }]);
});
