import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { uuidv7 } from '../src/kernel/id.ts';
import { createClickHouse } from '../src/store/clickhouse.ts';
import { USUAL_TIME_ZONE } from '../src/kernel/time-zone.ts';
import type { Deps } from '../src/store/deps.ts';
import { migrate } from '../src/store/migrate.ts';
import { createPostgres } from '../src/store/postgres.ts';

export type TestClock = {
  readonly now: () => number;
  readonly set: (at: number) => void;
  readonly advance: (ms: number) => void;
};

export type TestDeps = {
  readonly deps: Deps;
  readonly clock: TestClock;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly close: () => Promise<void>;
};

/** When it is in tests until a test moves the clock: a Sunday in November, in the middle of the morning in Sweden. */
export const TEST_NOW = Date.parse('2026-11-22T09:00:00Z');

/** Two databases of the caller's own, up to date and empty, and a clock that stands still. Once per test file is enough. */
export async function openDeps(): Promise<TestDeps> {
  const engines = inject('engines');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const databaseUrl = withDatabase(engines.databaseUrl, name);
  const clickhouseUrl = withDatabase(engines.clickhouseUrl, name);
  await onServer(engines.databaseUrl, `create database ${name} template samspel strategy file_copy`);
  const postgres = createPostgres(databaseUrl, () => {});
  await migrate(postgres, clickhouseUrl);
  const clickhouse = createClickHouse(clickhouseUrl);
  let at = TEST_NOW;
  const clock = {
    now: () => at,
    set: (to: number) => {
      at = to;
    },
    advance: (ms: number) => {
      at += ms;
    },
  };
  return {
    deps: {
      postgres,
      clickhouse,
      clock: clock.now,
      newId: () => uuidv7(at, randomBytes(10)),
      timeZone: USUAL_TIME_ZONE,
    },
    clock,
    databaseUrl,
    clickhouseUrl,
    async close() {
      await postgres.end();
      await clickhouse.command({ query: `drop database ${name}` });
      await clickhouse.close();
      await onServer(engines.databaseUrl, `drop database ${name} with (force)`);
    },
  };
}

function withDatabase(url: string, name: string): string {
  return url.replace(/[^/]+$/, name);
}

async function onServer(url: string, sql: string): Promise<void> {
  const pool = createPostgres(withDatabase(url, 'postgres'), () => {}, 1);
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}
