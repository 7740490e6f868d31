import { pino } from 'pino';
import { BatchBodySchema, SingleBodySchema } from '../../src/collect/event.contract.ts';
import { judgeCall } from '../../src/collect/event-check.ts';
import { buildServer } from '../../src/http/server.ts';
import { usableIdentifiers } from '../../src/identify/identifier.ts';
import { buildApi } from '../../src/api.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import { newId } from '../../src/store/new-id.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/**
 * The server under measure in a process of its own, and beside it, in the same process, the ceiling: the same HTTP
 * server, the same parsing and the same checks, but nothing is resolved and nothing is kept. Prints both addresses.
 */
const [databaseUrl = '', clickhouseUrl = '', dataFolder = ''] = process.argv.slice(2);
const log = pino({ level: 'warn' }, pino.destination(2));

const postgres = createPostgres(databaseUrl, () => undefined);
const clickhouse = createClickHouse(clickhouseUrl);
const api = await buildApi({ postgres, clickhouse, clock: Date.now, newId, log, dataFolder });

function judgeAll(calls: readonly unknown[]): { readonly success: boolean } {
  const receivedAt = Date.now();
  const circumstances = {
    receivedAt,
    sentAt: undefined,
    source: 'bench',
    keyChannel: null,
    newId,
    takesAnyIdentifier: false,
    usable: usableIdentifiers,
  };
  return { success: calls.every((call) => judgeCall(call, circumstances).isGood) };
}

const ceiling = await buildServer({
  logger: log,
  findActor: () => Promise.resolve(undefined),
  routes(app) {
    const config = { access: 'public' } as const;
    app.post('/v1/batch', { config, schema: { body: BatchBodySchema } }, async (request) =>
      judgeAll(request.body.batch),
    );
    app.post('/v1/track', { config, schema: { body: SingleBodySchema } }, async (request) =>
      judgeAll([{ ...request.body, type: 'track' }]),
    );
  },
});

const place = { host: '127.0.0.1', port: 0 };
const addresses = { durable: await api.app.listen(place), ceiling: await ceiling.listen(place) };
process.stdout.write(`${JSON.stringify(addresses)}\n`);
process.once('SIGTERM', () => {
  void Promise.all([api.close(), ceiling.close()])
    .then(() => Promise.all([postgres.end(), clickhouse.close()]))
    .then(() => process.exit(0));
});
