import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { becomesTrue } from '../../src/store/embedded/process-table.ts';
import { openStores } from '../../src/store/embedded/running.ts';
import { Deployment, enginesIn, killAtOnce, type Launch, living, removeData } from './deployment.ts';

/** A server's life, from outside: real processes, real signals. */
let folder: string;
let started: Deployment[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samspel-life-'));
  await chmod(folder, 0o755);
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((deployment) => deployment.dispose()));
  removeData(folder);
});

function start(launch: Partial<Launch> = {}): Deployment {
  const deployment = new Deployment({ folder, args: ['--empty', '--port', '0'], ...launch });
  started.push(deployment);
  return deployment;
}

async function isAnswering(url: string): Promise<boolean> {
  const link = await fetch(`${url}/openapi.json`).catch(() => undefined);
  return link?.status === 200;
}

/** Both databases answer through the server's own addresses. */
async function areBothThere(deployment: Deployment): Promise<boolean> {
  const { databaseUrl = '', clickhouseUrl = '' } = deployment.owner();
  const stores = openStores({ databaseUrl, clickhouseUrl, connections: 1, timeZone: 'Europe/Stockholm' });
  try {
    await stores.deps.postgres.query('select 1');
    await stores.deps.clickhouse.command({ query: 'select 1 from events limit 1' });
    return true;
  } catch {
    return false;
  } finally {
    await stores.close();
  }
}

async function keep(deployment: Deployment, key: string): Promise<void> {
  const { databaseUrl = '', clickhouseUrl = '' } = deployment.owner();
  const stores = openStores({ databaseUrl, clickhouseUrl, connections: 1, timeZone: 'Europe/Stockholm' });
  await stores.deps.postgres.query(`insert into deployment (key, value) values ($1, '1')`, [key]);
  await stores.close();
}

async function keptKeys(deployment: Deployment): Promise<string[]> {
  const { databaseUrl = '', clickhouseUrl = '' } = deployment.owner();
  const stores = openStores({ databaseUrl, clickhouseUrl, connections: 1, timeZone: 'Europe/Stockholm' });
  const { rows } = await stores.deps.postgres.query<{ key: string }>(
    `select key from deployment where key like 'kept%' order by key`,
  );
  await stores.close();
  return rows.map(({ key }) => key);
}

test('one process owns a data folder, a second is told which, and Ctrl-C leaves nothing behind', async () => {
  const first = start();
  const url = await first.answers();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(await isAnswering(url)).toBe(true);
  const link = await first.says(/(http:\S+\/login\/\S+)/);
  expect((await fetch(link)).status).toBe(200);

  // On the port of the first too, as the same command given twice: the owner of the folder is the better answer.
  const second = start({ args: ['--empty', '--port', new URL(url).port] });
  expect(await second.ended()).toBe(1);
  const lines = second.output.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`process ${first.process.pid}`);
  expect(lines[0]).toContain(url);
  expect(await isAnswering(url)).toBe(true);

  const family = first.family();
  expect(family.length).toBeGreaterThan(3);
  first.pressControlC();
  expect(await first.ended()).toBe(0);
  expect(living(family)).toEqual([]);

  const again = start();
  expect(await isAnswering(await again.answers())).toBe(true);
});

test('a port in use is told in one line that says what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const refused = start({ args: ['--empty', '--port', String(port)] });
  expect(await refused.ended()).toBe(1);
  expect(refused.output.trim().split('\n')).toEqual([
    `samspel: Port ${port} is taken by another process. Start with --port ${port + 1}, or stop that process.`,
  ]);
  other.close();
});

test('Ctrl-C while it is still starting stops what has been started', async () => {
  const deployment = start();
  await deployment.says(/up to date/);
  const family = deployment.family();
  deployment.pressControlC();
  expect(await deployment.ended()).toBe(0);
  expect(living(family)).toEqual([]);
});

test('a second Ctrl-C ends it at once, and its databases with it', async () => {
  const deployment = start();
  await deployment.answers();
  const family = deployment.family();
  deployment.pressControlC();
  deployment.pressControlC();
  await deployment.ended();
  expect(await becomesTrue(() => living(family).length === 0, 10_000)).toBe(true);
  const again = start();
  await again.answers();
});

test('after kill -9 of the server the next start recovers, with everything that was kept', async () => {
  const first = start();
  await first.answers();
  await keep(first, 'kept before');
  const family = first.family();
  const { postgres } = enginesIn(family);
  first.process.kill('SIGKILL');
  await first.ended();
  // PostgreSQL runs on without a parent, and holds the data; the next start ends it in order.
  expect(living([postgres])).toHaveLength(1);
  const again = start();
  expect(await isAnswering(await again.answers())).toBe(true);
  expect(living(family)).toEqual([]);
  expect(await keptKeys(again)).toEqual(['kept before']);
  expect(await areBothThere(again)).toBe(true);
});

test('databases that are killed come back by themselves, with everything that was kept', async () => {
  const deployment = start();
  const url = await deployment.answers();
  await keep(deployment, 'kept 1');
  const before = enginesIn(deployment.family());
  process.kill(before.postgres.pid, 'SIGKILL');
  process.kill(before.clickhouse.pid, 'SIGKILL');
  expect(await becomesTrue(() => living([before.postgres, before.clickhouse]).length === 0, 5_000)).toBe(true);
  expect(await becomesTrue(() => areBothThere(deployment), 30_000)).toBe(true);
  await keep(deployment, 'kept 2');
  expect(await keptKeys(deployment)).toEqual(['kept 1', 'kept 2']);
  expect(await isAnswering(url)).toBe(true);
  const family = deployment.family();
  deployment.pressControlC();
  expect(await deployment.ended()).toBe(0);
  expect(living(family)).toEqual([]);
});

test('after kill -9 of everything at once the next start recovers', async () => {
  const first = start();
  await first.answers();
  await keep(first, 'kept');
  killAtOnce(first.family());
  await first.ended();
  const again = start();
  await again.answers();
  expect(await keptKeys(again)).toEqual(['kept']);
});
