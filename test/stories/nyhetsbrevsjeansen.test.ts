import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Board, ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask, decide, goLive } from './asking.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

test('nyhetsbrevsjeansen: stated for newsletter and app, the jeans are found missing in the app, and given to whoever asks there', async () => {
  const sighting = { currency: 'SEK', seenAt: '2026-11-22T08:00:00Z', source: 'flöde.ndjson' };
  await ask(given, 'POST', '/v1/sightings', {
    sightings: [
      { ...sighting, product: 'jeans-raka', channel: 'newsletter', amount: 499_00, onSale: true, priceType: 'sale' },
      { ...sighting, product: 'jeans-raka', channel: 'store', amount: 799_00, onSale: false, priceType: 'regular' },
      // The app is looked at; it just says nothing of the jeans.
      { ...sighting, product: 'mössan', channel: 'app', amount: 199_00, onSale: false, priceType: 'regular' },
    ],
  });
  const offer = await goLive(given, {
    name: 'Jeansen ur nyhetsbrevet',
    terms: { kind: 'fixed-price', amount: 499_00, currency: 'SEK' },
    products: ['jeans-raka'],
    channels: ['newsletter', 'app'],
    validFrom: '2026-11-22T00:00:00Z',
    validTo: '2026-11-29T00:00:00Z',
    redemptionLimit: 1,
  });
  await given.flush();

  const missing = await ask<ContradictionPage>(given, 'GET', '/v1/contradictions?kind=missing&product=jeans-raka');
  expect(missing.contradictions).toHaveLength(1);
  const [found] = missing.contradictions;
  expect(found?.channels).toContain('app');
  expect(found?.witness.statements.some((each) => each.channel === 'app' && each.amount === null)).toBe(true);
  const board = await ask<Board>(given, 'GET', '/v1/board?q=jeans-raka');
  const states = Object.fromEntries(board.rows[0]?.cells.map((cell) => [cell.channel, cell.state]) ?? []);
  expect(states['app']).toBe('silent');

  // The customer who asks in the app is given it all the same.
  const identifiers = [{ type: 'device', value: 'a1-f00d' }];
  const inApp = await decide(given, { identifiers, channel: 'app', product: 'jeans-raka' });
  expect(inApp).toMatchObject({
    outcome: 'offer',
    quote: { amount: 499_00, regularAmount: 799_00 },
    promise: { offerId: offer.id, redemptionLimit: 1 },
  });

  // Promised in the app, it holds in the chat too. Somebody else, whom nobody promised anything, is told why not.
  const inChat = await decide(given, { identifiers, channel: 'chat', product: 'jeans-raka' });
  expect(inChat).toMatchObject({ outcome: 'promise', quote: inApp.quote, promise: { id: inApp.promise?.id } });
  const stranger = [{ type: 'email', value: 'nils@example.se' }];
  const other = await decide(given, { identifiers: stranger, channel: 'chat', product: 'jeans-raka' });
  expect(other).toMatchObject({ outcome: 'nothing', quote: null, promise: null, promises: [] });
  expect(other.reasons).toContainEqual({
    code: 'offer-not-in-channel',
    verdict: 'refused',
    subject: offer.id,
    params: { channel: 'chat', channels: 'newsletter, app' },
  });

  // The offer ends; what has been promised under it is kept.
  await ask(given, 'POST', `/v1/offers/${offer.id}/ending`, undefined, given.member);
  const later = await decide(given, { identifiers, channel: 'store', product: 'jeans-raka' });
  expect(later).toMatchObject({ outcome: 'promise', quote: inApp.quote, promise: { id: inApp.promise?.id } });
});
