import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { seePrices } from '../../test/seeing.ts';
import type { Contradiction, ContradictionPage } from './contradiction.contract.ts';
import { checkContradictions } from './contradiction.service.ts';
import { disputeOf } from './handling.ts';

const DAY_MS = 86_400_000;
let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const inDays = (days: number): string => new Date(given.clock.now() + days * DAY_MS).toISOString();

async function list(query: string): Promise<Contradiction[]> {
  const answer = await given.app.inject({ url: `/v1/contradictions?${query}`, headers: given.member });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ContradictionPage>().contradictions;
}

function put(id: string | undefined, what: string, body: object, headers = given.member) {
  return given.app.inject({ method: 'PUT', url: `/v1/contradictions/${id}/${what}`, headers, body });
}

test('an accepted contradiction is accepted the day after too, and opens again when its time is over', async () => {
  await seePrices(given, 'sweater', { web: 399_00, store: 499_00 });
  const [found] = await list('product=sweater');
  const accepted = await put(found?.id, 'acceptance', { until: inDays(2), because: 'Lagret töms' });
  expect(accepted.json<Contradiction>()).toMatchObject({
    status: 'accepted',
    acceptance: { because: 'Lagret töms', difference: { amount: 100_00, currency: 'SEK' }, by: { name: 'Owner' } },
  });
  expect(await checkContradictions(given.deps)).toMatchObject({ accepted: 1, open: 0 });
  // Seen once more the day after it is the same dispute; what another channel says is another one.
  given.clock.advance(DAY_MS);
  await seePrices(given, 'sweater', { web: 399_00, store: 499_00 });
  expect((await list('product=sweater')).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  await seePrices(given, 'sweater', { app: 199_00 });
  expect((await list('product=sweater&status=open')).length).toBeGreaterThan(0);
  given.clock.advance(DAY_MS);
  expect(await checkContradictions(given.deps)).toMatchObject({ accepted: 0 });
});

test('an accepted contradiction opens again when the difference grows, as the same one and with its history', async () => {
  await seePrices(given, 'coat', { web: 399_00, store: 499_00 });
  const [found] = await list('product=coat');
  const acceptance = { until: inDays(5), because: 'Lagret töms' };
  await put(found?.id, 'acceptance', acceptance);
  // Seen again as it was, or closer to each other, it stays accepted; farther apart it does not.
  given.clock.advance(60_000);
  await seePrices(given, 'coat', { store: 489_00 });
  expect(await list('product=coat')).toMatchObject([{ id: found?.id, status: 'accepted' }]);
  given.clock.advance(60_000);
  await seePrices(given, 'coat', { store: 549_00 });
  const grown = { amount: 150_00, currency: 'SEK' };
  const accepted = { ...acceptance, difference: { amount: 100_00 }, by: { name: 'Owner' } };
  expect(await list('product=coat')).toMatchObject([
    { id: found?.id, status: 'open', openedAt: found?.openedAt, difference: grown, acceptance: accepted },
  ]);
  // The day after, as the same dispute.
  given.clock.advance(DAY_MS);
  await seePrices(given, 'coat', { web: 399_00, store: 549_00 });
  expect((await list('product=coat')).map(({ status }) => status)).toEqual(['open', 'open']);
  // Accepted anew it is accepted up to what it has grown to, and both times are written down.
  const again = await put(found?.id, 'acceptance', { ...acceptance, because: 'Sista veckan' });
  expect(again.json<Contradiction>()).toMatchObject({ status: 'accepted', acceptance: { difference: grown } });
  expect((await list('product=coat')).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  const audit = await given.app.inject({
    url: `/v1/audit?subjectKind=contradiction&subjectId=${found?.id}`,
    headers: given.member,
  });
  expect(audit.json<{ rows: object[] }>().rows).toMatchObject([
    { action: 'accepted', detail: { because: 'Sista veckan' } },
    { action: 'accepted', detail: { because: 'Lagret töms' } },
  ]);
});

test('who sees to it and until when it is put off are shown, filtered by, undone, and written down once', async () => {
  await seePrices(given, 'socks', { web: 39_00, store: 49_00 });
  const [found] = await list('product=socks');
  const { json } = await given.app.inject({ url: '/v1/members', headers: given.member });
  const member = json<{ members: { id: string }[] }>().members[0]?.id;
  await put(found?.id, 'assignment', { member });
  await put(found?.id, 'assignment', { member });
  given.clock.advance(1);
  expect((await put(found?.id, 'snooze', { until: inDays(3) })).json<Contradiction>()).toMatchObject({
    status: 'open',
    assignee: { id: member, name: 'Owner' },
    snoozedUntil: inDays(3),
  });
  expect(await list(`product=socks&assignee=${member}&snoozed=yes`)).toHaveLength(1);
  expect(await list('product=socks&snoozed=no')).toHaveLength(0);
  const audit = await given.app.inject({
    url: `/v1/audit?subjectKind=contradiction&subjectId=${found?.id}`,
    headers: given.member,
  });
  const actions = audit.json<{ rows: { action: string }[] }>().rows.map(({ action }) => action);
  expect(actions).toEqual(['snoozed', 'assigned']);
  const url = `/v1/contradictions/${found?.id}/snooze`;
  const woken = await given.app.inject({ method: 'DELETE', url, headers: given.member });
  expect(woken.json<Contradiction>().snoozedUntil).toBe(null);
});

test('what closes takes along what was done about it, and nothing more can be done', async () => {
  await seePrices(given, 'boots', { web: 399_00, store: 499_00 });
  const [found] = await list('product=boots');
  await put(found?.id, 'acceptance', { until: inDays(2), because: 'Kampanj' });
  given.clock.advance(3_600_000);
  await seePrices(given, 'boots', { store: 399_00 });
  expect(await list('product=boots&status=closed')).toMatchObject([{ acceptance: null }]);
  expect((await put(found?.id, 'snooze', { until: inDays(1) })).statusCode).toBe(409);
});

test('no reason, no end or one too far ahead, a stranger and a key are refused', async () => {
  await seePrices(given, 'hat', { web: 399_00, store: 499_00 });
  const [found] = await list('product=hat');
  const refused = [
    await put(found?.id, 'acceptance', { until: inDays(2), because: ' ' }),
    await put(found?.id, 'acceptance', { because: 'x' }),
    await put(found?.id, 'acceptance', { until: inDays(500), because: 'x' }),
    await put(found?.id, 'snooze', { until: inDays(31) }),
    await put(found?.id, 'assignment', { member: found?.id }),
    await put(found?.id, 'snooze', { until: inDays(1) }, given.channelKey),
  ];
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400, 403]);
});

test('the database and the check say the same of what a contradiction is about', async () => {
  const { rows } = await given.deps.postgres.query<{ key: string; dispute: string }>(
    'select key, dispute from contradictions',
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ key }) => disputeOf(key))).toEqual(rows.map(({ dispute }) => dispute));
});
