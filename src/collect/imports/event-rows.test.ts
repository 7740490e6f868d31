import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usableIdentifiers } from '../../identify/identifier.ts';
import type { Row } from '../row.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { checkEventMapping } from './event-mapping.ts';
import { eventRows, type Outcome } from './event-rows.ts';

const visits = {
  kind: 'events',
  at: { columns: ['dag', 'tid'], format: 'YYYY-MM-DD HH:mm:ss' },
  identifiers: [
    { type: 'loyalty', column: 'kort' },
    { type: 'email', column: 'epost' },
  ],
  event: 'Store Visited',
  channel: { column: 'var', values: { Butik: 'store', Telefon: 'phone' } },
  properties: { place: 'ort', amount: { column: 'belopp', as: 'number' }, first: { column: 'ny', as: 'flag' } },
} satisfies EventMapping;

const orders = {
  kind: 'events',
  at: { column: 'time', format: 'iso' },
  identifiers: [{ type: 'user_id', column: 'customer' }],
  otherwise: { type: 'receipt', column: 'order', prefix: 'shop:' },
  event: { cases: [{ when: { order: { startsWith: 'C' } }, is: 'Order Refunded' }], otherwise: 'Order Completed' },
  channel: 'web',
  properties: { order_id: 'order' },
  group: {
    by: ['order'],
    within: 3,
    products: { product_id: 'sku', quantity: { column: 'pieces', as: 'number', absolute: true } },
    totals: { total: { product: ['pieces', 'price'], absolute: true } },
  },
} satisfies EventMapping;

function read(mapping: EventMapping, rows: readonly Row[], decimal: '.' | ',' = '.', timeZone = 'Europe/Stockholm') {
  const reader = eventRows(checkEventMapping(mapping), {
    decimal,
    timeZone,
    usable: usableIdentifiers,
    messageIdOf: (line) => `m${line}`,
  });
  const outcomes: Outcome[] = rows.flatMap((row, index) => reader.push(row, index + 2));
  return { outcomes: [...outcomes, ...reader.end()], passed: Object.fromEntries(reader.passed) };
}

function callsOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((each) => (each.kind === 'call' ? [each.call] : []));
}

const visit = {
  dag: '2026-06-01',
  tid: '10:30',
  kort: '9752',
  epost: '',
  var: 'Butik',
  ort: ' Umeå ',
  belopp: '',
  ny: '',
};

describe('a row of a table of visits', () => {
  test('becomes a call with its time in Sweden, its channel by the list, and only the properties that it has', () => {
    const { outcomes } = read(visits, [{ ...visit, belopp: '1 299,50', ny: 'ja' }, visit], ',');
    expect(callsOf(outcomes)).toEqual([
      {
        type: 'track',
        event: 'Store Visited',
        messageId: 'm2',
        timestamp: '2026-06-01T08:30:00.000Z',
        context: { channel: 'store', externalIds: [{ type: 'loyalty', id: '9752' }] },
        properties: { place: 'Umeå', amount: 1299.5, first: true },
      },
      expect.objectContaining({ properties: { place: 'Umeå' } }),
    ]);
  });

  test("has its time by the deployment's clocks unless the mapping says whose they are", () => {
    const timeOf = (mapping: EventMapping) =>
      callsOf(read(mapping, [visit], ',', 'America/New_York').outcomes)[0]?.['timestamp'];
    expect(timeOf(visits)).toBe('2026-06-01T14:30:00.000Z');
    expect(timeOf({ ...visits, timeZone: 'Europe/Helsinki' })).toBe('2026-06-01T07:30:00.000Z');
  });

  test.each([
    [{ kort: '', epost: 'null' }, 'kort, epost', /Nobody/],
    [{ tid: '25:00' }, 'dag, tid', /YYYY-MM-DD HH:mm:ss, found "2026-06-01 25:00"/],
    [{ var: 'Fax & brev' }, 'channel', /web, store or phone, found "fax & brev"/],
    [{ belopp: 'gratis' }, 'belopp', /Allowed is a number, found "gratis"/],
    [{ ny: 'kanske' }, 'ny', /yes or no/],
  ])('with %j is kept as a bad row that names the cell', (change, field, reason) => {
    const row = { ...visit, ...change };
    expect(read(visits, [row]).outcomes).toEqual([
      { kind: 'bad', line: 2, field, reason: expect.stringMatching(reason), body: JSON.stringify(row) },
    ]);
  });

  test('may carry everything that the mapping does not name', () => {
    const { outcomes } = read({ ...visits, otherProperties: true }, [{ ...visit, agent: 'Bo', 'note 2': '' }]);
    expect(callsOf(outcomes)[0]?.['properties']).toEqual({ agent: 'Bo', place: 'Umeå' });
  });

  test('may have a number of its own, which the event is then known by', () => {
    const id = { columns: ['kort', 'dag'], prefix: 'besök-' };
    expect(callsOf(read({ ...visits, id }, [visit]).outcomes)[0]?.['messageId']).toBe('besök-9752:2026-06-01');
  });

  test('may tell of the customer instead of what happened', () => {
    const { event: _event, ...rest } = visits;
    const people = { ...rest, type: 'identify', properties: { city: 'ort' } } satisfies EventMapping;
    expect(callsOf(read(people, [visit]).outcomes)[0]).toMatchObject({ type: 'identify', traits: { city: 'Umeå' } });
  });
});

