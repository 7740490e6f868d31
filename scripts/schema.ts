import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runEngines } from '../src/store/embedded/engines.ts';
import { openStores } from '../src/store/embedded/running.ts';
import { migrate } from '../src/store/migrate.ts';
import { dumpClickHouse, dumpPostgres } from '../src/store/schema-dump.ts';

/** Writes db/postgres/schema.sql and db/clickhouse/schema.sql from freshly migrated databases. `--check` only compares. */
const isCheck = process.argv.includes('--check');
const folder = await mkdtemp(join(tmpdir(), 'samspel-schema-'));
await chmod(folder, 0o711);
const log = { info: () => {}, warn: console.error, error: console.error };
const none = { databaseUrl: undefined, clickhouseUrl: undefined };
const engines = await runEngines({ dataFolder: folder, ...none, memoryMb: 1000, log });
const stores = openStores({ ...engines, timeZone: 'UTC' });
try {
  await migrate(stores.deps.postgres, engines.clickhouseUrl);
  const dumps = {
    'db/postgres/schema.sql': await dumpPostgres(stores.deps.postgres),
    'db/clickhouse/schema.sql': await dumpClickHouse(stores.deps.clickhouse),
  };
  for (const [name, text] of Object.entries(dumps)) {
    const file = resolve(import.meta.dirname, '..', name);
    const isSame = (await readFile(file, 'utf8').catch(() => '')) === text;
    if (!isSame && isCheck) process.exitCode = 1;
    if (!isSame && !isCheck) await writeFile(file, text);
    console.log(
      `${name}: ${isSame ? 'as the migrations make it' : isCheck ? 'differs, run node scripts/schema.ts' : 'written'}`,
    );
  }
} finally {
  await stores.close();
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
}
