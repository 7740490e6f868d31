import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import type { OfferInput } from './offer.contract.ts';
import { listOffers } from './offer.reads.ts';
import { changeOffer, createOffer } from './offer.service.ts';
import type { OfferAct } from './offer.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
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
const by = { kind: 'member', id: '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11', name: 'Ägaren', role: 'owner' } as const;

async function create(offer: Partial<OfferInput> = {}, idempotencyKey?: string) {
  return createOffer(given.deps, { offer: { ...input, ...offer }, by, idempotencyKey });
}

async function step(id: string, act: OfferAct) {
  return changeOffer(given.deps, { id, act, by });
}

test('an offer is written, approved, put live and ended, and each step is signed and asks for a check', async () => {
  const { offer } = await create();
  expect(offer).toMatchObject({ state: 'draft', audience: { kind: 'everyone', size: null }, approvedBy: null });
  expect(await step(offer.id, 'approve')).toMatchObject({ state: 'approved', approvedBy: 'member:Ägaren' });
  expect(await step(offer.id, 'publish')).toMatchObject({ state: 'live', liveAt: '2026-11-22T09:00:00.000Z' });
  expect((await listOffers(given.deps.postgres, 'live')).map((each) => each.id)).toEqual([offer.id]);
  expect((await step(offer.id, 'end')).state).toBe('ended');
  const { rows } = await given.deps.postgres.query<{ task: string }>(
    'select distinct task_identifier as task from graphile_worker.jobs',
  );
  expect(rows).toEqual([{ task: 'check-contradictions' }]);
});

test('a step that does not follow is refused, also to the slower of two who take it at once', async () => {
  const { offer } = await create();
  await expect(step(offer.id, 'publish')).rejects.toMatchObject({ code: 'state-conflict' });
  const both = await Promise.allSettled([step(offer.id, 'approve'), step(offer.id, 'approve')]);
  expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const past = await create({ validFrom: '2026-10-01T00:00:00Z', validTo: '2026-10-02T00:00:00Z' });
  await step(past.offer.id, 'approve');
  await expect(step(past.offer.id, 'publish')).rejects.toMatchObject({ code: 'state-conflict' });
});

test('an offer sent again under its key is the same offer, and another under the key is refused', async () => {
  const first = await create({}, 'erbjudande-1');
  const again = await create({}, 'erbjudande-1');
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.offer).toEqual(first.offer);
  await expect(create({ name: 'Annan' }, 'erbjudande-1')).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});

test('an offer sent again under its key keeps whom its list names once', async () => {
  const audience = { kind: 'list' as const, identifiers: [{ type: 'email', value: 'igen@example.se' }] };
  await create({ audience }, 'erbjudande-2');
  await create({ audience }, 'erbjudande-2');
  const { rows } = await given.deps.postgres.query('select count(*)::int as n from addressees');
  expect(rows).toEqual([{ n: 1 }]);
});

test('a list counts each customer once, and an address that says nobody is named by its place', async () => {
  const people = ['Asa@example.se', 'asa@EXAMPLE.se', 'bo@example.se'].map((value) => ({ type: 'email', value }));
  const { offer } = await create({ audience: { kind: 'list', identifiers: people } });
  expect(offer.audience).toEqual({ kind: 'list', size: 2 });
  const bad = [...people, { type: 'email', value: 'ingen' }];
  await expect(create({ audience: { kind: 'list', identifiers: bad } })).rejects.toMatchObject({
    faults: [{ field: 'audience.identifiers.3.value' }],
  });
});

test('a channel, a currency or a period that cannot be is refused by the name of its field', async () => {
  const fieldOf = async (offer: Partial<OfferInput>): Promise<unknown> =>
    create(offer).catch((error: { faults: { field: string }[] }) => error.faults[0]?.field);
  expect(await fieldOf({ channels: ['web', 'telegraf'] })).toBe('channels');
  expect(await fieldOf({ terms: { kind: 'fixed-price', amount: 1, currency: 'KRR' } })).toBe('terms.currency');
  expect(await fieldOf({ validTo: '2026-11-20T00:00:00Z' })).toBe('validTo');
  expect(await fieldOf({ validFrom: '2026-02-30T00:00:00Z' })).toBe('validFrom');
});
