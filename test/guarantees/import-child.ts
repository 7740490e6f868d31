import { randomBytes } from 'node:crypto';
import { importEventFile } from '../../src/collect/imports/event-file-import.service.ts';
import { checkEventMapping } from '../../src/collect/imports/event-mapping.ts';
import { readTextFile } from '../../src/collect/text-file.reads.ts';
import { usableIdentifiers } from '../../src/identify/identifier.ts';
import { resolveCustomers } from '../../src/identify/resolve.service.ts';
import { uuidv7 } from '../../src/kernel/id.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/** A process that imports a file, for tests that kill it: `node import-child.ts DATABASE_URL CLICKHOUSE_URL FOLDER FILE MAPPING`. Prints a line for each step. */
const [databaseUrl = '', clickhouseUrl = '', dataFolder = '', path = '', mapping = ''] = process.argv.slice(2);
const postgres = createPostgres(databaseUrl, () => undefined);
const clickhouse = createClickHouse(clickhouseUrl);
const deps = {
  postgres,
  clickhouse,
  clock: Date.now,
  newId: () => uuidv7(Date.now(), randomBytes(10)),
  timeZone: 'Europe/Stockholm',
};
const { end } = await importEventFile(
  { deps, dataFolder, identity: { usable: usableIdentifiers, resolve: resolveCustomers } },
  {
    path,
    fileName: 'killed.csv',
    source: 'killed',
    mappingName: null,
    mapping: checkEventMapping(JSON.parse(await readTextFile(mapping))),
  },
  (rowsRead) => process.stdout.write(`${rowsRead}\n`),
);
process.stdout.write(`${end}\n`);
await postgres.end();
await clickhouse.close();
