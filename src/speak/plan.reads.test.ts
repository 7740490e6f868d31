import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { recordEvents } from '../collect/event.service.ts';
import { resolveHome } from '../identify/resolve.service.ts';
import type { SegmentView } from '../understand/segment.contract.ts';
import type { AudienceInput } from './audience.contract.ts';
import { checkContradictions } from './contradiction.service.ts';
import type { ContradictionPage, OfferCheck } from './contradiction.contract.ts';
import type { MessageView } from './message/message.contract.ts';
import type { OfferView } from './offer.contract.ts';

let given: TestApp;
let bought: string;
const email = (name: string) => ({ type: 'email', value: `${name}@example.se` });

beforeAll(async () => {
  given = await openApp();
  // Anna and Bo have bought jeans, Bo and Eva live in Umeå.
  for (const name of ['anna', 'bo', 'eva']) {
    given.clock.advance(1000);
    const at = given.clock.now();
    const home = await resolveHome(given.deps, given.deps.postgres, { identifiers: [email(name)], source: 'test', at });
    if (name !== 'anna')
      await given.deps.postgres.query(`update customers set attributes = '{"city": "Umeå"}' where id = $1`, [
        home.customerId,
      ]);
    if (name === 'eva') continue;
    const event = { name: 'Order Completed', channel: 'web', source: 'test', products: ['jeans'], properties: {} };
    const kept = { type: 'track', identifiers: [], context: {}, receivedAt: at } as const;
    await recordEvents(given.deps, [{ ...event, ...kept, ...home, at, messageId: given.deps.newId() }]);
  }
  given.clock.advance(1000);
  const segment = { name: 'Jeansköpare', rule: { did: 'Order Completed', product: 'jeans' } };
  bought = (await post('/v1/segments', segment)).json<SegmentView>().id;
  await given.deps.postgres.query(
    `with made as (insert into departments (id, name) select gen_random_uuid(), name
       from unnest(array['Näthandeln', 'Butikerna']) as names (name) returning id, name)
     update channels c set department_id = made.id from made
     where (c.id = 'web' and made.name = 'Näthandeln') or (c.id in ('store', 'newsletter') and made.name = 'Butikerna')`,
  );
});
afterAll(() => given.close());

async function post(url: string, payload: object = {}) {
  return given.app.inject({ method: 'POST', url, headers: given.member, payload });
}

async function offer(product: string, percent: number, channel: string, audience: AudienceInput): Promise<string> {
  const { id } = (
    await post('/v1/offers', {
      name: `${channel} ${percent}`,
      terms: { kind: 'percent-off', percent },
      products: [product],
      channels: [channel],
      audience,
      validFrom: '2026-11-01T00:00:00Z',
    })
  ).json<OfferView>();
  await post(`/v1/offers/${id}/approval`);
  return id;
}

async function open(product: string) {
  await checkContradictions(given.deps);
  const url = `/v1/contradictions?status=open&product=${product}`;
  const answer = await given.app.inject({ method: 'GET', url, headers: given.member });
  return answer.json<ContradictionPage>().contradictions;
}

const ofUmea: AudienceInput = { kind: 'rule', rule: { attribute: 'city', equals: 'Umeå' } };

test('offers of two departments to a segment and to those of a rule have a wrong audience of those who are in both', async () => {
  await offer('jeans', 10, 'web', { kind: 'segment', segment: bought });
  const id = await offer('jeans', 20, 'store', ofUmea);
  const check = (await post(`/v1/offers/${id}/check`)).json<OfferCheck>();
  expect(check.findings).toMatchObject([
    { kind: 'wrong-audience', channels: expect.arrayContaining(['web', 'store']) },
  ]);
  expect(await open('jeans')).toMatchObject([
    { kind: 'wrong-audience', exposed: 1, harm: 1, owners: expect.arrayContaining(['Näthandeln', 'Butikerna']) },
  ]);
  const list = await given.app.inject({
    method: 'GET',
    url: '/v1/contradictions?kind=wrong-audience',
    headers: given.member,
  });
  expect(list.json<ContradictionPage>().total).toBe(1);
  const planned = await given.app.inject({
    method: 'GET',
    url: '/v1/contradictions?kind=plan-conflict',
    headers: given.member,
  });
  expect(planned.json<ContradictionPage>().total).toBe(0);
  await post(`/v1/offers/${id}/ending`);
  expect(await open('jeans')).toEqual([]);
});