const line = { order: '1', customer: 'a', time: '2026-01-02T03:04:05Z', sku: 'x', pieces: '2', price: '0.1' };

describe('the lines of an order', () => {
  test('are one event with its products and their total, also where others stand between', () => {
    const rows = [line, { ...line, order: '2', customer: 'b' }, { ...line, sku: 'y', pieces: '1', price: '0.2' }];
    const calls = callsOf(read(orders, rows).outcomes);
    expect(calls).toHaveLength(2);
    expect(calls.find((each) => each['userId'] === 'a')).toMatchObject({
      messageId: 'm2',
      properties: {
        order_id: '1',
        total: 0.4,
        products: [
          { product_id: 'x', quantity: 2 },
          { product_id: 'y', quantity: 1 },
        ],
      },
    });
  });

  test('that come back are a refund, with pieces and total as they were given back', () => {
    const [call] = callsOf(read(orders, [{ ...line, order: 'C1', pieces: '-2' }]).outcomes);
    expect(call).toMatchObject({ event: 'Order Refunded', properties: { total: 0.2, products: [{ quantity: 2 }] } });
  });

  test('without a customer stand alone under the number of the order, and are told to be anonymous', () => {
    const rows = [
      { ...line, customer: '' },
      { ...line, customer: '', order: '2' },
    ];
    const { outcomes } = read(orders, rows);
    expect(outcomes.every((each) => each.kind === 'call' && each.isAnonymous)).toBe(true);
    expect(callsOf(outcomes).map((each) => each['context'])).toEqual([
      { channel: 'web', externalIds: [{ type: 'receipt', id: 'shop:1' }] },
      { channel: 'web', externalIds: [{ type: 'receipt', id: 'shop:2' }] },
    ]);
  });

  test('of two customers under one number are two events', () => {
    expect(callsOf(read(orders, [line, { ...line, customer: 'b' }]).outcomes)).toHaveLength(2);
  });

  test('that stand further apart than the mapping says are two events, each known by its own first line', () => {
    const others = ['2', '3', '4', '5'].map((order) => ({ ...line, order }));
    const ids = callsOf(read(orders, [line, ...others, line]).outcomes).map((each) => each['messageId']);
    expect(ids).toContain('m2');
    expect(ids).toContain('m7');
  });

  test('lose a bad line only, and keep the rest', () => {
    const { outcomes } = read(orders, [line, { ...line, price: 'dyr' }, { ...line, sku: 'y' }]);
    expect(outcomes.map((each) => each.kind)).toEqual(['bad', 'call']);
    expect(callsOf(outcomes)[0]).toMatchObject({ properties: { products: [{}, { product_id: 'y' }] } });
  });

  test('of more than 5,000 lines are no order: the rest is told, so that no file can fill the memory', () => {
    const { outcomes } = read(
      orders,
      Array.from({ length: 5_001 }, () => line),
    );
    expect(outcomes.map((each) => each.kind)).toEqual(['bad', 'call']);
  });
});

test('numbers are read as tables and programs write them, with the decimal mark of the file', () => {
  const amounts = ['1 299,50', '-3', '4,440892e-16', '4.440892e-16', '1e999'].map((belopp) => ({ ...visit, belopp }));
  const { outcomes } = read(visits, amounts, ',');
  expect(callsOf(outcomes).map((each) => (each['properties'] as { amount: number }).amount)).toEqual([
    1299.5, -3, 4.440892e-16,
  ]);
  expect(outcomes.filter((each) => each.kind === 'bad')).toHaveLength(2);
});

test('rows that tell of no customer are passed over and counted under the reason that the mapping gives', () => {
  const passOver = [{ when: { pieces: { below: 0 }, order: ['8', 9] }, because: 'written off' }];
  const mapping = { ...orders, where: { price: { empty: false } }, passOver };
  const rows = [
    line,
    { ...line, order: '9', pieces: '-1' },
    { ...line, order: '7', pieces: '-1' },
    { ...line, price: '' },
  ];
  const { outcomes, passed } = read(mapping, rows);
  expect(outcomes).toHaveLength(2);
  expect(passed).toEqual({ 'written off': 1, 'not what the mapping takes': 1 });
});

test('every line of any file is in one event, once, whatever the order of the lines', () => {
  const rows = fc.array(
    fc.record({
      order: fc.constantFrom('1', '2', 'C3', '4'),
      customer: fc.constantFrom('a', 'b', ''),
      pieces: fc.integer({ min: -5, max: 5 }).map(String),
      price: fc.constantFrom('1', '0.25', '10'),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, (some) => {
      const all = some.map((each, index) => ({ ...line, ...each, sku: String(index) }));
      const calls = callsOf(read(orders, all).outcomes);
      const products = calls.flatMap((each) => (each['properties'] as { products: { product_id: string }[] }).products);
      expect(products.map((each) => Number(each.product_id)).toSorted((a, b) => a - b)).toEqual(all.map((_, i) => i));
      expect(new Set(calls.map((each) => each['messageId'])).size).toBe(calls.length);
    }),
  );
});
