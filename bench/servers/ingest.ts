import { pino } from 'pino';
import { BatchBodySchema, SingleBodySchema } from '../../src/collect/event.contract.ts';
import { judgeCall } from '../../src/collect/event-check.ts';
import type { FindActor } from '../../src/http/auth.ts';
import { type App, buildServer } from '../../src/http/server.ts';
import { usableIdentifiers } from '../../src/identify/identifier.ts';
import { findActor } from '../../src/organisation/actor.reads.ts';
import { buildApi } from '../../src/api.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import { newId } from '../../src/store/new-id.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/**
 * The server under measure in a process of its own, and beside it, in the same process, the ceiling: the same HTTP
 * server, the same parsing and the same checks, but nobody's key is looked up, nothing is resolved and nothing is kept;
 * and once more where the key is looked up. Prints the addresses.
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

async function onlyJudging(find: FindActor, access: 'public' | 'write'): Promise<App> {
  return await buildServer({
    logger: log,
    findActor: find,
    routes(app) {
      const config = { access };
      app.post('/v1/batch', { config, schema: { body: BatchBodySchema } }, async (request) =>
        judgeAll(request.body.batch),
      );
      app.post('/v1/track', { config, schema: { body: SingleBodySchema } }, async (request) =>
        judgeAll([{ ...request.body, type: 'track' }]),
      );
    },
  });
}

const ceiling = await onlyJudging(() => Promise.resolve(undefined), 'public');
const keyed = await onlyJudging(findActor({ postgres, clock: Date.now }), 'write');

const place = { host: '127.0.0.1', port: 0 };
const addresses = {
  durable: await api.app.listen(place),
  ceiling: await ceiling.listen(place),
  keyed: await keyed.listen(place),
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);
process.once('SIGTERM', () => {
  void Promise.all([api.close(), ceiling.close(), keyed.close()])
    .then(() => Promise.all([postgres.end(), clickhouse.close()]))
    .then(() => process.exit(0));
});
