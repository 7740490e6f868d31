import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { memberOf } from '../../test/member.ts';
import { receiveSightingBatch } from '../collect/sighting.service.ts';
import type { AuditPage } from '../organisation/audit.contract.ts';
import { addKey } from '../organisation/key.service.ts';
import type { OfferView } from './offer.contract.ts';

let given: TestApp;
let chat: Record<string, string>;
beforeAll(async () => {
  given = await openApp();
  const { key } = await addKey(given.deps, { name: 'chatten', kind: 'channel', channel: 'chat' });
  chat = { authorization: `Bearer ${key}` };
});
afterAll(async () => {
  await given.close();
});

async function post(url: string, as: Readonly<Record<string, string>>, payload?: object) {
  const reply = await given.app.inject({
    method: 'POST',
    url,
    headers: as,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, body: reply.json<OfferView>() };
}

function offer(channels: string[]): object {
  const terms = { kind: 'percent-off', percent: 90 };
  return { name: 'Rea', terms, products: ['kängan'], channels, validFrom: '2026-11-01T00:00:00Z' };
}

test("a channel's key writes, approves, publishes and ends offers of its own channel only", async () => {
  expect((await post('/v1/offers', chat, offer(['chat', 'store']))).status).toBe(403);
  const shared = await post('/v1/offers', given.member, offer(['chat', 'store']));
  for (const [step, status] of [
    ['approval', 200],
    ['publication', 200],
    ['ending', 200],
  ] as const) {
    expect((await post(`/v1/offers/${shared.body.id}/${step}`, chat)).status).toBe(403);
    expect((await post(`/v1/offers/${shared.body.id}/${step}`, given.member)).status).toBe(status);
  }
  const own = await post('/v1/offers', chat, offer(['chat']));
  expect(own.status).toBe(201);
  expect((await post(`/v1/offers/${own.body.id}/approval`, chat)).status).toBe(200);
});

/** A session of an editor who answers for the channel. */
function answeringFor(channel: string): Promise<Record<string, string>> {
  return memberOf(given, { name: `${channel} editor`, role: 'editor', channel });
}

test('an offer is approved by whoever answers for each of its channels, and every step stands in the audit', async () => {
  const [sms, phone] = [await answeringFor('sms'), await answeringFor('phone')];
  const draft = await post('/v1/offers', sms, offer(['sms', 'app']));
  const at = `/v1/offers/${draft.body.id}`;
  expect((await post(`${at}/approval`, phone)).status).toBe(403);
  const half = await post(`${at}/approval`, sms);
  expect(half.body).toMatchObject({
    state: 'draft',
    approvedAt: null,
    approvals: [
      { channel: 'sms', owner: 'sms editor', by: 'member:sms editor' },
      { channel: 'app', owner: null, by: null },
    ],
  });
  expect((await post(`${at}/publication`, sms)).status).toBe(409);
  // Nobody answers for the app, so an owner of the deployment does.
  expect((await post(`${at}/approval`, given.member)).body).toMatchObject({
    state: 'approved',
    approvedBy: 'member:Owner',
    approvals: [{ by: 'member:sms editor' }, { by: 'member:Owner' }],
  });
  await post(`${at}/publication`, sms);
  await post(`${at}/ending`, sms);
  const audit = await given.app.inject({
    url: `/v1/audit?subjectKind=offer&subjectId=${draft.body.id}`,
    headers: given.member,
  });
  const steps = audit.json<AuditPage>().rows.map(({ action, actor }) => `${actor.name}: ${action}`);
  // All of one moment of the test's clock, so in no order.
  expect(steps.toSorted()).toEqual([
    'Owner: approved',
    'sms editor: approved',
    'sms editor: ended',
    'sms editor: published',
    'sms editor: written',
  ]);
});

test('an offer is told what it contradicts before it is published, and is not published then where that is asked', async () => {
  const seenAt = new Date(given.clock.now()).toISOString();
  const seen = { product: 'mössan', channel: 'store', amount: 200_00, currency: 'SEK', seenAt, source: 'kassan' };
  await receiveSightingBatch(given.deps, [{ ...seen, priceType: 'regular' }]);
  const cap = (name: string, amount: number, channels: string[]) => {
    const terms = { kind: 'fixed-price', amount, currency: 'SEK' };
    return { name, terms, products: ['mössan'], channels, validFrom: '2026-11-01T00:00:00Z' };
  };
  const other = await post('/v1/offers', given.member, cap('Appens', 120_00, ['app']));
  await post(`/v1/offers/${other.body.id}/approval`, given.member);
  const draft = await post('/v1/offers', given.member, cap('Webbens', 150_00, ['web']));
  const { status, body } = await post(`/v1/offers/${draft.body.id}/check`, given.member);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    findings: [
      { kind: 'unequal', product: 'mössan', channels: ['web', 'store'], difference: { amount: 50_00 } },
      { kind: 'unequal', product: 'mössan', channels: ['app', 'web'], difference: { amount: 30_00 } },
    ],
  });
  const publication = `/v1/offers/${draft.body.id}/publication`;
  await post(`/v1/offers/${draft.body.id}/approval`, given.member);
  const blocked = await post(`${publication}?contradictions=block`, given.member);
  expect(blocked).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
  expect(JSON.stringify(blocked.body)).toContain('mössan: unequal between web and store');
  expect((await post(`${publication}?contradictions=perhaps`, given.member)).status).toBe(400);
  expect((await post(`${publication}?contradictions=block`, chat)).status).toBe(403);
  expect(await post(publication, given.member)).toMatchObject({
    status: 200,
    body: { state: 'live', contradicts: [{ channels: ['web', 'store'] }, { channels: ['app', 'web'] }] },
  });
  await post(`/v1/offers/${draft.body.id}/ending`, given.member);
  const alike = await post('/v1/offers', given.member, cap('Likadan', 200_00, ['print']));
  await post(`/v1/offers/${other.body.id}/ending`, given.member);
  expect((await post(`/v1/offers/${alike.body.id}/check`, given.member)).body).toMatchObject({ findings: [] });
  await post(`/v1/offers/${alike.body.id}/approval`, given.member);
  const clean = await post(`/v1/offers/${alike.body.id}/publication?contradictions=block`, given.member);
  expect(clean).toMatchObject({ status: 200, body: { state: 'live', contradicts: [] } });
});

