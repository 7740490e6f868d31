import { expect, test } from 'vitest';
import type { Contradiction } from './contradiction.contract.ts';
import { tableHead, tableLines } from './contradiction-table.ts';

const side = {
  place: null,
  currency: 'SEK',
  onSale: null,
  priceType: 'unknown',
  seenAt: null,
  source: 'feed',
  sourceRow: 7,
  offerId: null,
} as const;

const one: Contradiction = {
  id: '01990000-0000-7000-8000-000000000001',
  kind: 'unequal',
  status: 'open',
  product: '=cmd|calc',
  productName: 'Tröja; "ull"',
  zone: '*',
  channels: ['store', 'web'],
  owners: [null, 'E-handel'],
  difference: { amount: 10_000, currency: 'SEK', percent: 25.1 },
  holdsFrom: '2026-11-22T00:00:00.000Z',
  holdsTo: null,
  openedAt: '2026-11-22T08:00:00.000Z',
  closedAt: null,
  answeredBy: null,
  exceptedBy: null,
  acceptance: null,
  assignee: null,
  snoozedUntil: null,
  exposed: 3,
  harm: 300.5,
  witness: {
    at: '2026-11-22T00:00:00.000Z',
    statements: [
      { ...side, channel: 'store', amount: 49_900 },
      { ...side, channel: 'web', amount: 39_900 },
    ],
  },
};

test('the table begins with a byte order mark and divides by semicolons, as Swedish spreadsheets read', () => {
  expect(tableHead()).toMatch(/^\uFEFFid;status;kind;product;/);
  expect(tableHead().split(';')).toHaveLength(tableLines([{ ...one, productName: 'Tröja' }]).split(';').length);
});

test('a decimal is written with a comma, quotes are doubled, and no cell is taken for a formula', () => {
  const line = tableLines([one]);
  expect(line).toContain(';25,1;SEK;3;300,5;');
  expect(line).toContain(';"Tröja; ""ull""";');
  expect(line).toContain(";'=cmd|calc;");
});
