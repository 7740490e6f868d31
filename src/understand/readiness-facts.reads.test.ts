import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import type { HistoryEvent } from '../collect/event.ts';
import { bringHomesUpToDate } from '../identify/home.service.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import { DAY_MS } from '../kernel/period.ts';
import { USUAL_TIME_ZONE } from '../kernel/time-zone.ts';
import { customersBehind } from './cell.reads.ts';
import { openEventFacts } from './event-facts.ts';
import type { Facts } from './facts.ts';
import { periodOf, type ZonedQuestion } from './question.ts';
import { readFacts } from './readiness-facts.reads.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const question: ZonedQuestion = {
  title: { sv: 'Vem läser?', en: 'Who reads?' },
  population: { channels: ['store', 'web'], events: ['Receipt Issued', 'Order Completed'] },
  measure: { kind: 'rate', channels: [], events: ['Email Opened', 'Order Completed'], field: 'order_id' },
  compare: 'channel',
  strata: { by: 'field', field: 'store' },
  value: 'total',
  days: 90,
  timeZone: USUAL_TIME_ZONE,
  precision: { points: 5, confidence: 95 },
};

function person(type: string, value: string): Promise<string> {
  const identifiers = [{ type, value }];
  return resolveCustomer(given.deps, given.deps.postgres, { identifiers, source: 'test', at: given.clock.now() });
}

function event(customerId: string, at: number, rest: Partial<HistoryEvent>): HistoryEvent {
  return {
    customerId,
    at,
    messageId: given.deps.newId(),
    type: 'track',
    name: 'Receipt Issued',
    channel: 'store',
    source: 'test',
    identifiers: [],
    properties: {},
    context: {},
    products: [],
    receivedAt: at + 1000,
    ...rest,
  };
}

const stores = ['Umeå', 'Malmö', '', 'Åre "fjäll"\'); DROP TABLE events; --'];

test('the history comes to the same facts as its events counted one by one', async () => {
  const known = await Promise.all(Array.from({ length: 12 }, (_, i) => person('loyalty', `FR-${i}`)));
  const unknown = await Promise.all(Array.from({ length: 9 }, (_, i) => person('receipt', `K-${i}`)));
  const now = given.clock.now();
  const events = Array.from({ length: 400 }, (_, i) => {
    const isKnown = i % 3 !== 0;
    const customer = (isKnown ? known[i % 12] : unknown[i % 9]) ?? '';
    const at = now - ((i * 7_919_000) % (100 * DAY_MS)) - 1;
    const kind = [
      { channel: 'store', name: 'Receipt Issued' },
      { channel: 'web', name: 'Order Completed' },
      { channel: 'newsletter', name: 'Email Opened' },
      { channel: 'web', name: 'Product Viewed' },
    ][i % 4];
    const properties = {
      ...(stores[i % 7] === undefined ? {} : { store: stores[i % 7] }),
      ...(i % 5 === 0 ? {} : { total: i % 2 ? i * 10 - 100 : `${i}.5` }),
      ...(i % 6 === 0 ? { order_id: null } : { order_id: `o-${i}` }),
    };
    const products = Array.from({ length: i % 4 }, (_p, nth) => `p${nth}`);
    return event(customer, at, { ...kind, properties, products, receivedAt: at + (i % 9 === 0 ? 2 * DAY_MS : 1000) });
  });
  const again = events.slice(0, 40).map((each) => ({ ...each, messageId: given.deps.newId() }));
  const sentTwice = events.slice(40, 80);
  await recordEvents(given.deps, [...events, ...again]);
  await recordEvents(given.deps, sentTwice);

  const counted = openEventFacts(question, periodOf(question, now));
  const isKnown = new Set(known);
  for (const { customerId, properties, products, ...each } of [...events, ...again])
    counted.add({
      ...each,
      customer: customerId,
      isIdentified: isKnown.has(customerId),
      content: JSON.stringify([customerId, Math.floor(each.at / 1000), each.name, properties]),
      field: (name) => {
        const value = properties[name];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      },
      products: products.length,
    });
  const expected = counted.result();
  const read = await readFacts(given.deps, question, periodOf(question, now));
  expect(sorted(read)).toEqual(sorted(expected));
  expect(read.otherEvents).toEqual({ web: expected.otherEvents['web'] });
  expect(read.flows.find(({ channel }) => channel === 'store')?.repeated).toBeGreaterThan(0);
});

