import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventLog } from '../../src/collect/segment.store.ts';
import { openDeps, type TestDeps } from '../databases.ts';

const VISITS = 6_000;
const KILLS = 5;

const mapping = {
  kind: 'events',
  at: { column: 'when', format: 'YYYY-MM-DD HH:mm:ss' },
  identifiers: [{ type: 'loyalty', column: 'card' }],
  event: 'Store Visited',
  channel: 'store',
  properties: { nth: { column: 'nth', as: 'number' } },
};

let given: TestDeps;
let folder: string;
beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-import-killed-'));
  const rows = Array.from({ length: VISITS }, (_, n) =>
    // Every hundredth row is bad: those must be kept once too. Seven of the 700 cards have none but bad rows.
    n % 100 === 99 ? `${n},card-${n % 700},never` : `${n},card-${n % 700},2026-11-01 10:00:00`,
  );
  await writeFile(join(folder, 'visits.csv'), ['nth,card,when', ...rows, ''].join('\n'));
  await writeFile(join(folder, 'visits.mapping.json'), JSON.stringify(mapping));
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the import in a process of its own, which is killed after some steps where a number is given. Returns what it said last. */
async function runImport(killAfterSteps?: number): Promise<string> {
  const script = new URL('import-child.ts', import.meta.url).pathname;
  const files = [join(folder, 'visits.csv'), join(folder, 'visits.mapping.json')];
  const child = spawn(process.execPath, [script, given.databaseUrl, given.clickhouseUrl, folder, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let steps = 0;
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    steps += 1;
    if (steps === killAfterSteps) child.kill('SIGKILL');
  }
  await ended;
  return last;
}

test('an import that is killed again and again takes in every row of its file, once', async () => {
  for (let kill = 0; kill < KILLS; kill += 1) expect(await runImport(2)).toMatch(/^\d+$/);
  expect(await runImport()).toBe('done');
  expect(await runImport()).toBe('known');
  const log = await EventLog.open(given.deps, folder);
  await log.flush();
  await log.close();
  const found = await given.deps.clickhouse.query({
    query: `select toUInt32(uniqExact(message_id)) as events, toUInt32(uniqExact(JSONExtractInt(properties, 'nth'))) as rows,
        toUInt32(uniqExact(customer)) as customers from events where source = 'killed'`,
    format: 'JSONEachRow',
  });
  const good = VISITS - VISITS / 100;
  expect(await found.json()).toEqual([{ events: good, rows: good, customers: 693 }]);
  const { rows } = await given.deps.postgres.query(
    `select accepted, rejected, rows_read as "rowsRead", (select count(*) from dead_letters) as letters,
       (select count(distinct line) from dead_letters) as lines from imports`,
  );
  expect(rows).toEqual([{ accepted: good, rejected: 60, rowsRead: VISITS, letters: 60, lines: 60 }]);
}, 600_000);
