import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { seePrices } from '../../../test/seeing.ts';
import type { Decision } from '../../decide/decision.contract.ts';
import { usualIdentifierSettings } from '../../kernel/identifier-settings.ts';
import { DAY_MS } from '../../kernel/period.ts';
import { maintain } from '../../protect/maintain.service.ts';
import { createVault } from '../../store/vault.ts';
import type { Contradiction, ContradictionPage } from '../contradiction.contract.ts';
import type { TextView } from './text.contract.ts';

let given: TestApp;
beforeAll(async () => {
  const vault = createVault(Buffer.alloc(32, 4));
  given = await openApp({ identifierSettings: { ...usualIdentifierSettings, vault } });
});
afterAll(() => given.close());

const card = 'FR-10020077';

async function ask<T>(method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
  const sent = body === undefined ? {} : { body };
  const answer = await given.app.inject({ method, url, headers: given.member, ...sent });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  await given.flush();
  return answer.json<T>();
}

async function answerInChat(source: string, text: string): Promise<TextView> {
  return ask<TextView>('POST', '/v1/texts', { channel: 'chat', kind: 'chat', source, text });
}

async function standing(product: string): Promise<Contradiction[]> {
  return (await ask<ContradictionPage>('GET', `/v1/contradictions?product=${product}`)).contradictions;
}

test('who is erased takes the chat answers that name them along, and what rested on those closes', async () => {
  await seePrices(given, 'jacka-fjäll', { web: 1499_00 });
  await seePrices(given, 'mössa-drev', { web: 199_00 });
  const identifiers = [{ type: 'loyalty', value: card }];
  const { customerId } = await ask<Decision>('POST', '/v1/decisions', { identifiers, channel: 'chat' });
  const text = await answerInChat('svar 1', `Med kortet ${card} kostar jacka-fjäll 1 299 kr.`);
  given.clock.advance(1000);
  await answerInChat(`svar till ${card}`, 'Hej! En mössa-drev kostar 149 kr.');
  expect(await standing('jacka-fjäll')).toMatchObject([{ status: 'open', channels: ['chat', 'web'] }]);
  expect(await standing('mössa-drev')).toMatchObject([{ status: 'open', channels: ['chat', 'web'] }]);

  const { id } = await ask<{ id: string }>('POST', `/v1/customers/${customerId}/exports`, { language: 'sv' });
  const file = await given.app.inject({ url: `/v1/exports/${id}/file`, headers: given.member });
  const packed = unzipSync(new Uint8Array(file.rawPayload));
  const data = JSON.parse(Buffer.from(packed['data.json'] ?? []).toString('utf8')) as { texts: object[] };
  expect(data.texts).toMatchObject([
    { id: text.id, channel: 'chat', source: 'svar 1', words: expect.stringContaining(`kortet ${card} kostar`) },
    { source: `svar till ${card}` },
  ]);

  await ask('POST', `/v1/customers/${customerId}/erasure`);
  expect(await standing('jacka-fjäll')).toMatchObject([{ status: 'closed', harm: 200 }]);
  // Its source was called by their card: nothing of it stays.
  expect(await standing('mössa-drev')).toEqual([]);
});

test('a text that has been kept long enough takes what rested on it along', async () => {
  await seePrices(given, 'vante-lova', { web: 299_00 });
  await answerInChat('svar 2', 'En vante-lova kostar 249 kr.');
  expect(await standing('vante-lova')).toMatchObject([{ status: 'open' }]);
  given.clock.advance(91 * DAY_MS);
  await maintain(given.deps);
  await given.flush();
  const { rows } = await given.deps.postgres.query<object>(
    "select status, closed_because from contradictions where product = 'vante-lova'",
  );
  expect(rows).toEqual([{ status: 'closed', closed_because: 'gone' }]);
});
