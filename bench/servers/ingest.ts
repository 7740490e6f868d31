import { pino } from 'pino';
import { BatchBodySchema, SingleBodySchema } from '../../src/collect/event.contract.ts';
import { judgeCall } from '../../src/collect/event-check.ts';
import { type App, buildServer } from '../../src/http/server.ts';
import { usableIdentifiers } from '../../src/identify/identifier.ts';
import { ingestRoutes } from '../../src/collect/ingest.routes.ts';
import { openIntake } from '../../src/collect/intake.service.ts';
import { erasedAmong, newErasedMemory } from '../../src/identify/erased.service.ts';
import { findActor } from '../../src/organisation/actor.reads.ts';
import { buildApi } from '../../src/api.ts';
import { createClickHouse } from '../../src/store/clickhouse.ts';
import { newId } from '../../src/store/new-id.ts';
import { createPostgres } from '../../src/store/postgres.ts';

/**
 * The server under measure in a process of its own, and beside it, in the same process, the ceiling: the same HTTP
 * server, the same parsing and the same checks, but nobody's key is looked up, nothing is resolved and nothing is kept;
 * and once more with everything that an event goes through but that its customer is found and that it is kept. Prints
 * the addresses.
 */
const [databaseUrl = '', clickhouseUrl = '', dataFolder = ''] = process.argv.slice(2);
const log = pino({ level: 'warn' }, pino.destination(2));

const postgres = createPostgres(databaseUrl, () => undefined);
const clickhouse = createClickHouse(clickhouseUrl);
const api = await buildApi({
  postgres,
  clickhouse,
  clock: Date.now,
  newId,
  timeZone: 'Europe/Stockholm',
  log,
  dataFolder,
});

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

async function onlyJudging(): Promise<App> {
  return await buildServer({
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
}

async function acceptingOnly(): Promise<App> {
  const deps = { postgres, clickhouse, clock: Date.now, newId, timeZone: 'Europe/Stockholm' };
  const kept = { append: () => Promise.resolve(), demandRoom: () => undefined, flush: () => Promise.resolve() };
  const erased = newErasedMemory();
  const intake = openIntake(deps, kept, {
    usable: usableIdentifiers,
    resolve: (_deps, _sql, batch) => Promise.resolve(batch.map(() => ({ customerId: '', subject: '' }))),
    erasedAmong: (...asked) => erasedAmong(...asked, erased),
  });
  const find = findActor(deps);
  return await buildServer({
    logger: log,
    findActor: find,
    routes: (app) => ingestRoutes(app, intake, { findActor: find }),
  });
}

const ceiling = await onlyJudging();
const accepted = await acceptingOnly();

const place = { host: '127.0.0.1', port: 0 };
const addresses = {
  durable: await api.app.listen(place),
  ceiling: await ceiling.listen(place),
  accepted: await accepted.listen(place),
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);
process.once('SIGTERM', () => {
  void Promise.all([api.close(), ceiling.close(), accepted.close()])
    .then(() => Promise.all([postgres.end(), clickhouse.close()]))
    .then(() => process.exit(0));
});
