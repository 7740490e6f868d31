import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import { linkCustomers, splitCustomer } from '../identify/graph/correction.service.ts';
import { bringHomesUpToDate } from '../identify/home.service.ts';
import { resolveHome } from '../identify/resolve.service.ts';
import golden from '../kernel/rule/golden.json' with { type: 'json' };
import { judgeRule } from '../kernel/rule/judge.ts';
import { readRule } from '../kernel/rule/read-rule.ts';
import type { RuleEvent, RuleFacts } from '../kernel/rule/rule.ts';
import { countByRule, judgeCustomer, listByRule } from './rule.reads.ts';

let given: TestDeps;
const customers = new Map<string, string>();
let made = 0;

beforeAll(async () => {
  given = await openDeps();
  for (const [name, world] of Object.entries(golden.worlds)) {
    const events = world.events.map((event) => ({ ...event, at: Date.parse(event.at) }));
    const how = 'made' in world ? world.made : 'plain';
    customers.set(name, await bring({ attributes: world.attributes, identifierTypes: world.identifiers, events }, how));
  }
  await bringHomesUpToDate(given.deps);
});
afterAll(() => given.close());

const because = { madeBy: 'member:test', reason: 'a test' };
const valueOf = (type: string, who: number): string =>
  type === 'phone' ? `+4670${String(1_000_000 + who)}` : type === 'email' ? `c${who}@example.se` : `id-${who}`;

async function resolve(types: readonly string[], who: number): Promise<{ customerId: string; subject: string }> {
  given.clock.advance(1000);
  const identifiers = types.map((type) => ({ type, value: valueOf(type, who) }));
  return resolveHome(given.deps, given.deps.postgres, { identifiers, source: 'test', at: given.clock.now() });
}

async function did(home: { customerId: string; subject: string }, events: readonly RuleEvent[]): Promise<void> {
  if (events.length === 0) return;
  await recordEvents(
    given.deps,
    events.map((event) => ({
      ...event,
      ...home,
      messageId: given.deps.newId(),
      type: 'track',
      identifiers: [],
      context: {},
      receivedAt: event.at,
    })),
  );
}

/** A customer with those facts: made whole, out of two that were merged, or what a split left. */
async function bring(facts: RuleFacts, how: string): Promise<string> {
  made += 1;
  const who = made;
  const types = facts.identifierTypes.length === 0 ? ['user_id'] : facts.identifierTypes;
  const home = await resolve(types, who);
  const [first, ...rest] = facts.events;
  if (how === 'merge') {
    made += 1;
    const other = await resolve(['email'], made);
    await did(home, first === undefined ? [] : [first]);
    await did(other, rest);
    const link = { kind: 'manual', source: 'test', weight: null } as const;
    await linkCustomers(given.deps, [home.customerId, other.customerId], because, link);
  } else if (how === 'split') {
    // Another person's loyalty number was once taken for this customer's, and what they did with it is theirs.
    const both = await resolve([...types, 'loyalty'], who);
    const loyalty = await resolve(['loyalty'], who);
    await did(both, facts.events);
    await did(
      { customerId: both.customerId, subject: loyalty.subject },
      facts.events.map((event) => ({ ...event, channel: 'store' })),
    );
    await splitCustomer(given.deps, both.customerId, [loyalty.subject], because);
  } else await did(home, facts.events);
  const id = await now(home.customerId);
  await given.deps.postgres.query('update customers set attributes = $2 where id = $1', [id, facts.attributes]);
  return id;
}

async function now(customerId: string): Promise<string> {
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    'select coalesce(merged_into, id) as id from customers where id = $1',
    [customerId],
  );
  return rows[0]?.id ?? customerId;
}

test('every golden case comes out the same over all customers and for the one, also after a merge and a split', async () => {
  for (const { world, rule, now: at, timeZone = given.deps.timeZone, expected } of golden.cases) {
    const deps = { ...given.deps, timeZone };
    const customer = customers.get(world) ?? '';
    const page = { now: Date.parse(at), after: null, limit: 1000 };
    const all = await listByRule(deps, readRule(rule), page);
    const [one] = await judgeCustomer(deps, customer, [readRule(rule)], page.now);
    expect({ world, rule, at, all: all.includes(customer) }).toEqual({ world, rule, at, all: expected });
    expect({ world, rule, at, one: one?.holds }).toEqual({ world, rule, at, one: expected });
  }
});

