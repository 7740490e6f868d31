import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { usableIdentifiers } from '../../identify/identifier.ts';
import { readTextFile } from '../text-file.reads.ts';
import { diskSource } from './disk-file.reads.ts';
import { readEventFile } from './event-file.reads.ts';
import { checkEventMapping } from './event-mapping.ts';

const root = resolve(import.meta.dirname, '../../..');
const shared = process.env['SAMSPEL_SHARED_DATA'] ?? resolve(root, '../shared/data');
const online = join(shared, 'online-retail/online-retail.csv.gz');

type Call = { readonly event: string; readonly userId?: string; readonly properties: { readonly total?: number } };

/** What a file comes to by a shipped mapping: events by name with their total, customers, bad rows, passed rows. */
async function comesTo(path: string, mapping: string) {
  const options = {
    name: basename(path),
    mapping: checkEventMapping(JSON.parse(await readTextFile(join(root, 'examples', mapping)))),
    timeZone: 'Europe/Stockholm',
    usable: usableIdentifiers,
    messageIdOf: String,
  };
  const events: Record<string, number> = {};
  const totals: Record<string, number> = {};
  const customers = new Set<string>();
  const ids = new Set<unknown>();
  let [anonymous, bad] = [0, 0];
  let last = { rowsRead: 0, passed: {} };
  for await (const batch of readEventFile(diskSource(path), options)) {
    last = batch;
    for (const each of batch.outcomes) {
      if (each.kind === 'bad') bad += 1;
      else {
        const { event, userId, properties } = each.call as unknown as Call;
        events[event] = (events[event] ?? 0) + 1;
        totals[event] = (totals[event] ?? 0) + Math.round((properties.total ?? 0) * 10_000);
        if (userId !== undefined) customers.add(userId);
        if (each.isAnonymous) anonymous += 1;
        ids.add(each.call['messageId']);
      }
    }
  }
  const money = Object.fromEntries(
    Object.entries(totals).map(([name, total]) => [name, Math.round(total / 100) / 100]),
  );
  const { rowsRead, passed } = last;
  return { rowsRead, events, money, customers: customers.size, anonymous, bad, passed, ids: ids.size };
}

// Every figure here was counted in the same files by a script of another language.
test('the shipped year at the tills comes to its baskets, sends and redemptions', async () => {
  expect(
    await comesTo(
      join(root, 'examples/complete-journey/transactions.csv.gz'),
      'complete-journey/purchases.mapping.json',
    ),
  ).toMatchObject({
    rowsRead: 75_000,
    events: { 'Order Completed': 47_243 },
    money: { 'Order Completed': 233_935.24 },
    customers: 2377,
    bad: 0,
    ids: 47_243,
  });
  const folder = join(root, 'examples/complete-journey');
  expect(await comesTo(join(folder, 'campaigns.csv.gz'), 'complete-journey/campaigns.mapping.json')).toMatchObject({
    events: { 'Campaign Sent': 6589 },
    customers: 1559,
    bad: 0,
  });
  expect(await comesTo(join(folder, 'redemptions.csv.gz'), 'complete-journey/redemptions.mapping.json')).toMatchObject({
    events: { 'Coupon Applied': 2102 },
    customers: 410,
    bad: 0,
  });
});

test('the shipped lines of invoices come to their invoices', async () => {
  const path = join(root, 'examples/online-retail/invoices.csv.gz');
  expect(await comesTo(path, 'online-retail/invoices.mapping.json')).toMatchObject({
    rowsRead: 2024,
    events: { 'Order Completed': 91, 'Order Refunded': 6 },
    customers: 72,
    anonymous: 7,
    bad: 0,
    passed: {},
  });
});

test.skipIf(!existsSync(online))(
  'all 541,909 lines of invoices come to one event each, or are passed over with the reason (skipped where shared/data is absent)',
  async () => {
    expect(await comesTo(online, 'online-retail/invoices.mapping.json')).toEqual({
      rowsRead: 541_909,
      events: { 'Order Completed': 20_725, 'Order Refunded': 3836 },
      money: { 'Order Completed': 10_655_622.48, 'Order Refunded': 896_812.49 },
      customers: 4372,
      anonymous: 2371,
      bad: 0,
      passed: {
        "stock written off: no customer's doing": 1336,
        "adjustments of bad debt: no customer's doing": 3,
      },
      ids: 24_561,
    });
  },
  300_000,
);