/** Without the order of rows, and sums as means, so that the order of adding does not show. */
function sorted({ flows, cells, customers }: Facts) {
  return {
    flows: flows.toSorted((a, b) => (a.role + a.channel < b.role + b.channel ? -1 : 1)),
    cells: cells
      .map(({ channel, stratum, customers: count, identified, anonymous }) => ({
        channel,
        stratum,
        count,
        identified: identified.events,
        anonymous: anonymous.events,
        mean: round(identified.aspects.value),
        evening: round(anonymous.aspects.evening),
      }))
      .toSorted((a, b) => (a.channel + a.stratum < b.channel + b.stratum ? -1 : 1)),
    customers,
  };
}

function round({ n, sum }: { readonly n: number; readonly sum: number }): number {
  return n === 0 ? 0 : Math.round((sum / n) * 1e6) / 1e6;
}

const readers: ZonedQuestion = {
  ...question,
  population: { channels: ['till'], events: ['Sold'] },
  measure: { kind: 'share', channels: ['letters'], events: ['Read'] },
  strata: { by: 'none' },
};

test('who an event is of is asked of now: after a merge the receipts of a browser are of the customer', async () => {
  const now = given.clock.now();
  const browser = await person('anonymous_id', 'kaka-77');
  const reader = await person('email', 'asa@example.se');
  const identifiers = [{ type: 'email', value: 'asa@example.se' }];
  await recordEvents(given.deps, [
    event(browser, now - 2 * DAY_MS, { channel: 'till', name: 'Sold' }),
    event(reader, now - DAY_MS, { channel: 'till', name: 'Sold' }),
    event(reader, now - DAY_MS, { channel: 'letters', name: 'Read', identifiers }),
  ]);
  const before = await readFacts(given.deps, readers, periodOf(readers, now));
  expect(before.cells).toMatchObject([{ identified: { events: 1 }, anonymous: { events: 1 }, customers: 1 }]);
  const cell = { channel: 'till', stratum: undefined, known: false, limit: 10 };
  expect((await customersBehind(given.deps, readers, cell)).customers).toMatchObject([
    { id: browser, isIdentified: false, events: 1 },
  ]);
  await resolveCustomer(given.deps, given.deps.postgres, {
    identifiers: [...identifiers, { type: 'anonymous_id', value: 'kaka-77' }],
    source: 'test',
    at: now,
  });
  await bringHomesUpToDate(given.deps);
  const after = await readFacts(given.deps, readers, periodOf(readers, now));
  expect(after.cells).toMatchObject([{ identified: { events: 2 }, anonymous: { events: 0 }, customers: 1 }]);
  expect(await customersBehind(given.deps, readers, cell)).toEqual({ total: 0, customers: [] });
  const { total, customers } = await customersBehind(given.deps, readers, { ...cell, known: true });
  expect({ total, events: customers.map(({ events }) => events) }).toEqual({ total: 1, events: [2] });
});

test('customers whom a channel has no identifier for are told from those who do not answer', async () => {
  const now = given.clock.now();
  const byTill = await Promise.all(Array.from({ length: 4 }, (_, i) => person('loyalty', `LINK-${i}`)));
  const both = await person('email', 'link@example.se');
  await recordEvents(given.deps, [
    ...[...byTill, both].map((id) => event(id, now - DAY_MS, { channel: 'kiosk', name: 'Sold' })),
    event(both, now - DAY_MS, {
      channel: 'mail',
      name: 'Read',
      identifiers: [{ type: 'email', value: 'link@example.se' }],
    }),
  ]);
  const asked: ZonedQuestion = {
    ...readers,
    population: { channels: ['kiosk'], events: ['Sold'] },
    measure: { kind: 'share', channels: ['mail'], events: ['Read'] },
  };
  const { links } = await readFacts(given.deps, asked, periodOf(asked, now));
  expect(links).toEqual([{ channel: 'mail', able: 1, of: 5 }]);
});
