import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import { linkCustomers, splitCustomer, undoChange } from './graph/correction.service.ts';
import { CUSTOMER_NOW, WITH_HOMES } from './home.reads.ts';
import { bringHomesUpToDate } from './home.service.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Identifier } from './identifier.ts';
import type { Home } from './resolution.ts';
import { resolveHome } from './resolve.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const because = { madeBy: 'member:test', reason: 'a test' };

/** Something that somebody did, in the history under the customer of that moment. */
async function does(...identifiers: readonly Identifier[]): Promise<Home> {
  given.clock.advance(1000);
  const at = given.clock.now();
  const home = await resolveHome(given.deps, given.deps.postgres, { identifiers, source: 'test', at });
  const event = {
    at,
    messageId: given.deps.newId(),
    type: 'track',
    name: 'e',
    channel: 'web',
    source: 'test',
  } as const;
  const rest = { identifiers, properties: {}, context: {}, products: [], receivedAt: at };
  await recordEvents(given.deps, [{ ...event, ...rest, ...home }]);
  return home;
}

async function eventsByCustomer(): Promise<Record<string, number>> {
  await bringHomesUpToDate(given.deps);
  const answer = await given.deps.clickhouse.query({
    query: `SELECT toString(${CUSTOMER_NOW}) AS who, toUInt32(count()) AS events FROM events ${WITH_HOMES} GROUP BY who`,
    format: 'JSONEachRow',
  });
  const rows = await answer.json<{ who: string; events: number }>();
  return Object.fromEntries(rows.map(({ who, events }) => [who, events]));
}

/** The same from who is who alone: an event is of whoever its identifier is of now. */
async function eventsByOwner(): Promise<Record<string, number>> {
  const answer = await given.deps.clickhouse.query({
    query: 'SELECT toString(subject) AS subject, toUInt32(count()) AS events FROM events GROUP BY subject',
    format: 'JSONEachRow',
  });
  const { rows } = await given.deps.postgres.query<{ id: string; customer_id: string }>(
    'select id, customer_id from identity_nodes',
  );
  const ownerOf = new Map(rows.map((row) => [row.id, row.customer_id]));
  const counts: Record<string, number> = {};
  for (const { subject, events } of await answer.json<{ subject: string; events: number }>()) {
    const owner = ownerOf.get(subject) ?? 'nobody';
    counts[owner] = (counts[owner] ?? 0) + events;
  }
  return counts;
}

async function canonicals(): Promise<string[]> {
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    'select id from customers where merged_into is null order by id',
  );
  return rows.map(({ id }) => id);
}

async function identifiersOf(customerId: string): Promise<string[]> {
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    'select id from identifiers where customer_id = $1 order by id',
    [customerId],
  );
  return rows.map(({ id }) => id);
}

/** A link, a split or the undoing of one of those before. */
async function correct(kind: number, pick: number, changes: string[]): Promise<void> {
  const all = await canonicals();
  const one = all[pick % all.length] ?? given.deps.newId();
  if (kind === 0) {
    const other = all[(pick * 7 + 1) % all.length] ?? one;
    const link = { kind: 'manual', source: 'test', weight: null } as const;
    changes.push((await linkCustomers(given.deps, [one, other], because, link)).changeId);
  } else if (kind === 1) {
    const owned = await identifiersOf(one);
    const half = owned.slice(0, Math.ceil(owned.length / 2));
    changes.push((await splitCustomer(given.deps, one, half, because)).changeId);
  } else {
    const [change = given.deps.newId()] = changes.splice(pick % (changes.length || 1), 1);
    await undoChange(given.deps, change, because);
  }
}

/** What cannot be is refused by the one who corrects, and nothing has changed then. */
function unlessDomainError(fault: unknown): void {
  if (!(fault instanceof DomainError)) throw fault;
}

test('in a question over all customers an event is of whom it is of now, through merges, splits and their undoing', async () => {
  const changes: string[] = [];
  const step = fc.record({ kind: fc.nat({ max: 4 }), pick: fc.nat({ max: 1000 }), who: fc.nat({ max: 30 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      for (const { kind, pick, who } of steps) {
        if (kind < 3) await correct(kind, pick, changes).catch(unlessDomainError);
        else
          await does(
            { type: 'loyalty', value: `${1000 + who}` },
            ...(kind === 4 ? [{ type: 'anonymous_id', value: `b-${pick % 40}` }] : []),
          );
      }
      expect(await eventsByCustomer()).toEqual(await eventsByOwner());
    }),
    { numRuns: 12, endOnFailure: true },
  );
  const [many] = (await given.deps.postgres.query('select count(*) from identity_changes')).rows;
  expect(many.count).toBeGreaterThan(50);
});

test('asked again when nothing has changed, it writes nothing', async () => {
  await bringHomesUpToDate(given.deps);
  const rows = async (): Promise<unknown> =>
    (await given.deps.clickhouse.query({ query: 'SELECT count() FROM customer_homes', format: 'JSON' })).json();
  const before = await rows();
  await bringHomesUpToDate(given.deps);
  expect(((await rows()) as { data: unknown }).data).toEqual((before as { data: unknown }).data);
});
