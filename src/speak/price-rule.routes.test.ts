import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { receiveSightingBatch } from '../collect/sighting.service.ts';
import { DAY_MS } from '../kernel/period.ts';
import type { Contradiction } from './contradiction.contract.ts';
import type { PriorPriceLine } from './prior-price-line.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

async function put(payload: object, as = given.member): Promise<number> {
  const reply = await given.app.inject({ method: 'PUT', url: '/v1/price-rule', headers: as, payload });
  return reply.statusCode;
}

/** The breaches that are open, by product. */
async function breached(): Promise<string[]> {
  await given.flush();
  const url = '/v1/contradictions?kind=prior-price&status=open';
  const reply = await given.app.inject({ url, headers: given.member });
  return reply
    .json<{ contradictions: Contradiction[] }>()
    .contradictions.map((each) => `${each.product} ${each.witness.prior?.rule}`)
    .toSorted();
}

const at = (days: number): string => new Date(given.clock.now() - days * DAY_MS).toISOString();
const seen = (product: string, channel: string, amount: number, days: number, priceType: 'regular' | 'sale') => {
  return { product, channel, amount, currency: 'SEK', seenAt: at(days), source: `${channel} kassa`, priceType };
};

test('the rule of the prior price is kept to as it was declared: strictly for all, by channel, or not for what spoils', async () => {
  const all = ['jordgubbar', 'stövlar'].flatMap((product) => [
    seen(product, 'store', 80_00, 12, 'regular'),
    seen(product, 'web', 100_00, 11, 'regular'),
    seen(product, 'web', 90_00, 3, 'sale'),
  ]);
  await receiveSightingBatch(given.deps, all);
  expect(await breached()).toEqual(['jordgubbar not-lower', 'stövlar not-lower']);
  expect(await put({ priorPrice: 'all-channels', exempt: ['jordgubbar'] })).toBe(200);
  expect(await breached()).toEqual(['stövlar not-lower']);
  expect(await put({ priorPrice: 'own-channel', exempt: [] })).toBe(200);
  expect(await breached()).toEqual([]);
  const now = await given.app.inject({ url: '/v1/price-rule', headers: given.member });
  expect(now.json()).toEqual({ priorPrice: 'own-channel', exempt: [], productNames: {} });
});

test('the lowest price of the 30 days before is told day by day, of all our channels', async () => {
  await receiveSightingBatch(given.deps, [
    seen('pjäxan', 'web', 900_00, 20, 'regular'),
    seen('pjäxan', 'store', 800_00, 10, 'regular'),
  ]);
  const reply = await given.app.inject({ url: '/v1/prior-prices?product=pj%C3%A4xan', headers: given.member });
  const { points } = reply.json<PriorPriceLine>();
  expect(points[0]).toMatchObject({ amount: 900_00, channel: 'web', currency: 'SEK' });
  expect(points.at(-1)).toMatchObject({ amount: 800_00, channel: 'store' });
  expect((await given.app.inject({ url: '/v1/prior-prices?product=x', headers: given.channelKey })).statusCode).toBe(
    403,
  );
});

test('the rule tells what the products outside are called, where their names are known', async () => {
  const word = { channel: 'web', amount: 30_00, currency: 'SEK', seenAt: '2026-11-22T08:00:00Z', source: 'webb' };
  const named = { ...word, product: 'gräddfil', productName: 'Gräddfil 3 dl' };
  await receiveSightingBatch(given.deps, [named, { ...word, product: 'filmjölk' }]);
  expect(await put({ priorPrice: 'all-channels', exempt: ['filmjölk', 'gräddfil', 'okänd'] })).toBe(200);
  const now = await given.app.inject({ url: '/v1/price-rule', headers: given.member });
  expect(now.json()).toMatchObject({
    exempt: ['filmjölk', 'gräddfil', 'okänd'],
    productNames: { gräddfil: 'Gräddfil 3 dl' },
  });
  expect(Object.keys(now.json<{ productNames: object }>().productNames)).toEqual(['gräddfil']);
});

test('only members say how it is kept to, and what is no way to count is refused', async () => {
  expect(await put({ priorPrice: 'cheapest', exempt: [] })).toBe(400);
  expect(await put({ priorPrice: 'all-channels', exempt: ['mjölk', 'mjölk'] })).toBe(400);
  expect(await put({ priorPrice: 'all-channels', exempt: [] }, {})).toBe(401);
});
