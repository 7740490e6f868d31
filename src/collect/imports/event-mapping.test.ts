import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  checkEventMapping,
  isForEvents,
  namedColumnsOf,
  numberColumnsOf,
  requireEventColumns,
} from './event-mapping.ts';

const invoices: unknown = JSON.parse(
  readFileSync(new URL('../../../examples/online-retail/invoices.mapping.json', import.meta.url), 'utf8'),
);
const least = {
  kind: 'events',
  at: { column: 'time', format: 'iso' },
  identifiers: [{ type: 'email', column: 'mail' }],
  event: 'Chat Ended',
  channel: 'chat',
};

test('a mapping says whether it is one of events', () => {
  expect(isForEvents(least)).toBe(true);
  expect(isForEvents({ product: 'sku', sightings: [] })).toBe(false);
});

test('the columns of a mapping are those of all its parts', () => {
  const mapping = checkEventMapping(invoices);
  expect([...namedColumnsOf(mapping)].toSorted()).toEqual([
    'Country',
    'CustomerID',
    'Description',
    'InvoiceDate',
    'InvoiceNo',
    'Quantity',
    'StockCode',
    'UnitPrice',
  ]);
  expect(new Set(numberColumnsOf(mapping))).toEqual(new Set(['Quantity', 'UnitPrice']));
});

test.each([
  [{ ...least, channel: undefined }, 'channel', 'required here'],
  [{ ...least, event: undefined }, 'event', 'what happened'],
  [{ ...least, identifiers: [] }, 'identifiers', '1'],
  [{ ...least, timeZone: 'Europe/Umeå' }, 'timeZone', 'a time zone as Europe/Stockholm'],
  [{ ...least, chanel: 'web' }, 'chanel', 'kind, name'],
  [{ ...least, at: { column: 'time', format: 'DD-MM' } }, 'at', '"columns", "join", "format"'],
  [{ ...least, type: 'identify', group: { by: ['x'] } }, 'group', 'an identify is one row'],
  [{ ...least, kind: 'letters' }, 'kind', 'events'],
])('%j is no mapping: %s', (mapping, field, allowed) => {
  const wrong = JSON.parse(JSON.stringify(mapping)) as unknown;
  expect(() => checkEventMapping(wrong)).toThrow(
    expect.objectContaining({
      code: 'mapping-invalid',
      faults: expect.arrayContaining([expect.objectContaining({ field, allowed: expect.stringContaining(allowed) })]),
    }),
  );
});

test('a table without a column that the mapping reads is refused before anything of it is taken in', () => {
  const mapping = checkEventMapping(least);
  expect(() => requireEventColumns(mapping, ['time', 'mejl'], 'chats.csv')).toThrow(
    /"mail", allowed is one of time, mejl/,
  );
});
