import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { ask, call, goLive } from '../../../test/stories/asking.ts';
import type { MessageInput, MessageView } from './message.contract.ts';
import type { Portfolio } from './portfolio.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

const period = { validFrom: '2026-11-01T00:00:00Z', validTo: '2099-11-30T23:00:00Z' };
const place = (channel: string, themes: string[], touchpoint = '') => ({
  channel,
  touchpoint,
  role: 'sells' as const,
  owner: null,
  themes,
});

async function live(message: Pick<MessageInput, 'name' | 'theme' | 'forms' | 'references'>): Promise<void> {
  const channels = [...new Set(message.forms.map((form) => form.channel))];
  const input: MessageInput = { ...message, ...period, purpose: 'service', channels };
  const { id } = await ask<MessageView>(given, 'POST', '/v1/messages', input, given.member);
  await ask(given, 'POST', `/v1/messages/${id}/review`, undefined, given.member);
  for (const channel of channels)
    await ask(given, 'POST', `/v1/messages/${id}/approvals`, { channel, version: 1 }, given.member);
  await ask(given, 'POST', `/v1/messages/${id}/publication`, undefined, given.member);
}

test('a channel that carries another theme than it is meant to, or sells what no message there says, has drifted', async () => {
  const seen = { currency: 'SEK', source: 'pris.csv', channel: 'web' };
  await ask(given, 'POST', '/v1/sightings', {
    sightings: [
      {
        ...seen,
        product: 'jacka',
        amount: 129900,
        priceType: 'regular',
        onSale: false,
        seenAt: '2026-10-20T08:00:00Z',
      },
      { ...seen, product: 'jacka', amount: 89900, priceType: 'sale', onSale: true, seenAt: '2026-11-22T07:00:00Z' },
      { ...seen, product: 'skor', amount: 59900, priceType: 'sale', onSale: true, seenAt: '2026-11-22T07:00:00Z' },
    ],
  });
  const terms = { kind: 'fixed-price' as const, amount: 89900, currency: 'SEK' };
  const offer = await goLive(given, {
    name: 'Jackan',
    terms,
    products: ['jacka'],
    channels: ['web', 'chat'],
    ...period,
  });
  await live({
    name: 'Jackan',
    theme: 'Vinterjackor',
    references: { jacka: { offer: offer.id } },
    forms: [
      {
        kind: 'web',
        channel: 'web',
        language: 'sv',
        slot: 'Överst',
        title: 'Jackan',
        text: 'Jackan {{ price.jacka }}, tidigare lägst {{ prior.jacka }}',
      },
      { kind: 'chat', channel: 'chat', language: 'sv', text: 'Jackan {{ price.jacka }}' },
    ],
  });
  const places = [place('web', ['vinterjackor']), place('web', [], 'överst'), place('chat', ['Öppettider'])];
  await ask(given, 'PUT', '/v1/portfolio', { places }, given.member);
  const found = await ask<Portfolio>(given, 'GET', '/v1/portfolio', undefined, given.member);
  const drift = new Map(found.places.map((each) => [`${each.channel} ${each.touchpoint}`.trim(), each]));
  expect(drift.get('web')).toMatchObject({
    carries: [{ theme: 'Vinterjackor', messages: [{ name: 'Jackan' }] }],
    onSale: 2,
    drift: { absent: [], unmeant: [], isCrowded: false, unsaid: ['skor'] },
  });
  expect(drift.get('web överst')?.drift.unmeant).toEqual(['Vinterjackor']);
  expect(drift.get('chat')?.drift).toEqual({
    absent: ['Öppettider'],
    unmeant: ['Vinterjackor'],
    isCrowded: false,
    unsaid: [],
  });
});

test('a place given twice, an unknown channel or owner, and a third theme are refused, and nothing is changed', async () => {
  const put = async (...places: object[]) =>
    (await call(given, 'PUT', '/v1/portfolio', { places }, given.member)).status;
  expect(await put(place('web', []), place('web', []))).toBe(400);
  expect(await put(place('fax', []))).toBe(400);
  expect(await put({ ...place('web', []), owner: 'Ingen Alls' })).toBe(400);
  expect(await put(place('web', ['a', 'b', 'c']))).toBe(400);
  const { places } = await ask<Portfolio>(given, 'GET', '/v1/portfolio', undefined, given.member);
  expect(places.length).toBe(3);
  expect((await call(given, 'GET', '/v1/portfolio')).status).toBe(403);
});