const NOW = Date.parse('2026-10-27T09:00:00Z');
const plainValue = fc.oneof(
  fc.constantFrom<unknown>('a', 'ab', '', 'å', '1', 1, 2, -0.5, 1e21, true, false, null, ['a', 1], ['1', 'b'], {
    k: 'a',
  }),
  fc.constantFrom('2026-10-25', '2026-10-26T23:30:00Z', '2026-10'),
);
const event: fc.Arbitrary<RuleEvent> = fc.record({
  at: fc.integer({ min: -200, max: 4 }).map((half) => NOW + half * 1_800_000),
  name: fc.constantFrom('x', 'y'),
  channel: fc.constantFrom('web', 'store'),
  source: fc.constantFrom('s', 't'),
  products: fc.subarray(['p1', 'p2']),
  properties: fc.dictionary(fc.constantFrom('k', 'l'), plainValue, { maxKeys: 2 }),
});
const world: fc.Arbitrary<RuleFacts> = fc.record({
  attributes: fc.dictionary(fc.constantFrom('k', 'l'), plainValue, { maxKeys: 2 }),
  identifierTypes: fc.subarray(['email', 'phone', 'user_id'], { minLength: 1 }),
  events: fc.array(event, { maxLength: 6 }),
});
const valueTest = fc.oneof(
  fc.constantFrom<unknown>('a', '1', 1, 1e21, true, '').map((equals) => ({ equals })),
  fc.constantFrom(['a', 1], [true, 2, 'å']).map((oneOf) => ({ oneOf })),
  fc.constantFrom('a', '1', 'b').map((contains) => ({ contains })),
  fc.constantFrom(-0.5, 1, 2).map((atLeast) => ({ atLeast })),
  fc.constantFrom(1, 1e20).map((lessThan) => ({ lessThan })),
  fc.constantFrom<unknown>('2026-10-25', '2026-10-27', { days: 1 }).map((before) => ({ before })),
  fc.constant({ exists: true }),
);
const path = fc.constantFrom<unknown>('k', 'l', ['k', 'k']);
const span = fc.constantFrom(
  {},
  { within: { days: 1 } },
  { within: { days: 2 } },
  { within: { hours: 30 } },
  { since: '2026-10-25', until: { days: 0 } },
);
const filter = fc.constantFrom({}, { channel: 'web' }, { source: ['t'] }, { product: ['p1', 'p3'] });
const times = fc.constantFrom({}, { atLeast: 2 }, { atMost: 1 }, { exactly: 1 });
const { rule } = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(path, valueTest).map(([attribute, each]) => ({ attribute, ...each })),
    fc.constantFrom({ has: 'email' }, { has: 'phone' }),
    fc
      .tuple(fc.constantFrom('x', 'y'), span, filter, times)
      .map(([name, ...rest]) => Object.assign({ did: name }, ...rest)),
    fc
      .tuple(path, valueTest, times)
      .map(([property, each, count]) => ({ did: 'x', properties: [{ property, ...each }], ...count })),
    fc.constantFrom('first', 'last').map((kind) => ({ [kind]: 'x', since: '2026-10-25', until: '2026-10-26' })),
    tie('rule').map((not) => ({ not })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
  ),
}));

test('random rules hold for the same customers of small random worlds in process, over all and for the one', async () => {
  const worlds = fc.sample(world, { numRuns: 40, seed: 7 });
  const ids = new Map<string, RuleFacts>();
  for (const [index, facts] of worlds.entries()) {
    const how = index % 4 === 0 && facts.events.length > 0 ? 'merge' : 'plain';
    const types = how === 'merge' ? [...new Set(['email', ...facts.identifierTypes])] : facts.identifierTypes;
    ids.set(await bring({ ...facts, identifierTypes: types }, how), { ...facts, identifierTypes: types });
  }
  await bringHomesUpToDate(given.deps);
  await fc.assert(
    fc.asyncProperty(rule, fc.nat(ids.size - 1), async (written, nth) => {
      const read = readRule(written);
      const all = new Set(await listByRule(given.deps, read, { now: NOW, after: null, limit: 1000 }));
      const expected = [...ids]
        .filter(([, facts]) => judgeRule(read, facts, { now: NOW, timeZone: given.deps.timeZone }).holds)
        .map(([id]) => id);
      expect([...ids.keys()].filter((id) => all.has(id))).toEqual(expected);
      expect((await countByRule(given.deps, read, NOW)).customers).toBe(all.size);
      const [id = '', facts] = [...ids][nth] ?? [];
      const [one] = await judgeCustomer(given.deps, id, [read], NOW);
      expect(one).toEqual(facts && judgeRule(read, facts, { now: NOW, timeZone: given.deps.timeZone }));
    }),
    { numRuns: 150 },
  );
});
