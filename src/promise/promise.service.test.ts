import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, TEST_NOW, type TestDeps } from '../../test/databases.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import type { PromiseInput } from './promise.contract.ts';
import { countPromises, listPromises, promisesOfCustomer, stateSql } from './promise.reads.ts';
import { recordPromise, withdrawPromise } from './promise.service.ts';
import { promiseState, type PromiseState } from './promise.ts';
import { pageOfPromises, promisesTo } from './promise-list.service.ts';
import { redeemPromise } from './redemption.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(async () => {
  await given.close();
});

let many = 0;
function aCustomer(): string {
  many += 1;
  return `kund${many}@example.se`;
}

function promiseTo(email: string, more: Partial<PromiseInput> = {}): PromiseInput {
  return {
    identifiers: [{ type: 'email', value: email }],
    product: 'tröjan',
    terms: { kind: 'fixed-price', amount: 299_00, currency: 'SEK' },
    description: 'Tröjan för 299 kr',
    channel: 'phone',
    ...more,
  };
}

async function record(input: PromiseInput, idempotencyKey?: string) {
  return recordPromise(given.deps, { promise: input, by: 'key:växeln', idempotencyKey });
}

async function redeem(promiseId: string, idempotencyKey: string, channel = 'store') {
  return redeemPromise(given.deps, { promiseId, redemption: { channel }, idempotencyKey });
}

test('a promise sent again under its key is the same promise, and another request under the key is refused', async () => {
  const email = aCustomer();
  const first = await record(promiseTo(email), 'samtal-1');
  const again = await record(promiseTo(email), 'samtal-1');
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.promise).toEqual(first.promise);
  await expect(record(promiseTo(email, { product: 'jeansen' }), 'samtal-1')).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
});

test('eight calls with one key at the same time make one promise', async () => {
  const email = aCustomer();
  const made = await Promise.all(Array.from({ length: 8 }, () => record(promiseTo(email), 'samtal-8')));
  expect(made.filter((each) => each.isNew)).toHaveLength(1);
  expect(new Set(made.map((each) => each.promise.id)).size).toBe(1);
});

test('a promise is redeemed as often as it allows, a repeated call counts once, and then it is kept', async () => {
  const { promise } = await record(promiseTo(aCustomer(), { redemptionLimit: 2 }));
  const first = await redeem(promise.id, 'kvitto-1');
  const again = await redeem(promise.id, 'kvitto-1');
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.redemption).toEqual(first.redemption);
  await expect(redeem(promise.id, 'kvitto-1', 'web')).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  await redeem(promise.id, 'kvitto-2');
  await expect(redeem(promise.id, 'kvitto-3')).rejects.toMatchObject({ code: 'promise-spent' });
  const [shown] = (await promisesTo(given.deps, promise.customerId, 'all')).promises;
  expect(shown).toMatchObject({ state: 'kept', redeemed: 2 });
  expect((await promisesTo(given.deps, promise.customerId, 'open')).promises).toEqual([]);
});

test('a repeated redemption is answered as the first was, also when the promise is spent by then', async () => {
  const { promise } = await record(promiseTo(aCustomer(), { redemptionLimit: 1 }));
  const first = await redeem(promise.id, 'kvitto');
  await expect(redeem(promise.id, 'annat kvitto')).rejects.toMatchObject({ code: 'promise-spent' });
  expect((await redeem(promise.id, 'kvitto')).redemption).toEqual(first.redemption);
});

