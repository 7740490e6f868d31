import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { CHECK_JOB } from '../collect/check-request.service.ts';
import { receiveSightingBatch } from '../collect/sighting.service.ts';
import { HOUR_MS, toIso } from '../kernel/period.ts';
import type { PromiseInput } from '../promise/promise.contract.ts';
import { recordPromise, withdrawPromise } from '../promise/promise.service.ts';
import { redeemPromise } from '../promise/redemption.service.ts';
import { drainJobs } from '../store/queue.ts';
import { checkChangedPromises } from './promise-look.service.ts';

const MINUTE_MS = 60_000;
const products = ['kajaken', 'kanoten', 'paddeln'];

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
  await receiveSightingBatch(
    given.deps,
    products.map((product) => ({
      product,
      channel: 'chat',
      amount: 4_990_00,
      currency: 'SEK',
      seenAt: toIso(given.clock.now()),
      source: 'chat.json',
    })),
  );
});
afterAll(async () => {
  await given.close();
});
beforeEach(look);

/** A minute goes, and the worker looks. Which products are then to be checked? */
async function look(): Promise<string[]> {
  given.clock.advance(MINUTE_MS);
  await drainJobs(given.deps.postgres, { [CHECK_JOB]: async () => {} });
  await checkChangedPromises(given.deps);
  return checked();
}

/** The products that are waiting to be checked. */
async function checked(): Promise<string[]> {
  const asked: unknown[] = [];
  await drainJobs(given.deps.postgres, {
    [CHECK_JOB]: async (items) => {
      asked.push(...items);
    },
  });
  return asked.map((item) => (item as { product: string }).product);
}

async function promise(product: string, more: Partial<PromiseInput> = {}): Promise<string> {
  const made = await recordPromise(given.deps, {
    by: 'key:växeln',
    promise: {
      identifiers: [{ type: 'email', value: 'asa.berg@example.se' }],
      product,
      terms: { kind: 'fixed-price', amount: 3_990_00, currency: 'SEK' },
      description: 'Lovat i samtal',
      channel: 'phone',
      ...more,
    },
  });
  return made.promise.id;
}

test('products whose promises are new are checked once, in the order of their names', async () => {
  await promise('paddeln');
  await promise('kajaken');
  await promise('kajaken');
  expect(await look()).toEqual(['kajaken', 'paddeln']);
  expect(await look()).toEqual([]);
});

test('a promise that is kept for the last time, or over, is looked at again', async () => {
  const kept = await promise('kanoten', { redemptionLimit: 1 });
  await promise('paddeln', { validTo: toIso(given.clock.now() + HOUR_MS) });
  await look();

  await redeemPromise(given.deps, { promiseId: kept, redemption: { channel: 'phone' }, idempotencyKey: 'köp-1' });
  expect(await look()).toEqual(['kanoten']);
  given.clock.advance(HOUR_MS);
  expect(await look()).toEqual(['paddeln']);
  expect(await look()).toEqual([]);
});

test('a promise that is taken back asks for a check by itself, and so does one that is to begin, when it does', async () => {
  const taken = await promise('kajaken');
  await look();
  await withdrawPromise(given.deps, taken);
  expect(await checked()).toEqual(['kajaken']);

  const later = await promise('kanoten', { validFrom: toIso(given.clock.now() + HOUR_MS) });
  const { rows } = await given.deps.postgres.query(
    `select task_identifier as job, round(extract(epoch from run_at - created_at))::int as seconds
     from graphile_worker.jobs where key = $1`,
    [`promise ${later}`],
  );
  expect(rows).toEqual([{ job: CHECK_JOB, seconds: HOUR_MS / 1000 }]);
});

test('what was written a moment ago is looked at the next time, when all that was under way is there', async () => {
  await look();
  given.clock.advance(MINUTE_MS);
  await promise('kajaken');
  await checkChangedPromises(given.deps);
  await promise('kajaken');
  expect(await look()).toEqual(['kajaken']);
});

test('two workers that look at once ask for one check', async () => {
  await promise('kajaken');
  given.clock.advance(MINUTE_MS);
  await drainJobs(given.deps.postgres, { [CHECK_JOB]: async () => {} });
  await Promise.all([checkChangedPromises(given.deps), checkChangedPromises(given.deps)]);
  expect(await checked()).toEqual(['kajaken']);
});

test('a product that only channels show that ask, or that nothing shows, can have no unknown promise', async () => {
  await promise('segelbåten');
  expect(await look()).toEqual([]);
  const id = await promise('kajaken', { redemptionLimit: 3 });
  await redeemPromise(given.deps, { promiseId: id, redemption: { channel: 'chat' }, idempotencyKey: 'köp-2' });
  expect(await look()).toEqual([]);
});
