import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Board, ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import type { PromiseList } from '../../src/promise/promise.contract.ts';
import type { SightingReceipt } from '../../src/collect/sighting.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask, decide, goLive } from './asking.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

const seenAt = '2026-11-22T08:00:00Z';
const price = (channel: string, place: string | undefined, amount: number, onSale: boolean) => ({
  product: 'tröjan-ull',
  productName: 'Ulltröjan Fjäll',
  channel,
  ...(place && { place }),
  amount,
  currency: 'SEK',
  onSale,
  priceType: onSale ? 'sale' : 'regular',
  seenAt,
  source: `${channel}-priser.csv`,
  sourceRow: 2,
});

test('tröjan: reduced on the web and not in the store, the sweater is found, put right by an offer, and costs the same in the store', async () => {
  // The web shop says 599 kr, the till in Kalmar still says 799 kr.
  const receipt = await ask<SightingReceipt>(given, 'POST', '/v1/sightings', {
    sightings: [price('web', undefined, 599_00, true), price('store', 'Kalmar', 799_00, false)],
  });
  expect(receipt).toMatchObject({ accepted: 2, rejected: 0 });
  await given.flush();

  // The board shows it red, with both rows as its witness.
  const open = await ask<ContradictionPage>(given, 'GET', '/v1/contradictions?status=open&product=tröjan-ull');
  expect(open.total).toBe(1);
  const [found] = open.contradictions;
  expect(found).toMatchObject({
    kind: 'unequal',
    productName: 'Ulltröjan Fjäll',
    difference: { amount: 200_00, currency: 'SEK' },
  });
  const rows = found?.witness.statements.map((each) => [
    each.channel,
    each.place,
    each.amount,
    each.source,
    each.sourceRow,
  ]);
  expect(rows?.toSorted()).toEqual([
    ['store', 'Kalmar', 799_00, 'store-priser.csv', 2],
    ['web', null, 599_00, 'web-priser.csv', 2],
  ]);
  const board = await ask<Board>(given, 'GET', '/v1/board?state=contradicts');
  const cells = board.rows.find((row) => row.product === 'tröjan-ull')?.cells;
  expect(
    cells
      ?.filter((cell) => cell.state === 'contradicts')
      .map((cell) => cell.channel)
      .toSorted(),
  ).toEqual(['store', 'web']);

  // An offer says what holds in both, and the contradiction has its answer.
  const offer = await goLive(given, {
    name: 'Ulltröjan 599 kr',
    terms: { kind: 'fixed-price', amount: 599_00, currency: 'SEK' },
    products: ['tröjan-ull'],
    channels: ['web', 'store'],
    validFrom: '2026-11-22T00:00:00Z',
    validTo: '2026-12-01T00:00:00Z',
  });
  await given.flush();
  const answered = await ask<ContradictionPage>(given, 'GET', '/v1/contradictions?product=tröjan-ull&kind=unequal');
  expect(answered.contradictions.map((each) => [each.id, each.status, each.answeredBy])).toEqual([
    [found?.id, 'answered', offer.id],
  ]);

  // The store asks, and gets the web's price.
  const identifiers = [{ type: 'loyalty', value: 'FR-100200' }];
  const inStore = await decide(given, { identifiers, channel: 'store', touchpoint: 'kassa 3', product: 'tröjan-ull' });
  expect(inStore).toMatchObject({
    outcome: 'offer',
    quote: { product: 'tröjan-ull', amount: 599_00, currency: 'SEK', regularAmount: 799_00 },
    promise: { offerId: offer.id, channel: 'store', state: 'open' },
  });
  const onWeb = await decide(given, { identifiers, channel: 'web', product: 'tröjan-ull' });
  expect(onWeb.quote).toEqual(inStore.quote);
  expect(onWeb.promise).toEqual(inStore.promise);

  // What the store said is in the ledger, once.
  const ledger = await ask<PromiseList>(given, 'GET', `/v1/customers/${inStore.customerId}/promises?state=open`);
  expect(ledger.promises).toEqual([inStore.promise]);
});
