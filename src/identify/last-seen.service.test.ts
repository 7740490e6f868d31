import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { findCustomer } from './customer.reads.ts';
import { KnownSets } from './known-sets.ts';
import { keepingLastSeen } from './last-seen.service.ts';
import { resolveUsable } from './resolve.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

test('the last time of somebody who is known is written in the background, the latest of what came together', async () => {
  const { deps, clock } = given;
  const faults: unknown[] = [];
  const kept = keepingLastSeen(deps, (fault) => faults.push(fault));
  const sets = new KnownSets();
  const seen = async (...at: number[]): Promise<string> => {
    const appearances = at.map((each) => {
      return { identifiers: [{ type: 'user_id', value: 'u-9' }], source: 'web', at: each };
    });
    const [home] = await resolveUsable(deps, deps.postgres, appearances, sets, kept.note);
    return home?.customerId ?? '';
  };
  const began = clock.now();
  const id = await seen(began);
  await Promise.all([seen(began + 200_000, began + 100_000), seen(began + 400_000)]);
  await kept.settled();
  const customer = await findCustomer(deps.postgres, id);
  expect(customer?.lastSeenAt).toBe(new Date(began + 400_000).toISOString());
  expect(faults).toEqual([]);
});
