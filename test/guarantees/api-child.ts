import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { uuidv7 } from '../../src/kernel/id.ts';
import { buildApi } from '../../src/api.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/** A server process of its own, for tests that kill it: `node api-child.ts DATABASE_URL CLICKHOUSE_URL FOLDER [SEGMENTS_MB]`. Prints its port. */
const [databaseUrl = '', clickhouseUrl = '', dataFolder = '', segmentsMb] = process.argv.slice(2);
const api = await buildApi({
  postgres: createPostgres(databaseUrl, () => undefined),
  clickhouse: createClickHouse(clickhouseUrl),
  clock: Date.now,
  newId: () => uuidv7(Date.now(), randomBytes(10)),
  timeZone: 'Europe/Stockholm',
  log: pino({ level: process.env['SAMSPEL_LOG_LEVEL'] ?? 'silent' }, pino.destination(2)),
  dataFolder,
  segmentsMb: segmentsMb === undefined ? undefined : Number(segmentsMb),
});
const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address}\n`);
