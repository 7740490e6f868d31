import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { memberOf } from '../../test/member.ts';
import { addKey } from '../organisation/key.service.ts';
import { readPart } from '../protect/export.reads.ts';
import type { NamedOffer, OfferDifference, OfferInput } from './offer.contract.ts';

let given: TestApp;
let store: Record<string, string>;
beforeAll(async () => {
  given = await openApp();
  store = await memberOf(given, { name: 'Butikschefen', role: 'editor', channel: 'store' });
});
afterAll(async () => {
  await given.close();
});

const input: OfferInput = {
  name: 'Höstrea',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['tröjan'],
  channels: ['web', 'store'],
  validFrom: '2026-11-20T00:00:00Z',
  validTo: '2026-12-01T00:00:00Z',
};

/** What the doors answer with here, whichever was asked. */
type Answer = NamedOffer & OfferDifference & { readonly code: string; readonly outcome: string };

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers = given.member) {
  const reply = await given.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: reply.statusCode, body: reply.json<Answer>() };
}

async function draft(offer: Partial<OfferInput> = {}): Promise<string> {
  return `/v1/offers/${(await call('POST', '/v1/offers', { ...input, ...offer })).body.id}`;
}

function save(at: string, offer: Partial<OfferInput>, after: number, headers = given.member) {
  return call('PUT', `${at}/draft`, { offer: { ...input, ...offer }, after }, headers);
}

test('an offer that has not been live is saved anew as versions that can be compared and restored', async () => {
  const at = await draft();
  const second = await save(at, { terms: { kind: 'percent-off', percent: 25 }, products: ['tröjan', 'koftan'] }, 1);
  expect(second).toMatchObject({ status: 200, body: { version: 2, terms: { percent: 25 }, state: 'draft' } });
  const { body } = await call('GET', `${at}/difference?from=1&to=2`);
  expect(body).toMatchObject({
    fields: ['terms', 'products'],
    before: { terms: { percent: 20 }, audience: { kind: 'everyone' }, validTo: '2026-12-01T00:00:00.000Z' },
    after: { products: ['tröjan', 'koftan'] },
  });
  const restored = await call('POST', `${at}/versions/1/restoration`);
  expect(restored.body).toMatchObject({ version: 3, terms: { percent: 20 }, products: ['tröjan'] });
  const { versions } = (await call('GET', at)).body;
  expect(versions).toMatchObject([
    { version: 3, restoredFrom: 1, savedBy: 'member:Owner' },
    { version: 2, restoredFrom: null },
    { version: 1, restoredFrom: null },
  ]);
  expect((await call('POST', `${at}/versions/9/restoration`)).status).toBe(404);
  expect((await call('GET', `${at}/difference?from=1&to=9`)).status).toBe(404);
});

test('what is no change is no version, and another’s version is not written over', async () => {
  const at = await draft();
  expect((await save(at, { channels: ['store', 'web'] }, 1)).body.version).toBe(1);
  expect((await save(at, { name: 'Vinterrea' }, 1)).body.version).toBe(2);
  expect(await save(at, { name: 'Annan' }, 1)).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
  const both = await Promise.all(['a', 'b'].map((name) => save(at, { name }, 2)));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('a change lets the approvals fall that were given for something else', async () => {
  const at = await draft();
  const approved = async () =>
    (await call('GET', at)).body.approvals.flatMap(({ channel, by }) => (by ? [channel] : []));
  await call('POST', `${at}/approval`, undefined, store);
  expect(await approved()).toEqual(['store']);
  expect((await save(at, { name: 'Vinterrea' }, 1)).body).toMatchObject({ version: 2, state: 'draft' });
  expect(await approved()).toEqual(['store']);
  // Nobody else is waited for when the web is taken out.
  const alone = await save(at, { name: 'Vinterrea', channels: ['store'] }, 2);
  expect(alone.body).toMatchObject({ version: 3, state: 'approved', approvedBy: 'member:Owner' });
  const longer = await save(at, { name: 'Vinterrea', channels: ['store'], validTo: '2026-12-24T00:00:00Z' }, 3);
  expect(longer.body).toMatchObject({ version: 4, state: 'draft', approvedAt: null });
  expect(await approved()).toEqual([]);
});

test('what is approved or put live is the version that was looked at', async () => {
  const at = await draft();
  await save(at, { name: 'Ny' }, 1);
  expect((await call('POST', `${at}/approval?version=1`)).status).toBe(409);
  expect((await call('POST', `${at}/approval?version=2`)).body.state).toBe('approved');
  await save(at, { name: 'Nyare' }, 2);
  expect((await call('POST', `${at}/publication?version=2`)).status).toBe(409);
  expect((await call('POST', `${at}/publication?version=3`)).status).toBe(200);
});

test('an offer that is or has been live is not written over', async () => {
  const at = await draft();
  for (const step of ['approval', 'publication']) await call('POST', `${at}/${step}`);
  const live = await save(at, { name: 'Annan' }, 1);
  expect(live.status).toBe(409);
  expect((await call('POST', `${at}/versions/1/restoration`)).status).toBe(409);
  await call('POST', `${at}/ending`);
  expect((await save(at, { name: 'Annan' }, 1)).status).toBe(409);
});

test('a list of people is kept from version to version until another audience is said, and comes back with it', async () => {
  const people = { kind: 'list' as const, identifiers: [{ type: 'email', value: 'asa@example.se' }] };
  const at = await draft({ audience: people });
  expect((await save(at, { name: 'Ny' }, 1)).body.audience).toEqual({ kind: 'list', size: 1 });
  expect((await save(at, { name: 'Ny', audience: { kind: 'everyone' } }, 2)).body.audience.kind).toBe('everyone');
  // Who stands on the list of an older version is told so in what is handed out of them.
  const { rows } = await given.deps.postgres.query<{ id: string }>('select customer_id as id from addressees');
  const told = await readPart(
    given.deps.postgres,
    'audiences',
    rows.map(({ id }) => id),
  );
  expect(told).toMatchObject([{ offer: 'Ny' }]);
  expect((await call('POST', `${at}/versions/1/restoration`)).body.audience).toEqual({ kind: 'list', size: 1 });
  for (const step of ['approval', 'publication']) await call('POST', `${at}/${step}`);
  const { identifiers } = people;
  const question = { identifiers, channel: 'store', product: 'tröjan' };
  const asked = await call('POST', '/v1/decisions', question, given.channelKey);
  expect(asked.body.outcome).toBe('offer');
});

test("a channel's key saves offers of its own channel only, before and after", async () => {
  const { key } = await addKey(given.deps, { name: 'kassan', kind: 'channel', channel: 'store' });
  const till = { authorization: `Bearer ${key}` };
  const at = await draft();
  expect((await save(at, { channels: ['store'] }, 1, till)).status).toBe(403);
  const own = await draft({ channels: ['store'] });
  const answers = await save(own, { channels: ['store'], name: 'Ny' }, 1, till);
  const wider = await save(own, { channels: ['store', 'web'] }, answers.body.version, till);
  expect([answers.status, wider.status]).toEqual([200, 403]);
});
