import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Decision, DecisionInput } from '../../src/decide/decision.contract.ts';
import type { PromiseView, RedemptionView } from '../../src/promise/promise.contract.ts';
import type { Problem } from '../../src/http/problem.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask, call, decide } from './asking.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(async () => {
  await given.close();
});

const phone = { type: 'phone', value: '070-174 05 12' };
const email = { type: 'email', value: 'Asa.Berg@Example.se' };

test('telefonpriset: what the seller promised on the phone is what the chat is told, and the store keeps it once', async () => {
  // Åsa has logged in with both her number and her address at some time.
  await decide(given, { identifiers: [phone, email], channel: 'web' });

  // A seller promises her a price.
  const promise = await ask<PromiseView>(given, 'POST', '/v1/promises', {
    identifiers: [{ type: 'phone', value: '+46701740512' }],
    product: 'tältet-två',
    terms: { kind: 'fixed-price', amount: 2_490_00, currency: 'SEK' },
    description: 'Tältet för 2 490 kr, lovat i samtal',
    channel: 'phone',
    touchpoint: 'samtal 8812',
    validTo: '2026-12-06T00:00:00Z',
    redemptionLimit: 1,
  });
  expect(promise.state).toBe('open');

  // A moment later she writes in the chat, which knows her by her address.
  given.clock.advance(1);
  const chat: DecisionInput = {
    identifiers: [{ ...email, value: 'asa.berg@example.se' }],
    channel: 'chat',
    product: 'tältet-två',
  };
  const inChat = await decide(given, chat);
  expect(inChat).toMatchObject({
    customerId: promise.customerId,
    outcome: 'promise',
    quote: { amount: 2_490_00, currency: 'SEK' },
    promise: { id: promise.id, channel: 'phone', touchpoint: 'samtal 8812' },
  });
  expect(inChat.reasons.find((each) => each.verdict === 'chosen')).toMatchObject({
    code: 'chosen-promise',
    subject: promise.id,
  });
  expect(await ask<Decision>(given, 'GET', `/v1/decisions/${inChat.id}`)).toEqual(inChat);

  // The store keeps it; the till that lost its connection sends the same again.
  const address = `/v1/promises/${promise.id}/redemptions`;
  const till = { channel: 'store', touchpoint: 'Kalmar kassa 1', idempotencyKey: 'kvitto-4411' };
  const first = await call<RedemptionView>(given, 'POST', address, till);
  const again = await call<RedemptionView>(given, 'POST', address, till);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);

  // It was promised once, so the web does not give it a second time, and the chat is not told that it holds.
  const second = await call<Problem>(given, 'POST', address, { channel: 'web', idempotencyKey: 'order-77' });
  expect([second.status, second.body.code]).toEqual([409, 'promise-spent']);
  const keyless = await call<Problem>(given, 'POST', address, { channel: 'web' });
  expect([keyless.status, keyless.body.code]).toEqual([400, 'idempotency-key-missing']);
  const after = await decide(given, chat);
  expect([after.outcome, after.promises]).toEqual(['nothing', []]);
  expect(after.reasons.map((each) => each.code)).toContain('promise-spent');
});
