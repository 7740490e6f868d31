import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { migrate } from './migrate.ts';
import { createPostgres, type Postgres } from './postgres.ts';

let given: TestDeps;
let folder: string;
const pools: Postgres[] = [];

beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-migrations-'));
  await mkdir(join(folder, 'postgres'));
  await mkdir(join(folder, 'clickhouse'));
  // A schema of its own, as if the database were new.
  await given.deps.postgres.query('create schema fresh');
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await given.close();
  await rm(folder, { recursive: true });
});

function open(): Postgres {
  const url = `${given.databaseUrl}?options=-c%20search_path%3Dfresh`;
  const pool = createPostgres(url, () => {}, 2);
  pools.push(pool);
  return pool;
}

function freshHistory(name: string): string {
  return given.clickhouseUrl.replace(/[^/]+$/, name);
}

async function write(engine: 'postgres' | 'clickhouse', name: string, sql: string): Promise<void> {
  await writeFile(join(folder, engine, name), sql);
}

test('many processes that start at once bring the databases up to date once', async () => {
  await write('postgres', '0001-a.sql', 'create table a (n integer); insert into a values (1);');
  await write(
    'clickhouse',
    '0001-a.sql',
    `create table if not exists a (n Int8, w String default ';') engine = MergeTree order by n;
    insert into a (n) values (1);`,
  );
  const history = freshHistory(`${new URL(given.clickhouseUrl).pathname.slice(1)}_fresh`);
  const processes = Array.from({ length: 5 }, () => open());
  await Promise.all(processes.map((pool) => migrate(pool, history, folder)));
  const { rows } = await open().query('select n from a');
  expect(rows).toEqual([{ n: 1 }]);
  const name = new URL(history).pathname.slice(1);
  const result = await given.deps.clickhouse.query({ query: `select n, w from ${name}.a`, format: 'JSONEachRow' });
  expect(await result.json()).toEqual([{ n: 1, w: ';' }]);

  await write('postgres', '0002-b.sql', 'create table b (n integer); this is no sql;');
  await expect(migrate(open(), history, folder)).rejects.toThrow(/syntax error/);
  expect((await open().query(`select to_regclass('b') as b`)).rows).toEqual([{ b: null }]);
  await write('postgres', '0002-b.sql', 'create table b (n integer);');
  await migrate(open(), history, folder);
  expect((await open().query(`select to_regclass('b') as b`)).rows).toEqual([{ b: 'b' }]);

  await write('clickhouse', '0001-a.sql', 'select 2');
  await expect(migrate(open(), history, folder)).rejects.toThrow(/0001-a.sql has been changed since ClickHouse/);
  await given.deps.clickhouse.command({ query: `drop database ${name}` });
});
