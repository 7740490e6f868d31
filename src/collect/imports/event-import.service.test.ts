import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { usableIdentifiers } from '../../identify/identifier.ts';
import { resolveCustomers } from '../../identify/resolve.service.ts';
import { DomainError } from '../../kernel/errors.ts';
import { readTextFile } from '../text-file.reads.ts';
import { type Intake, openIntake } from '../intake.service.ts';
import { EventLog } from '../segment.store.ts';
import { diskSource } from './disk-file.reads.ts';
import { findEventReceipt, listDeadRows } from './event-import.reads.ts';
import { type EventFile, openImportOf, workOnImport } from './event-import.service.ts';
import { checkEventMapping } from './event-mapping.ts';

const examples = new URL('../../../examples/online-retail/', import.meta.url).pathname;

let given: TestDeps;
let folder: string;
let log: EventLog;
let intake: Intake;
let invoices: EventFile;
beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-events-'));
  log = await EventLog.open(given.deps, folder);
  intake = openIntake(given.deps, log, { usable: usableIdentifiers, resolve: resolveCustomers });
  const mapping = checkEventMapping(JSON.parse(await readTextFile(join(examples, 'invoices.mapping.json'))));
  invoices = fileOf('invoices.csv.gz', mapping);
});
afterAll(async () => {
  await log.close();
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

function fileOf(fileName: string, mapping: EventFile['mapping'], path = join(examples, fileName)): EventFile {
  return { path, fileName, source: fileName, mappingName: 'test', mapping };
}

async function historyOf(source: string) {
  await log.flush();
  const found = await given.deps.clickhouse.query({
    query: `select name, toUInt32(uniqExact(message_id)) as events, toUInt32(uniqExact(customer)) as customers,
        toUInt32(sum(length(JSONExtractArrayRaw(properties, 'products')))) as products
      from (select * from events where source = {source:String} limit 1 by message_id)
      group by name order by name`,
    query_params: { source },
    format: 'JSONEachRow',
  });
  return await found.json();
}

const callMapping = checkEventMapping({
  kind: 'events',
  at: { column: 'tid', format: 'YYYY-MM-DD HH:mm:ss' },
  identifiers: [{ type: 'phone', column: 'nummer' }],
  event: 'Phone Call Ended',
  channel: 'phone',
});

// Counted in the same lines by a script of another language.
const orders = { name: 'Order Completed', events: 91, customers: 75, products: 1998 };
const refunds = { name: 'Order Refunded', events: 6, customers: 6, products: 26 };

test('the lines of invoices come to one event for each invoice', async () => {
  const one = await openImportOf(intake, invoices);
  expect(await workOnImport(intake, one, diskSource(invoices.path))).toBe('done');
  expect(await historyOf(invoices.source)).toEqual([orders, refunds]);
});

test('the same file again is known, and adds nothing', async () => {
  const again = await openImportOf(intake, invoices);
  expect(again.state).toBe('done');
  expect(await workOnImport(intake, again, diskSource(invoices.path))).toBe('done');
  expect(await findEventReceipt(given.deps.postgres, again.id)).toMatchObject({
    rowsRead: 2024,
    accepted: 97,
    anonymous: 7,
    rejected: 0,
    passed: {},
  });
  expect(await historyOf(invoices.source)).toEqual([orders, refunds]);
});

test('rows without a customer become receipts of their own, never one person', async () => {
  const { rows } = await given.deps.postgres.query(
    `select count(*) as receipts, count(distinct customer_id) as customers from identifiers where type = 'receipt'`,
  );
  expect(rows).toEqual([{ receipts: 7, customers: 7 }]);
});

test('bad rows are kept with their line, field and reason, and the others go in', async () => {
  const path = join(folder, 'calls.csv');
  await writeFile(
    path,
    'nummer;tid\n070-123 45 67;2026-11-20 09:00:00\n070-123 45 67;i går\n;2026-11-20 09:00:00\n070-123 45 67;2030-01-01 09:00:00\n',
  );
  const file = fileOf('calls.csv', callMapping, path);
  const one = await openImportOf(intake, file);
  expect(await workOnImport(intake, one, diskSource(path))).toBe('done');
  expect(await findEventReceipt(given.deps.postgres, one.id)).toMatchObject({ accepted: 1, rejected: 3 });
  expect(await listDeadRows(given.deps.postgres, one.id, 10)).toMatchObject([
    { line: 3, field: 'tid', reason: expect.stringContaining('found "i går"') },
    { line: 4, field: 'nummer', reason: expect.stringContaining('Nobody') },
    { line: 5, field: 'timestamp', reason: expect.stringContaining('a day from now') },
  ]);
});

test('a file that the mapping does not fit fails with the reason, and may be tried again', async () => {
  const path = join(folder, 'other.csv');
  await writeFile(path, 'number,time\n1,2\n');
  const one = await openImportOf(intake, fileOf('other.csv', callMapping, path));
  await expect(workOnImport(intake, one, diskSource(path))).rejects.toThrow(/The mapping does not fit other.csv/);
  const again = await openImportOf(intake, fileOf('other.csv', callMapping, path));
  expect(again).toMatchObject({ id: one.id, state: 'failed' });
});

/** Calls by as many people, one a minute. */
async function manyCalls(fileName: string, calls: number): Promise<EventFile> {
  const path = join(folder, fileName);
  const rows = Array.from({ length: calls }, (_, n) => `07000${10_000 + n};2026-11-20 ${timeOf(n)}`);
  await writeFile(path, ['nummer;tid', ...rows, ''].join('\n'));
  return fileOf(fileName, callMapping, path);
}

function timeOf(n: number): string {
  return `${String(Math.floor(n / 60) % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00`;
}

test('an import that is broken off goes on where it was, and its file comes to what it would have at once', async () => {
  const file = await manyCalls('broken.csv', 1700);
  const first = await openImportOf(intake, file);
  let steps = 0;
  const breakOff = (): void => {
    steps += 1;
    if (steps === 2) throw new Error('broken off');
  };
  await expect(workOnImport(intake, first, diskSource(file.path), breakOff)).rejects.toThrow('broken off');
  const again = await openImportOf(intake, file);
  expect(again).toMatchObject({ id: first.id, state: 'running', dealtWith: 1000 });
  const rest: number[] = [];
  expect(await workOnImport(intake, again, diskSource(file.path), ({ rowsRead }) => rest.push(rowsRead))).toBe('done');
  expect(rest).toEqual([1700, 1700]);
  expect(await findEventReceipt(given.deps.postgres, again.id)).toMatchObject({ rowsRead: 1700, accepted: 1700 });
  expect(await historyOf(file.source)).toMatchObject([{ events: 1700, customers: 1700 }]);
});

test('an import that is cancelled stops at its next step, and what was taken in before stands', async () => {
  const file = await manyCalls('cancelled.csv', 1200);
  const one = await openImportOf(intake, file);
  let batches = 0;
  const cancelling = openIntake(given.deps, log, {
    usable: usableIdentifiers,
    async resolve(...input) {
      batches += 1;
      if (batches === 2)
        await given.deps.postgres.query(`update imports set state = 'cancelled' where id = $1`, [one.id]);
      return resolveCustomers(...input);
    },
  });
  expect(await workOnImport(cancelling, one, diskSource(file.path))).toBe('stopped');
  expect(await findEventReceipt(given.deps.postgres, one.id)).toMatchObject({ accepted: 500 });
});

test('where the server takes no more just now, the import waits for it', async () => {
  const file = await manyCalls('busy.csv', 20);
  let asked = 0;
  const busy = openIntake(given.deps, log, {
    usable: usableIdentifiers,
    async resolve(...input) {
      asked += 1;
      if (asked === 1) throw new DomainError('too-busy', 'Not just now.');
      return resolveCustomers(...input);
    },
  });
  const one = await openImportOf(intake, file);
  expect(await workOnImport(busy, one, diskSource(file.path))).toBe('done');
  expect(await findEventReceipt(given.deps.postgres, one.id)).toMatchObject({ accepted: 20, rejected: 0 });
});

test('two processes that work on one import do not do it twice', async () => {
  const file = { ...invoices, source: 'twice' };
  const one = await openImportOf(intake, file);
  const ends = await Promise.all([
    workOnImport(intake, one, diskSource(file.path)),
    workOnImport(intake, one, diskSource(file.path)),
  ]);
  expect(ends.toSorted()).toEqual(['busy', 'done']);
  expect(await findEventReceipt(given.deps.postgres, one.id)).toMatchObject({ accepted: 97 });
});
