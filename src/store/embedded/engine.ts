import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DomainError } from '../../kernel/errors.ts';
import type { EngineOrder, EngineReport } from './engine-process.ts';
import { endProcess, endWithUs, isSameProcess, startedAt } from './process-table.ts';
import { type EngineLog, type Running, supervise, type Supervised } from './supervise.ts';

export type EmbeddedEngine = Supervised & { readonly url: string };

export type EngineOptions = { readonly dataFolder: string; readonly memoryMb: number; readonly log: EngineLog };

const DATABASE = 'samspel';
const STARTS_WITHIN_MS = 60_000;
const LARGEST_LOG_BYTES = 5_000_000;

/** Native queries each hold one thread of Node's pool: the sessions', and enough beside them for files and names. */
const POOL_THREADS = '16';

/**
 * Runs ClickHouse (chdb) in a process of its own, on a free port of the loopback interface and with a password made
 * for this run, and keeps it running until `stop`. The address stays the same when it has to be started again.
 */
export async function runEngine(options: EngineOptions): Promise<EmbeddedEngine> {
  checkInstalled();
  const home = join(options.dataFolder, 'clickhouse');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  let port = 0;
  async function launch(): Promise<Running> {
    const order = { folder: join(home, 'data'), port, password, memoryMb: options.memoryMb };
    const started = await launchEngine(home, order);
    port = started.port;
    return started;
  }
  const supervised = await supervise('clickhouse', launch, options.log);
  return { ...supervised, url: `http://samspel:${password}@127.0.0.1:${port}/${DATABASE}` };
}

function checkInstalled(): void {
  try {
    createRequire(import.meta.url).resolve('chdb');
  } catch {
    throw new DomainError(
      'engine-unavailable',
      'The package chdb is not installed. Install without --omit=optional, or set CLICKHOUSE_URL to a ClickHouse of your own.',
    );
  }
}

async function launchEngine(home: string, order: EngineOrder): Promise<Running & { readonly port: number }> {
  await endLeftover(home);
  const logFile = join(home, 'engine.log');
  const isLarge = existsSync(logFile) && statSync(logFile).size > LARGEST_LOG_BYTES;
  const log = openSync(logFile, isLarge ? 'w' : 'a', 0o600);
  const child = fork(
    join(import.meta.dirname, `engine-process${import.meta.filename.endsWith('.ts') ? '.ts' : '.js'}`),
    {
      // A group of its own: Ctrl-C at a terminal reaches us alone, and we stop it in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', UV_THREADPOOL_SIZE: POOL_THREADS },
    },
  );
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`exit ${signal ?? code}`));
  });
  const report = new Promise<EngineReport>((resolve) => {
    child.once('message', (message) => resolve(message as EngineReport));
    setTimeout(resolve, STARTS_WITHIN_MS, { fault: `no answer within ${STARTS_WITHIN_MS / 1000} s` }).unref();
  });
  child.send(order, () => {});
  const outcome = await Promise.race([report, exited.then((why): EngineReport => ({ fault: why }))]);
  const { pid } = child;
  if (pid === undefined || 'fault' in outcome) {
    child.kill('SIGKILL');
    const why = 'fault' in outcome ? outcome.fault : 'no process';
    throw new DomainError('engine-unavailable', `The ClickHouse engine did not start (${why}); ${logFile} says more.`);
  }
  void exited.then(endWithUs(pid));
  writeFileSync(join(home, 'engine.pid'), `${pid} ${startedAt(pid) ?? ''}\n`, { mode: 0o600 });
  return {
    pid,
    exited,
    port: outcome.port,
    async stop() {
      child.kill('SIGTERM');
      await endProcess(pid, [
        { signal: 'SIGTERM', waitMs: 3_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ]);
      rmSync(join(home, 'engine.pid'), { force: true });
    },
  };
}

/** An engine whose parent was killed ends itself; one that was stuck in a query at that moment is ended here. */
async function endLeftover(home: string): Promise<void> {
  const file = join(home, 'engine.pid');
  if (!existsSync(file)) return;
  const [pid = '', began = ''] = readFileSync(file, 'utf8').trim().split(' ');
  if (began !== '' && isSameProcess(Number(pid), began)) {
    await endProcess(Number(pid), [{ signal: 'SIGKILL', waitMs: 10_000 }]);
  }
  rmSync(file, { force: true });
}
