import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { SegmentView } from '../understand/segment.contract.ts';
import type { OfferView } from './offer.contract.ts';
import type { MessageView } from './message/message.contract.ts';

let given: TestApp;
let umea: string;
beforeAll(async () => {
  given = await openApp();
  const rule = { attribute: 'city', equals: 'Umeå' };
  umea = (await post('/v1/segments', { name: 'Umeåborna', rule })).json<SegmentView>().id;
});
afterAll(() => given.close());

async function post(url: string, payload: object, headers = given.member) {
  return given.app.inject({ method: 'POST', url, headers, payload });
}

const offer = {
  name: 'Vinterrea',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['jacka'],
  channels: ['web'],
  validFrom: '2026-11-01T00:00:00Z',
};
const message = {
  name: 'Vinter',
  theme: 'Vinter',
  purpose: 'marketing',
  channels: ['web'],
  validFrom: '2026-11-01T00:00:00Z',
  references: {},
  forms: [],
};

test('an offer and a message are aimed at a segment by its id, and shown with its name and words', async () => {
  const audience = { kind: 'segment', segment: umea };
  const shown = {
    kind: 'segment',
    size: null,
    segment: { id: umea, name: 'Umeåborna' },
    words: { sv: 'är i målgruppen Umeåborna', en: 'is in the segment Umeåborna' },
  };
  const made = await post('/v1/offers', { ...offer, audience });
  expect(made.statusCode).toBe(201);
  expect(made.json<OfferView>().audience).toEqual({ ...shown, rule: { segment: umea } });
  const said = (await post('/v1/messages', { ...message, audience })).json<MessageView>();
  expect(said.audience).toMatchObject(shown);
  expect(said.body.audience).toEqual({ kind: 'segment', size: null, rule: { segment: umea } });
  const again = await given.app.inject({
    method: 'PUT',
    url: `/v1/messages/${said.id}/draft`,
    headers: given.member,
    payload: { message, after: 1 },
  });
  expect(again.json<MessageView>().audience).toMatchObject(shown);
  const list = await given.app.inject({ method: 'GET', url: '/v1/messages', headers: given.member });
  expect(list.json<{ messages: MessageView[] }>().messages[0]?.audience).toMatchObject(shown);
});

test('an offer is aimed at those for whom a rule holds, said in words', async () => {
  const rule = { not: { has: 'email' } };
  const { audience } = (await post('/v1/offers', { ...offer, audience: { kind: 'rule', rule } })).json<OfferView>();
  expect(audience).toMatchObject({ kind: 'rule', rule, words: { en: 'has no identifier of the type email' } });
});

test('a rule with a fault, or of a segment that there is not, is refused with the path to it', async () => {
  const faults = async (address: string, body: object, audience: object) =>
    (await post(address, { ...body, audience })).json<unknown>();
  const rule = { all: [{ did: 'x', within: { days: -1 } }] };
  for (const [address, body] of [
    ['/v1/offers', offer],
    ['/v1/messages', message],
  ] as const) {
    expect(await faults(address, body, { kind: 'rule', rule })).toMatchObject({
      code: 'field-invalid',
      errors: [{ field: 'audience.rule.all.0.within.days' }],
    });
    const segment = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
    expect(await faults(address, body, { kind: 'segment', segment })).toMatchObject({
      detail: expect.stringContaining('GET /v1/segments lists them'),
      errors: [{ field: 'audience.segment', found: segment }],
    });
    expect(await faults(address, body, { kind: 'rule', rule: { segment } })).toMatchObject({
      errors: [{ found: segment, allowed: 'the id of a segment' }],
    });
  }
});

test('a key may not aim at a rule or a segment', async () => {
  for (const audience of [
    { kind: 'segment', segment: umea },
    { kind: 'rule', rule: { has: 'email' } },
  ]) {
    const answer = await post('/v1/offers', { ...offer, channels: ['store'], audience }, given.channelKey);
    expect(answer.statusCode).toBe(403);
    expect(answer.json<unknown>()).toMatchObject({ errors: [{ field: 'audience.kind', allowed: 'everyone or list' }] });
  }
});

test('a kind of audience that there is not is told, with those there are', async () => {
  const audience = { kind: 'friends' };
  for (const odd of [
    await post('/v1/offers', { ...offer, audience }),
    await post('/v1/messages', { ...message, audience }),
  ]) {
    expect(odd.statusCode).toBe(400);
    expect(odd.json<unknown>()).toMatchObject({
      code: 'field-invalid',
      detail: 'audience.kind: found "friends", allowed is one of everyone, list, segment, rule.',
      errors: [{ field: 'audience.kind', found: '"friends"', allowed: 'one of everyone, list, segment, rule' }],
    });
  }
});
