import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runEngine } from '../src/store/embedded/engine.ts';
import { runPostgres } from '../src/store/embedded/postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { createPostgres } from '../src/store/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's own PostgreSQL and ClickHouse are. The PostgreSQL database named `samspel` is a migrated template. */
    engines: { readonly databaseUrl: string; readonly clickhouseUrl: string };
  }
}

const log = {
  info: () => {},
  warn: (fields: Readonly<Record<string, unknown>>) => console.warn(fields),
  error: (fields: Readonly<Record<string, unknown>>) => console.error(fields),
};

/** One real PostgreSQL and one real ClickHouse engine for the whole run, in a folder of their own. */
export default async function startEngines({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'samspel-test-'));
  // Root's PostgreSQL runs as another user; where that one may pass, everything stays in this folder.
  await chmod(dataFolder, 0o711);
  // The databases of a test are thrown away, so nothing waits for the disk. Durability is tested in test/life.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const [postgres, engine] = await Promise.all([
    runPostgres({ dataFolder, log, settings }),
    runEngine({ dataFolder, log, memoryMb: 2000 }),
  ]);
  const pool = createPostgres(postgres.url, () => {}, 1);
  await migrate(pool, engine.url);
  await pool.end();
  provide('engines', { databaseUrl: postgres.url, clickhouseUrl: engine.url });
  return async () => {
    await Promise.all([postgres.stop(), engine.stop()]);
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
