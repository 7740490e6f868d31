import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { dumpClickHouse, dumpPostgres } from './schema-dump.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

function written(engine: string): Promise<string> {
  return readFile(resolve(import.meta.dirname, `../../db/${engine}/schema.sql`), 'utf8');
}

test('db/postgres/schema.sql is what the numbered files make (node scripts/schema.ts writes it)', async () => {
  expect(await written('postgres')).toBe(await dumpPostgres(given.deps.postgres));
});

test('db/clickhouse/schema.sql is what the numbered files make (node scripts/schema.ts writes it)', async () => {
  expect(await written('clickhouse')).toBe(await dumpClickHouse(given.deps.clickhouse));
});
