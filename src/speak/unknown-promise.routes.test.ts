import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { ask } from '../../test/stories/asking.ts';
import type { ContradictionPage } from './contradiction.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

async function unknown(): Promise<ContradictionPage['contradictions']> {
  await ask(given, 'POST', '/v1/contradictions/check', {});
  return (await ask<ContradictionPage>(given, 'GET', '/v1/contradictions?kind=unknown&status=open')).contradictions;
}

test('a price promised on the phone that the chat never asks for is found, until the chat asks', async () => {
  await ask(given, 'POST', '/v1/sightings', {
    sightings: ['web', 'chat'].map((channel) => ({
      product: 'tältet-tre',
      channel,
      amount: 2_990_00,
      currency: 'SEK',
      priceType: 'regular',
      seenAt: new Date(given.clock.now()).toISOString(),
      source: `${channel}.json`,
    })),
  });
  const customer = { identifiers: [{ type: 'email', value: 'asa.berg@example.se' }] };
  // The web shop asks what to show, as it does every day.
  await ask(given, 'POST', '/v1/decisions', { ...customer, channel: 'web', product: 'tältet-tre' });
  given.clock.advance(1000);
  await ask(given, 'POST', '/v1/promises', {
    ...customer,
    product: 'tältet-tre',
    terms: { kind: 'fixed-price', amount: 2_490_00, currency: 'SEK' },
    description: 'Tältet för 2 490 kr, lovat i samtal',
    channel: 'phone',
  });

  expect(await unknown()).toMatchObject([
    {
      product: 'tältet-tre',
      channels: ['phone', 'chat'],
      difference: { amount: 500_00, currency: 'SEK', percent: 20.1 },
      exposed: 1,
      harm: 500,
      witness: {
        statements: [
          { channel: 'phone', amount: 2_490_00, source: 'promises' },
          { channel: 'chat', amount: 2_990_00, source: 'chat.json' },
        ],
      },
    },
  ]);

  await ask(given, 'POST', '/v1/decisions', { ...customer, channel: 'chat', product: 'tältet-tre' });
  expect(await unknown()).toEqual([]);
});