test('a list and a rule meet in whoever is in both; within a department it is a conflict of plans', async () => {
  await offer('keps', 10, 'newsletter', { kind: 'list', identifiers: [email('bo'), email('anna')] });
  await offer('keps', 20, 'store', ofUmea);
  expect(await open('keps')).toMatchObject([{ kind: 'plan-conflict' }]);
  await offer('vante', 10, 'web', { kind: 'list', identifiers: [email('anna')] });
  await offer('vante', 20, 'store', ofUmea);
  expect(await open('vante')).toEqual([]);
});

test('an offer to those of a rule is not missing in a channel that shows nothing of it', async () => {
  const { postgres } = given.deps;
  await postgres.query("insert into products (id, first_seen_at) values ('annat', now())");
  await postgres.query(
    `insert into sightings (id, product, channel, amount, currency, price_type, seen_at, holds_from, source, received_at)
     values (gen_random_uuid(), 'annat', 'web', 1000, 'SEK', 'regular', now(), now(), 'test', now())`,
  );
  const id = await offer('sjal', 10, 'web', ofUmea);
  await post(`/v1/offers/${id}/publication`);
  given.clock.advance(1000);
  expect(await open('sjal')).toEqual([]);
});

test('a live message to a segment has the terms of the offers it names, in the channels of its forms', async () => {
  const all = await offer('rock', 10, 'newsletter', { kind: 'everyone' });
  await offer('rock', 20, 'web', ofUmea);
  const message = {
    name: 'Rockbrevet',
    theme: 'Rockar',
    purpose: 'service',
    channels: ['newsletter'],
    validFrom: '2026-11-01T00:00:00Z',
    audience: { kind: 'segment', segment: bought },
    references: { rock: { offer: all, product: 'rock' } },
    forms: [{ kind: 'chat', channel: 'newsletter', language: 'sv', text: '{{ price.rock }}' }],
  };
  const { id } = (await post('/v1/messages', message)).json<MessageView>();
  expect(await open('rock')).toEqual([]);
  await given.deps.postgres.query("update messages set state = 'live', live_version = 1, live_at = $2 where id = $1", [
    id,
    new Date(given.clock.now()),
  ]);
  expect(await open('rock')).toMatchObject([
    {
      kind: 'wrong-audience',
      exposed: 1,
      witness: { statements: expect.arrayContaining([expect.objectContaining({ source: 'Rockbrevet' })]) },
    },
  ]);
});

test('a segment that has grown too large for a rule keeps the check of others from nothing', async () => {
  const grown = (await post('/v1/segments', { name: 'Stor', rule: { has: 'email' } })).json<SegmentView>();
  await offer('mössa', 10, 'web', { kind: 'rule', rule: { all: [{ segment: grown.id }, { segment: grown.id }] } });
  await offer('mössa', 20, 'store', ofUmea);
  expect(await open('mössa')).toMatchObject([{ kind: 'wrong-audience', exposed: 2 }]);
  const rule = { all: Array.from({ length: 150 }, (_, index) => ({ attribute: `a${index}`, exists: true })) };
  const changed = await given.app.inject({
    method: 'PUT',
    url: `/v1/segments/${grown.id}`,
    headers: given.member,
    payload: { name: 'Stor', rule, version: 1 },
  });
  expect(changed.statusCode).toBe(200);
  expect(await open('mössa')).toEqual([]);
});