test('after a merge the promises of both are the customer’s', async () => {
  const [web, app] = [aCustomer(), aCustomer()];
  const one = await record(promiseTo(web));
  const other = await record(promiseTo(app, { identifiers: [{ type: 'device', value: app }] }));
  expect(one.promise.customerId).not.toBe(other.promise.customerId);
  const merged = await resolveCustomer(given.deps, given.deps.postgres, {
    identifiers: [
      { type: 'email', value: web },
      { type: 'device', value: app },
    ],
    source: 'app',
    at: given.clock.now(),
  });
  for (const id of [one.promise.customerId, other.promise.customerId]) {
    const promises = await promisesOfCustomer(given.deps.postgres, id);
    expect(promises.map((each) => each.id).toSorted()).toEqual([one.promise.id, other.promise.id].toSorted());
    expect(promises.every((each) => each.customerId === merged)).toBe(true);
  }
});

test('a promise that has not begun or has been withdrawn cannot be redeemed', async () => {
  const later = await record(promiseTo(aCustomer(), { validFrom: new Date(TEST_NOW + 60_000).toISOString() }));
  await expect(redeem(later.promise.id, 'k')).rejects.toMatchObject({ code: 'promise-not-open' });
  const { promise } = await record(promiseTo(aCustomer()));
  await withdrawPromise(given.deps, promise.id);
  await expect(redeem(promise.id, 'k')).rejects.toMatchObject({ code: 'promise-not-open' });
});

test('PostgreSQL and we call every promise by the same state', async () => {
  const { deps, clock } = given;
  const now = clock.now();
  for (const redemptionLimit of [undefined, 1, 2])
    for (const validTo of [undefined, new Date(now + 5_000).toISOString(), new Date(now + 90_000_000).toISOString()])
      for (const redeemed of [0, 1, 2])
        for (const isWithdrawn of [false, true]) {
          const more = { ...(redemptionLimit && { redemptionLimit }), ...(validTo && { validTo }) };
          const { promise } = await record(promiseTo(aCustomer(), more));
          for (let i = 0; i < Math.min(redeemed, redemptionLimit ?? 2); i += 1) await redeem(promise.id, `k${i}`);
          if (isWithdrawn) await withdrawPromise(deps, promise.id).catch(() => undefined);
        }
  // Redeemed after a merge: by who the customer is now, not by whom the promise was made to.
  const [older, younger] = [aCustomer(), aCustomer()];
  await record(promiseTo(older));
  clock.advance(1_000);
  const { promise: merged } = await record(promiseTo(younger, { redemptionLimit: 1 }));
  const identifiers = [older, younger].map((value) => ({ type: 'email', value }));
  await resolveCustomer(deps, deps.postgres, { identifiers, source: 'test', at: clock.now() });
  await redeem(merged.id, 'efter');
  clock.advance(10_000);
  const { rows } = await deps.postgres.query<{ id: string; state: PromiseState }>(
    `select p.id, ${stateSql} as state from promises p`,
    [new Date(clock.now())],
  );
  const all = await listPromises(deps.postgres, { limit: 1_000 }, clock.now());
  const stateById = new Map(rows.map((row) => [row.id, row.state]));
  for (const promise of all) expect(stateById.get(promise.id)).toBe(promiseState(promise, clock.now()));
  expect(new Set(stateById.values())).toEqual(new Set(['open', 'kept', 'expired', 'withdrawn']));
  const open = all.filter((each) => promiseState(each, clock.now()) === 'open');
  expect((await countPromises(deps.postgres, clock.now())).open).toBe(open.length);
});

test('the pages of promises hold every promise once, the newest first', async () => {
  const all = await listPromises(given.deps.postgres, { limit: 1_000 }, given.clock.now());
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOfPromises(given.deps, { limit: 7, ...(cursor && { cursor }) });
    seen.push(...page.promises.map((each) => each.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(all.map((each) => each.id));
  const kept = await pageOfPromises(given.deps, { state: 'kept', q: '299 kr', limit: 50 });
  expect(kept.promises.length).toBeGreaterThan(0);
  expect(kept.promises.every((each) => each.state === 'kept')).toBe(true);
  await expect(pageOfPromises(given.deps, { limit: 7, cursor: 'påhittad' })).rejects.toMatchObject({
    code: 'field-invalid',
  });
});
