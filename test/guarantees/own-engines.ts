import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '../../src/kernel/id.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import type { Deps } from '../../src/store/deps.ts';
import { runEngine } from '../../src/store/embedded/engine.ts';
import { runPostgres } from '../../src/store/embedded/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/**
 * Both databases as `samspel start` runs them, up to date and empty, in a folder of their own: for tests that stop or
 * kill an engine, and for benchmarks.
 */
export type OwnEngines = {
  readonly deps: Deps;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly folder: string;
  /** The process of the ClickHouse engine just now; a killed one is started again by itself. */
  readonly enginePid: () => number;
};

/** Runs the work on databases of its own, which are gone when it ends. */
export async function withOwnEngines<T>(
  work: (place: OwnEngines) => Promise<T>,
  options: { readonly connections?: number } = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'samspel-own-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const [server, engine] = await Promise.all([
    runPostgres({ dataFolder: folder, log }),
    runEngine({ dataFolder: folder, log, memoryMb: 1500 }),
  ]);
  const postgres = createPostgres(server.url, () => {}, options.connections);
  const clickhouse = createClickHouse(engine.url);
  try {
    await migrate(postgres, engine.url);
    const deps = {
      postgres,
      clickhouse,
      clock: Date.now,
      newId: () => uuidv7(Date.now(), randomBytes(10)),
      timeZone: 'Europe/Stockholm',
    };
    return await work({ deps, databaseUrl: server.url, clickhouseUrl: engine.url, folder, enginePid: engine.pid });
  } finally {
    await postgres.end();
    await clickhouse.close();
    await Promise.all([server.stop(), engine.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}
