import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import type { HistoryEvent } from '../collect/event.ts';
import { readTimeCursor } from '../collect/time-cursor.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import type { LifeEntry } from './life.contract.ts';
import { lifeOf } from './life.reads.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

function event(customerId: string, rest: Partial<HistoryEvent> = {}): HistoryEvent {
  const at = given.clock.now();
  return {
    customerId,
    at,
    messageId: given.deps.newId(),
    type: 'track',
    name: 'Product Viewed',
    channel: 'web',
    source: 'test',
    identifiers: [],
    properties: { price: 199 },
    context: {},
    products: ['p1'],
    receivedAt: at,
    ...rest,
  };
}

function customer(...names: readonly string[]): Promise<string> {
  given.clock.advance(1000);
  const identifiers = names.map((name) => ({ type: 'email', value: `${name}@example.se` }));
  const appearance = { identifiers, source: 'test', at: given.clock.now() };
  return resolveCustomer(given.deps, given.deps.postgres, appearance);
}

async function wholeLife(customerId: string, limit: number, channel?: string): Promise<LifeEntry[]> {
  const entries: LifeEntry[] = [];
  let cursor: string | undefined;
  do {
    const life = await lifeOf(given.deps, { customerId, channel, limit, after: readTimeCursor(cursor) });
    entries.push(...(life?.entries ?? []));
    cursor = life?.next ?? undefined;
  } while (cursor !== undefined);
  return entries;
}

test('events, promises, redemptions, decisions and merges stand on one line, the newest first', async () => {
  const kept = await customer('a');
  const merged = await customer('b');
  const at = given.clock.now();
  const id = given.deps.newId;
  const sql = given.deps.postgres;
  const promise = id();
  await recordEvents(given.deps, [
    event(kept, { at: at + 1, name: 'Product Viewed' }),
    event(merged, { at: at + 5, name: 'Receipt Issued', channel: 'store' }),
  ]);
  await sql.query(
    `insert into promises (id, customer_id, topic, terms, description, channel, made_by, made_at, valid_from)
     values ($1, $2, 't', '{}', 'Jacka 899 kr', 'phone', 'key:test', $3, $3)`,
    [promise, merged, new Date(at + 2)],
  );
  await sql.query(
    `insert into decisions (id, customer_id, channel, decided_at, outcome, promise_id, answer, reasons)
     values ($1, $2, 'chat', $3, 'promise', $4, '{"quote": null}', '[]')`,
    [id(), kept, new Date(at + 3), promise],
  );
  await sql.query(
    `insert into redemptions (id, promise_id, customer_id, topic, channel, redeemed_at, idempotency_key, request_hash)
     values ($1, $2, $3, 't', 'store', $4, 'k', '')`,
    [id(), promise, merged, new Date(at + 4)],
  );
  expect(await customer('a', 'b')).toBe(kept);
  const life = await wholeLife(merged, 50);
  expect(life.map((each) => `${each.kind} ${each.channel} ${each.name}`)).toEqual([
    'merge null shared-identifier',
    'event store Receipt Issued',
    'redemption store Jacka 899 kr',
    'decision chat promise',
    'promise phone Jacka 899 kr',
    'event web Product Viewed',
  ]);
  expect(life[5]?.detail).toMatchObject({ type: 'track', properties: { price: 199 }, products: ['p1'] });
  expect((await wholeLife(kept, 50, 'store')).map((each) => each.kind)).toEqual(['event', 'redemption']);
});

test('a life is read page by page, each entry once, also where many share a moment and some were sent twice', async () => {
  const id = await customer('pages');
  const at = given.clock.now();
  const events = Array.from({ length: 60 }, (_, n) => event(id, { at: at + (n % 4), messageId: `page ö-${n}` }));
  const again = events.slice(0, 20).map((each) => ({ ...each, at: each.at + 2 }));
  await recordEvents(given.deps, [...events, ...again]);
  for (const limit of [1, 7, 59, 60, 200]) {
    const life = await wholeLife(id, limit);
    expect(life.map((each) => each.id).toSorted()).toEqual(events.map((each) => each.messageId).toSorted());
    const times = life.map((each) => Date.parse(each.at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  }
});

test('nobody has no life', async () => {
  const nobody = { customerId: given.deps.newId(), channel: undefined, after: undefined, limit: undefined };
  expect(await lifeOf(given.deps, nobody)).toBeUndefined();
});

test('a year of a hundred thousand events goes in at once', async () => {
  const customers = Array.from({ length: 500 }, () => given.deps.newId());
  const events = Array.from({ length: 100_000 }, (_, n) =>
    event(customers[n % 500] ?? '', { at: given.clock.now() - n }),
  );
  await recordEvents(given.deps, events);
  const result = await given.deps.clickhouse.query({
    query: 'SELECT toUInt32(count()) AS n FROM events WHERE customer IN {customers: Array(UUID)}',
    query_params: { customers },
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ n: 100_000 }]);
});
