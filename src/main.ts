import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { demandKeysInUse } from './identify/secret.service.ts';
import { takeUpImports } from './collect/imports/import-start.service.ts';
import type { Config } from './config.ts';
import { asPortFault, demandFreePort } from './http/port.ts';
import { DomainError } from './kernel/errors.ts';
import type { Deps } from './store/deps.ts';
import { type Engines, runEngines } from './store/embedded/engines.ts';
import { lockFolder } from './store/embedded/folder.ts';
import { openStores } from './store/embedded/running.ts';
import { identifierSettingsOf } from './store/identifier-settings.ts';
import { migrate } from './store/migrate.ts';
import { startWorker } from './store/queue.ts';
import { type ApiDeps, buildApi, openParts, type Parts, timetable } from './api.ts';

export type Role = 'all' | 'api' | 'worker';

/** What is being done while people wait. The command line has a line for each. */
export type Stage = 'databases' | 'schema' | 'doors';

export type StartOptions = {
  readonly role: Role;
  readonly log: Logger;
  readonly onStage: (stage: Stage) => void;
  /** Gives up at the next stage. */
  readonly signal: AbortSignal;
  /** Run before anybody is let in: what a deployment is given when it starts for the first time. */
  readonly prepare: (deps: Deps) => Promise<void>;
};

export type Started = {
  readonly deps: Deps;
  /** Where it answers; a worker answers nowhere. */
  readonly url: string | undefined;
  readonly stop: () => Promise<void>;
};

/** How long a stopping server waits for answers under way, and a stopping worker for its jobs. */
const FINISH_WITHIN_MS = 10_000;

type Undo = (() => Promise<void> | void)[];

/** Starts what the role asks for. What was started before a fault is stopped again. */
export async function start(config: Config, options: StartOptions): Promise<Started> {
  const undo: Undo = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= unwind(undo, options.log));
  try {
    return { ...(await startParts(config, options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(config: Config, options: StartOptions, undo: Undo): Promise<Omit<Started, 'stop'>> {
  const { role, log } = options;
  function onStage(stage: Stage): void {
    options.signal.throwIfAborted();
    options.onStage(stage);
  }
  // The folder first: who starts the same deployment twice is told who owns it, not only that a port is taken.
  const lock = role === 'all' ? lockFolder(config.dataFolder, Date.now()) : undefined;
  if (lock !== undefined) undo.push(lock.release);
  if (role !== 'worker') await demandFreePort(config);
  const identifierSettings = identifierSettingsOf(config, role === 'all');
  onStage('databases');
  const engines = await enginesOf(config, role, log);
  undo.push(engines.stop);
  const { timeZone } = config;
  const stores = openStores({ ...engines, timeZone }, undefined, (error) =>
    log.warn({ event: 'connection_lost', err: error }),
  );
  undo.push(stores.close);
  const deps = { ...stores.deps, identifierSettings };
  onStage('schema');
  await migrate(deps.postgres, engines.clickhouseUrl);
  await demandKeysInUse(deps);
  await options.prepare(deps);
  const { dataFolder, publicUrl, deadLetterDays, segmentsMb } = config;
  const apiDeps = { ...deps, log, dataFolder, publicUrl, deadLetterDays, segmentsMb };
  const parts = await openParts(apiDeps);
  undo.push(parts.close);
  if (role !== 'api') {
    await takeUpImports(deps);
    const worker = await startWorker(deps.postgres, parts.jobs, log, timetable);
    undo.push(() => within(FINISH_WITHIN_MS, worker.stop()));
  }
  if (role === 'worker') return { deps, url: undefined };
  onStage('doors');
  const url = await serve(apiDeps, parts, config, undo);
  lock?.announce({ url, databaseUrl: engines.databaseUrl, clickhouseUrl: engines.clickhouseUrl });
  return { deps, url };
}

/** One machine runs what its configuration does not name; a process among many owns no engine. */
async function enginesOf(config: Config, role: Role, log: Logger): Promise<Engines> {
  const { databaseUrl, clickhouseUrl } = config;
  if (role !== 'all' && (databaseUrl === undefined || clickhouseUrl === undefined)) {
    const missing = databaseUrl === undefined ? 'DATABASE_URL' : 'CLICKHOUSE_URL';
    throw new DomainError(
      'config-invalid',
      `A process with the role ${role} runs no databases: set ${missing}, or start with --role all.`,
    );
  }
  return await runEngines({ ...config, memoryMb: config.engineMemoryMb, log });
}

async function serve(deps: ApiDeps, parts: Parts, config: Config, undo: Undo): Promise<string> {
  const api = await buildApi(deps, parts);
  undo.push(() => within(FINISH_WITHIN_MS, api.close()));
  try {
    await api.app.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw asPortFault(error, config);
  }
  const { port } = api.app.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return config.publicUrl ?? `http://${host}:${port}`;
}

/** Stops the parts in the opposite order. One that cannot be stopped does not keep the others running. */
async function unwind(undo: Undo, log: Logger): Promise<void> {
  for (const step of undo.splice(0).toReversed()) {
    try {
      await step();
    } catch (error) {
      log.error({ event: 'stop_failed', err: error });
    }
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