test('a percentage that is not taken off the prior price is found before the offer is published', async () => {
  const product = 'västen';
  const see = async (amount: number, days: number, more: object): Promise<void> => {
    const seenAt = new Date(given.clock.now() - days * 86_400_000).toISOString();
    const seen = { product, channel: 'web', amount, currency: 'SEK', seenAt, source: 'flöde', ...more };
    await receiveSightingBatch(given.deps, [seen]);
  };
  await see(399_00, 20, { onSale: true, priceType: 'sale' });
  await see(499_00, 10, { priceType: 'regular' });
  const terms = { kind: 'percent-off', percent: 20 };
  const input = { name: 'Västarna', terms, products: [product], channels: ['web'], validFrom: '2026-11-01T00:00:00Z' };
  const draft = await post('/v1/offers', given.member, input);
  const address = `/v1/offers/${draft.body.id}`;
  const found = {
    kind: 'prior-price',
    product,
    channels: ['web', 'web'],
    difference: { amount: 100_00, currency: 'SEK' },
    witness: { prior: { rule: 'percent', used: 'all-channels', allChannels: 399_00 } },
  };
  expect((await post(`${address}/check`, given.member)).body).toMatchObject({ findings: [found] });
  await post(`${address}/approval`, given.member);
  const blocked = await post(`${address}/publication?contradictions=block`, given.member);
  expect(blocked.status).toBe(409);
  expect(blocked.body).toMatchObject({
    errors: [
      {
        field: 'terms.percent',
        found: 'västen: a percentage off a price above 399.00 SEK, which was asked in web',
        allowed: 'a percentage off the lowest price of the 30 days before the offer begins',
      },
    ],
  });
  const live = await post(`${address}/publication`, given.member);
  expect(live).toMatchObject({ status: 200, body: { state: 'live', contradicts: [found] } });
  // Shown at once, the reduced price is no price of before: the live offer is judged as it was.
  given.clock.advance(60_000);
  await see(399_20, 0, {});
  expect((await post(`${address}/check`, given.member)).body).toMatchObject({ findings: [found] });
  // Goods that are declared outside the rule are outside here too.
  const rule = { priorPrice: 'all-channels', exempt: [product] };
  await given.app.inject({ method: 'PUT', url: '/v1/price-rule', headers: given.member, body: rule });
  expect((await post(`${address}/check`, given.member)).body).toMatchObject({ findings: [] });
});
