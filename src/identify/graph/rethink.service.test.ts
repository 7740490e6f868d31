import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { Register } from '../../../test/register.ts';
import { type BulkCustomer, createCustomers } from '../bulk.service.ts';
import { canonicalOf } from '../customer.reads.ts';
import { type Identifier, keyOfIdentifier, usableIdentifiers } from '../identifier.ts';
import { KnownSets } from '../known-sets.ts';
import type { Home } from '../resolution.ts';
import { resolveCustomers, resolveHome } from '../resolve.service.ts';
import { splitCustomer, undoChange } from './correction.service.ts';
import { changeRules } from './replay.service.ts';
import { usualRules } from './rules.ts';
import type { Evidence } from './thinking.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const because = { madeBy: 'member:test', reason: 'a test' };

function loyalty(value: string): Identifier {
  return { type: 'loyalty', value };
}
function email(name: string): Identifier {
  return { type: 'email', value: `${name}@example.se` };
}
function browser(value: string): Identifier {
  return { type: 'anonymous_id', value };
}

function seen(identifiers: readonly Identifier[]): Promise<Home> {
  given.clock.advance(1000);
  return resolveHome(given.deps, given.deps.postgres, { identifiers, source: 'test', at: given.clock.now() });
}

/** A login takes the browser over, though the two customers would have too many addresses together as well. */
const browserAmongManyAddresses: Identifier[][][] = [
  [[email('e5'), { type: 'user_id', value: 'u0' }, browser('b4')]],
  [
    [email('e0'), { type: 'user_id', value: 'u0' }, loyalty('L0')],
    [email('e2'), { type: 'user_id', value: 'u0' }],
    [email('e1'), email('e3'), loyalty('L0')],
  ],
  [[browser('b4'), email('e4'), { type: 'user_id', value: 'u1' }]],
];

const anyOne = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map((n): Identifier => ({ type: 'user_id', value: `u${n}` })),
  fc.integer({ min: 0, max: 6 }).map((n) => email(`e${n}`)),
  fc.integer({ min: 0, max: 6 }).map((n) => browser(`b${n}`)),
  fc.integer({ min: 0, max: 4 }).map((n) => loyalty(`L${n}`)),
);

test('what the databases hold is what was thought, batch by batch', async () => {
  let round = 0;
  const history = fc.array(fc.array(fc.array(anyOne, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(history, async (batches) => {
      round += 1;
      const prefix = `R${round}X`;
      const register = new Register(usualRules);
      const sets = new KnownSets();
      for (const batch of batches) {
        given.clock.advance(1000);
        const at = given.clock.now();
        const evidence: Evidence[] = batch.map((some) => ({
          identifiers: usableIdentifiers(
            some.map(({ type, value }) => ({
              type,
              value: type === 'email' ? `${prefix}${value}`.toLowerCase() : `${prefix}${value}`,
            })),
          ),
          source: 'test',
          at,
        }));
        register.take(evidence);
        await resolveCustomers(given.deps, given.deps.postgres, evidence, sets);
      }
      const { rows } = await given.deps.postgres.query<{ customer_id: string; type: string; value: string }>(
        'select customer_id, type, value from identifiers where value ilike $1',
        [`${prefix}%`],
      );
      const groups = Map.groupBy(rows, (row) => row.customer_id);
      const found = [...groups.values()].map((group) => group.map(keyOfIdentifier).toSorted().join(' | ')).toSorted();
      expect(found).toEqual(register.partition());
    }),
    { numRuns: 40, examples: [[browserAmongManyAddresses]] },
  );
});

test('a customer of 200,000 identifiers is merged and split', async () => {
  const at = given.clock.now() - 400 * 86_400_000;
  const many = Array.from({ length: 200_000 }, (_, n) => browser(`huge-${n}`));
  const huge: BulkCustomer = {
    id: given.deps.newId(),
    attributes: { name: 'Stor' },
    identifiers: [loyalty('HUGE'), ...many],
    source: 'test',
    firstSeenAt: at,
    lastSeenAt: at,
  };
  await createCustomers(given.deps, given.deps.postgres, [huge], at);
  await changeRules(
    given.deps,
    { ...usualRules, limits: {}, otherwise: { most: 1_000_000, withinDays: null } },
    'test',
  );
  const small = await seen([email('huge-small')]);
  const joined = await seen([loyalty('HUGE'), email('huge-small')]);
  expect(joined.customerId).toBe(huge.id);
  const merges = await given.deps.postgres.query<{ id: string }>(
    `select id from identity_changes where kind = 'merge' and customer_id = $1`,
    [huge.id],
  );
  await undoChange(given.deps, merges.rows[0]?.id ?? '', because);
  expect(await canonicalOf(given.deps.postgres, small.customerId)).toBe(small.customerId);
  const { rows } = await given.deps.postgres.query('select count(*) as n from identifiers where customer_id = $1', [
    huge.id,
  ]);
  expect(rows[0]).toEqual({ n: 200_001 });
  const half = many.slice(0, 100_000);
  const ids = await given.deps.postgres.query<{ id: string }>(
    `select id from identifiers where type = 'anonymous_id' and value = any($1::text[])`,
    [half.map(({ value }) => value)],
  );
  await splitCustomer(
    given.deps,
    huge.id,
    ids.rows.map(({ id }) => id),
    because,
  );
  const left = await given.deps.postgres.query('select count(*) as n from identifiers where customer_id = $1', [
    huge.id,
  ]);
  expect(left.rows[0]).toEqual({ n: 100_001 });
}, 600_000);
