import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { inTransaction } from '../store/postgres.ts';
import { createCustomers } from './bulk.service.ts';
import { canonicalOf, familyOf, findByIdentifier, findCustomer, searchCustomers } from './customer.reads.ts';
import { lockCustomer } from './customer.store.ts';
import type { Identifier } from './identifier.ts';
import { resolveCustomer, resolveCustomers } from './resolve.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

function user(value: string): Identifier {
  return { type: 'user_id', value };
}
function browser(value: string): Identifier {
  return { type: 'anonymous_id', value };
}
function email(name: string): Identifier {
  return { type: 'email', value: `${name}@example.se` };
}

function seen(identifiers: readonly Identifier[], attributes?: Readonly<Record<string, unknown>>): Promise<string> {
  given.clock.advance(1000);
  const at = given.clock.now();
  return resolveCustomer(given.deps, given.deps.postgres, {
    identifiers,
    source: 'test',
    at,
    ...(attributes === undefined ? {} : { attributes }),
  });
}

describe('one customer whatever the channel', () => {
  test('an unknown visitor who logs in is the same customer before and after', async () => {
    const before = await seen([browser('b-login')]);
    expect(await seen([browser('b-login'), user('u-login')])).toBe(before);
    expect(await seen([user('u-login')])).toBe(before);
    expect(await findByIdentifier(given.deps.postgres, user('u-login'))).toBe(before);
  });

  test('two customers that turn out to be one are merged into the oldest, the newest word of each thing stands, and it says why', async () => {
    const oldest = await seen([email('merge')], { name: 'Åsa Berg', city: 'Umeå' });
    const younger = await seen([user('u-merge')], { city: 'Luleå', shoe: 38 });
    expect(await seen([user('u-merge'), email('merge')])).toBe(oldest);
    const customer = await findCustomer(given.deps.postgres, younger);
    expect(customer).toMatchObject({
      id: oldest,
      name: 'Åsa Berg',
      attributes: { city: 'Luleå', shoe: 38 },
      mergedFrom: [younger],
    });
    expect(customer?.identifiers).toEqual([email('merge'), user('u-merge')]);
    const { rows } = await given.deps.postgres.query('select * from identity_changes where other_id = $1', [younger]);
    expect(rows[0]).toMatchObject({
      kind: 'merge',
      customer_id: oldest,
      because: { rule: 'shared-identifier', shared: email('merge'), source: 'test' },
    });
  });

  test('a family is found whole after several merges, from any of its members', async () => {
    const members: string[] = [];
    for (const name of ['f1', 'f2', 'f3', 'f4']) members.push(await seen([email(name)]));
    await seen([email('f3'), email('f4')]);
    await seen([email('f2'), email('f3')]);
    await seen([email('f1'), email('f2')]);
    const [oldest = ''] = members;
    for (const member of members) {
      const family = await familyOf(given.deps.postgres, member);
      expect(family[0]).toBe(oldest);
      expect(family.toSorted()).toEqual(members.toSorted());
      expect(await canonicalOf(given.deps.postgres, member)).toBe(oldest);
    }
    expect(await familyOf(given.deps.postgres, given.deps.newId())).toEqual([]);
  });

  test('two user ids stay two customers though they share a browser and an address', async () => {
    const first = await seen([user('u1'), browser('shared'), email('shared')]);
    const second = await seen([user('u2'), browser('shared'), email('shared')]);
    expect(second).not.toBe(first);
    expect(await seen([browser('shared')])).toBe(second);
    expect(await seen([email('shared')])).toBe(first);
    expect(await seen([user('u1')])).toBe(first);
  });

  test('values that say nobody make no customer', async () => {
    await expect(seen([browser('null'), email(' ')])).rejects.toMatchObject({ code: 'identifiers-missing' });
  });

  test('an attribute told as null is taken away, and later words stand', async () => {
    const id = await seen([user('u-told')], { name: 'A', city: 'Umeå' });
    await seen([user('u-told')], { name: 'B', city: null });
    expect((await findCustomer(given.deps.postgres, id))?.attributes).toEqual({ name: 'B' });
  });

  test('last seen follows what comes in, to a minute', async () => {
    const id = await seen([user('u-seen')]);
    given.clock.advance(3_600_000);
    await seen([user('u-seen')]);
    const customer = await findCustomer(given.deps.postgres, id);
    expect(customer?.lastSeenAt).toBe(new Date(given.clock.now()).toISOString());
  });
});

