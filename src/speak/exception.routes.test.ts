import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { seePrices } from '../../test/seeing.ts';
import { checkContradictions } from './contradiction.service.ts';
import type { ContradictionPage, OfferCheck } from './contradiction.contract.ts';
import type { ExceptionList, ExceptionView } from './exception.contract.ts';

const DAY_MS = 86_400_000;
let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const inDays = (days: number): string => new Date(given.clock.now() + days * DAY_MS).toISOString();

function tell(url: string, body?: object, headers: Readonly<Record<string, string>> = given.member) {
  return given.app.inject({ method: 'POST', url, headers, ...(body === undefined ? {} : { body }) });
}

function exception(more: object = {}) {
  const words = { shownText: 'Webbpris: gäller bara på webben.', reason: 'Webben säljer ut lagret i Borås.' };
  return { kind: 'web-price', channels: ['web'], ...words, validTo: inDays(30), ...more };
}

async function declare(more: object = {}): Promise<ExceptionView> {
  const answer = await tell('/v1/exceptions', exception(more));
  expect(answer.statusCode, answer.body).toBe(201);
  await given.flush();
  return answer.json<ExceptionView>();
}

async function statuses(product: string): Promise<unknown> {
  const answer = await given.app.inject({ url: `/v1/contradictions?product=${product}`, headers: given.member });
  return answer.json<ContradictionPage>().contradictions.map(({ status, exceptedBy }) => [status, exceptedBy]);
}

test('what an exception covers is excepted while it is in force, and opens again when it ends', async () => {
  await seePrices(given, 'sweater', { web: 399_00, store: 499_00 });
  expect(await statuses('sweater')).toEqual([['open', null]]);
  const { id, state, declaredBy } = await declare({ products: ['sweater'], validTo: inDays(1) });
  expect([state, declaredBy.name]).toEqual(['in-force', 'Owner']);
  expect(await statuses('sweater')).toEqual([['excepted', id]]);
  const list = await given.app.inject({ url: '/v1/exceptions?state=in-force', headers: given.channelKey });
  expect(list.json<ExceptionList>().exceptions).toMatchObject([{ id, excepts: 1, products: ['sweater'] }]);
  given.clock.advance(2 * DAY_MS);
  expect(await checkContradictions(given.deps)).toMatchObject({ excepted: 0, opened: 1 });
  expect(await statuses('sweater')).toEqual([['open', null]]);
});

test('exceptions tell what their products are called, where the names are known', async () => {
  const seen = { channel: 'web', amount: 30_00, currency: 'SEK', seenAt: inDays(0), source: 'feed' };
  const sightings = [{ ...seen, product: 'scarf', productName: 'Halsduk Ull' }];
  await tell('/v1/sightings', { sightings }, given.channelKey);
  const { id, productNames } = await declare({ products: ['scarf', 'unseen'] });
  expect(productNames).toEqual({ scarf: 'Halsduk Ull' });
  const list = await given.app.inject({ url: '/v1/exceptions', headers: given.channelKey });
  const { exceptions } = list.json<ExceptionList>();
  expect(exceptions.find((each) => each.id === id)?.productNames).toEqual({ scarf: 'Halsduk Ull' });
});

test('an exception that is ended early gives back what it covered, and ending it again changes nothing', async () => {
  await seePrices(given, 'socks', { web: 39_00, store: 49_00 });
  const { id } = await declare({ products: ['socks'] });
  const ended = (await tell(`/v1/exceptions/${id}/ending`)).json<ExceptionView>();
  expect(ended).toMatchObject({ state: 'ended', endedAt: inDays(0) });
  await given.flush();
  expect(await statuses('socks')).toEqual([['open', null]]);
  given.clock.advance(1000);
  expect((await tell(`/v1/exceptions/${id}/ending`)).json<ExceptionView>().endedAt).toBe(ended.endedAt);
});

test('an offer is told before publishing what is meant, and is not kept from going live by it', async () => {
  await seePrices(given, 'boots', { store: 499_00 });
  const offer = {
    name: 'Webbrea',
    terms: { kind: 'fixed-price', amount: 399_00, currency: 'SEK' },
    products: ['boots'],
    channels: ['web'],
    validFrom: inDays(0),
    validTo: inDays(7),
  };
  const { id } = (await tell('/v1/offers', offer, given.channelKey)).json<{ id: string }>();
  await tell(`/v1/offers/${id}/approval`, undefined, given.channelKey);
  const block = `/v1/offers/${id}/publication?contradictions=block`;
  expect((await tell(block, undefined, given.channelKey)).statusCode).toBe(409);
  const declared = await declare({ products: ['boots'] });
  const check = (await tell(`/v1/offers/${id}/check`, undefined, given.channelKey)).json<OfferCheck>();
  expect(check.findings).toMatchObject([{ kind: 'unequal', exceptedBy: declared.id }]);
  expect((await tell(block, undefined, given.channelKey)).statusCode).toBe(200);
  await given.flush();
  expect(await statuses('boots')).toContainEqual(['excepted', declared.id]);
});

test('an exception sent again under its key is the same one, and another under that key is refused', async () => {
  const headers = { ...given.member, 'idempotency-key': 'hat' };
  const body = exception({ products: ['hat'] });
  const first = await tell('/v1/exceptions', body, headers);
  const again = await tell('/v1/exceptions', body, headers);
  expect([first.statusCode, again.statusCode, again.json<ExceptionView>().id]).toEqual([
    201,
    200,
    first.json<ExceptionView>().id,
  ]);
  expect((await tell('/v1/exceptions', { ...body, products: ['cap'] }, headers)).statusCode).toBe(409);
});

test.each([
  ['no end', { validTo: undefined }, 'validTo'],
  ['an end more than a year ahead', { validTo: inAYear() }, 'validTo'],
  ['an end that is past', { validFrom: '2020-01-01T00:00:00Z', validTo: '2020-02-01T00:00:00Z' }, 'validTo'],
  ['no words for customers', { shownText: ' ' }, 'shownText'],
  ['no reason', { reason: '' }, 'reason'],
  ['three channels', { channels: ['web', 'app', 'store'] }, 'channels'],
  ['an unknown channel', { channels: ['radio'] }, 'channels'],
  ['another kind', { kind: 'whim' }, 'kind'],
])('an exception with %s is refused with the field', async (_what, more, field) => {
  const answer = await tell('/v1/exceptions', exception(more));
  expect(answer.statusCode).toBe(400);
  expect(
    answer
      .json<{ errors: { field: string }[] }>()
      .errors.map((each) => each.field)
      .join(' '),
  ).toContain(field);
});

function inAYear(): string {
  return new Date(Date.parse('2027-12-31T00:00:00Z')).toISOString();
}

test('a key reads exceptions and declares none, for they bind other channels than its own', async () => {
  expect((await tell('/v1/exceptions', exception(), given.channelKey)).statusCode).toBe(403);
  const { exceptions } = (
    await given.app.inject({ url: '/v1/exceptions', headers: given.channelKey })
  ).json<ExceptionList>();
  expect((await tell(`/v1/exceptions/${exceptions[0]?.id}/ending`, undefined, given.channelKey)).statusCode).toBe(403);
});
