import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { recordEvents } from '../collect/event.service.ts';
import { toIso } from '../kernel/period.ts';
import { createClickHouse } from '../store/clickhouse.ts';
import { splitCustomer } from './graph/correction.service.ts';
import type { Identifier } from './identifier.ts';
import { profileOf } from './profile.service.ts';
import type { Home } from './resolution.ts';
import { resolveHome } from './resolve.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const noFault = (fault: unknown): void => {
  throw fault;
};

type Told = { name: string; channel: string; properties?: Record<string, unknown>; messageId?: string };

async function tells(identifiers: readonly Identifier[], ...events: readonly Told[]): Promise<Home> {
  const home = await resolveHome(given.deps, given.deps.postgres, { identifiers, source: 's', at: given.clock.now() });
  for (const { properties = {}, messageId = given.deps.newId(), ...event } of events) {
    given.clock.advance(60_000);
    const at = given.clock.now();
    const rest = { identifiers, properties, context: {}, products: [], receivedAt: at };
    await recordEvents(given.deps, [{ ...event, ...rest, ...home, at, messageId, type: 'track', source: 's' }]);
  }
  return home;
}

function loyalty(value: string): Identifier {
  return { type: 'loyalty', value };
}

describe('a profile', () => {
  test('says where the customer was met, how often, and what they have bought for', async () => {
    const began = given.clock.now();
    const { customerId } = await tells(
      [loyalty('2001')],
      { name: 'Product Viewed', channel: 'web' },
      { name: 'Order Completed', channel: 'web', properties: { order_id: 'o-1', total: 1299.9, currency: 'SEK' } },
      { name: 'Receipt Issued', channel: 'store', properties: { order_id: 'o-1', total: '1299.90', currency: 'sek' } },
      { name: 'Order Completed', channel: 'store', properties: { revenue: '200.50', currency: 'SEK' } },
      { name: 'Order Refunded', channel: 'store', properties: { order_id: 'o-1', total: 300, currency: 'SEK' } },
      { name: 'Order Refunded', channel: 'store', properties: { order_id: 'o-1', total: 100, currency: 'SEK' } },
      { name: 'Order Completed', channel: 'app', properties: { total: 20, currency: 'EUR' } },
      { name: 'Order Completed', channel: 'app', properties: { total: 'mycket' } },
    );
    const profile = await profileOf(given.deps, customerId, noFault);
    const at = (minute: number): string => toIso(began + minute * 60_000);
    expect(profile?.state).toEqual({
      events: 8,
      channels: [
        { channel: 'app', events: 2, firstSeenAt: at(7), lastSeenAt: at(8) },
        { channel: 'store', events: 4, firstSeenAt: at(3), lastSeenAt: at(6) },
        { channel: 'web', events: 2, firstSeenAt: at(1), lastSeenAt: at(2) },
      ],
      lastOrderAt: at(8),
      value: [
        { currency: 'SEK', orders: 2, refunds: 2, amount: 110_040 },
        { currency: null, orders: 1, refunds: 0, amount: null },
        { currency: 'EUR', orders: 1, refunds: 0, amount: 2000 },
      ],
    });
  });

  test('of a customer without events is empty, and of nobody is none', async () => {
    const { customerId } = await tells([loyalty('2002')]);
    expect((await profileOf(given.deps, customerId, noFault))?.state).toEqual({
      events: 0,
      channels: [],
      lastOrderAt: null,
      value: [],
    });
    expect(await profileOf(given.deps, given.deps.newId(), noFault)).toBeUndefined();
  });

  test('follows merges and splits: what an identifier brought goes with it', async () => {
    const order = { name: 'Order Completed', channel: 'web', properties: { total: 100, currency: 'SEK' } };
    const one = await tells([loyalty('2003')], order);
    await tells([{ type: 'email', value: 'p@example.se' }], order, order);
    const both = await tells([loyalty('2003'), { type: 'email', value: 'p@example.se' }]);
    expect((await profileOf(given.deps, both.customerId, noFault))?.state?.value[0]?.orders).toBe(3);
    await splitCustomer(given.deps, both.customerId, [one.subject], { madeBy: 'member:test', reason: 'a test' });
    const orders = await Promise.all(
      [loyalty('2003'), { type: 'email', value: 'p@example.se' }].map(async (identifier) => {
        const { customerId } = await tells([identifier]);
        return (await profileOf(given.deps, customerId, noFault))?.state?.value[0]?.orders;
      }),
    );
    expect(orders).toEqual([1, 2]);
  });

  test('is told without what the events come to while the history does not answer', async () => {
    const { customerId } = await tells([loyalty('2004')]);
    const away = createClickHouse('http://127.0.0.1:9/none');
    const faults: unknown[] = [];
    const profile = await profileOf({ ...given.deps, clickhouse: away }, customerId, (fault) => faults.push(fault));
    expect(profile).toMatchObject({ id: customerId, state: null });
    expect(faults).toHaveLength(1);
    await away.close();
  });
});