describe('at the same moment', () => {
  test('fifty batches that share identifiers give one customer', async () => {
    const at = given.clock.now();
    const batches = Array.from({ length: 50 }, (_, n) =>
      Array.from({ length: 4 }, (__, m) => ({
        identifiers: [
          email(`p${(n + m) % 5}`),
          browser(`p${(n * 3 + m) % 30}`),
          { type: 'device', value: `d${n % 7}` },
        ],
        source: 'test',
        at,
      })),
    );
    const resolved = await Promise.all(
      batches.map((batch) => resolveCustomers(given.deps, given.deps.postgres, batch)),
    );
    const now = new Set<string | undefined>();
    for (const { customerId } of resolved.flat()) now.add(await canonicalOf(given.deps.postgres, customerId));
    expect(now.size).toBe(1);
    const [only = ''] = now;
    const { rows } = await given.deps.postgres.query('select count(*) as n from identifiers where customer_id = $1', [
      only,
    ]);
    expect(rows[0]).toEqual({ n: 5 + 30 + 7 });
  });

  test('a merge waits for whoever has locked one of the two, and the lock follows it', async () => {
    const winner = await seen([email('lock-a')]);
    const loser = await seen([email('lock-b')]);
    const order: string[] = [];
    let merging: Promise<unknown> = Promise.resolve();
    await inTransaction(given.deps.postgres, async (tx) => {
      expect(await lockCustomer(tx, loser)).toBe(loser);
      merging = seen([email('lock-a'), email('lock-b')]).then(() => order.push('merged'));
      await waitUntilSomebodyWaits();
      order.push('counted');
    });
    await merging;
    expect(order).toEqual(['counted', 'merged']);
    await inTransaction(given.deps.postgres, async (tx) => {
      expect(await lockCustomer(tx, loser)).toBe(winner);
    });
  });

  test('who waits for the lock while a merge runs gets the customer that it became', async () => {
    const winner = await seen([email('wait-a')]);
    const loser = await seen([email('wait-b')]);
    let locked: Promise<string> = Promise.resolve('');
    await inTransaction(given.deps.postgres, async (tx) => {
      const appearance = { identifiers: [email('wait-a'), email('wait-b')], source: 'test', at: given.clock.now() };
      await resolveCustomer(given.deps, tx, appearance);
      locked = inTransaction(given.deps.postgres, (other) => lockCustomer(other, loser));
      await waitUntilSomebodyWaits();
    });
    expect(await locked).toBe(winner);
  });
});

/** Looks until another connection waits for a lock: bounded, because the other one is on its way already. */
async function waitUntilSomebodyWaits(): Promise<void> {
  for (let looks = 0; looks < 2000; looks += 1) {
    const { rows } = await given.deps.postgres.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.n ?? 0) > 0) return;
  }
  throw new Error('nobody waited');
}

describe('search', () => {
  test('finds by the beginning of an identifier however it is written, by name and by id', async () => {
    const id = await seen([user('find-7'), email('find.me'), { type: 'phone', value: '070-765 43 21' }], {
      name: 'Örjan 100% Ström_',
    });
    for (const words of ['find-7', 'FIND.me@', '070-765', '+46707654321', 'örjan', '100%', 'm_', id]) {
      const { customers } = await searchCustomers(given.deps.postgres, words);
      expect(customers.map((each) => each.id)).toEqual([id]);
    }
    expect((await searchCustomers(given.deps.postgres, 'nobody at all')).customers).toEqual([]);
  });

  test('without words shows those seen last', async () => {
    const id = await seen([user('latest')]);
    const { customers } = await searchCustomers(given.deps.postgres, undefined);
    expect(customers[0]?.id).toBe(id);
    expect(customers.length).toBeLessThanOrEqual(20);
  });
});

test('many customers are added at once', async () => {
  const at = given.clock.now();
  const customers = Array.from({ length: 12_000 }, (_, n) => ({
    id: given.deps.newId(),
    attributes: { name: `Kund ${n}` },
    identifiers: [user(`bulk-${n}`), { type: 'loyalty', value: `L${n}` }],
    source: 'example',
    firstSeenAt: at - 1000,
    lastSeenAt: at,
  }));
  await inTransaction(given.deps.postgres, (tx) => createCustomers(given.deps, tx, customers, at));
  expect(await findByIdentifier(given.deps.postgres, user('bulk-11999'))).toBe(customers[11_999]?.id);
});
