import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { ask } from '../../../test/stories/asking.ts';
import type { ContradictionPage } from '../contradiction.contract.ts';
import type { MessageView } from './message.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

async function see(channel: string, amount: number): Promise<void> {
  given.clock.advance(60_000);
  const seen = { product: 'jacka', channel, amount, currency: 'SEK', priceType: 'regular', source: `${channel}.csv` };
  const seenAt = new Date(given.clock.now()).toISOString();
  await ask(given, 'POST', '/v1/sightings', { sightings: [{ ...seen, seenAt }] });
  await given.flush();
}

async function openWith(channel: string): Promise<ContradictionPage['contradictions']> {
  const path = `/v1/contradictions?status=open&product=jacka&channel=${channel}`;
  return (await ask<ContradictionPage>(given, 'GET', path)).contradictions;
}

test('the price that a live message tells is held against what the app shows, from when it goes live until it ends', async () => {
  await see('app', 899_00);
  await see('web', 999_00);
  const member = (path: string, body: object = {}) => ask<MessageView>(given, 'POST', path, body, given.member);
  const { id } = await member('/v1/messages', {
    name: 'Jackbrevet',
    theme: 'Jackor',
    purpose: 'service',
    channels: ['newsletter'],
    validFrom: '2026-11-01T00:00:00Z',
    references: { jacket: { product: 'jacka' } },
    forms: [{ kind: 'chat', channel: 'newsletter', language: 'sv', text: 'Jackan kostar {{ price.jacket }}.' }],
  });
  await member(`/v1/messages/${id}/review`);
  await member(`/v1/messages/${id}/approvals`, { channel: 'newsletter', version: 1 });
  await given.flush();
  expect(await openWith('newsletter')).toEqual([]);

  await member(`/v1/messages/${id}/publication`);
  await given.flush();
  expect(await openWith('newsletter')).toMatchObject([
    {
      kind: 'unequal',
      channels: ['app', 'newsletter'],
      difference: { amount: 100_00, currency: 'SEK' },
      witness: {
        statements: [
          { source: 'app.csv', amount: 899_00 },
          { source: 'Jackbrevet', amount: 999_00 },
        ],
      },
    },
  ]);

  await see('app', 999_00);
  expect(await openWith('newsletter')).toEqual([]);
  await see('app', 899_00);
  await see('web', 999_00);
  expect(await openWith('newsletter')).toHaveLength(1);
  await member(`/v1/messages/${id}/ending`);
  await given.flush();
  expect(await openWith('newsletter')).toEqual([]);
});
