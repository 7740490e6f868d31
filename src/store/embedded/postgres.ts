import { spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DomainError } from '../../kernel/errors.ts';
import { type PostgresHome, preparePostgresHome } from './postgres-home.ts';
import { becomesTrue, commandLineOf, endProcess, endWithUs } from './process-table.ts';
import { type EngineLog, type Running, supervise, type Supervised } from './supervise.ts';

export type EmbeddedPostgres = Supervised & { readonly url: string };

export type PostgresOptions = {
  readonly dataFolder: string;
  readonly log: EngineLog;
  /** Settings for the server, as `max_connections`. */
  readonly settings?: Readonly<Record<string, string>>;
};

const DATABASE = 'samspel';
const SUPERUSER = 'samspel';
const ANSWERS_WITHIN_MS = 60_000;
const MEMORY_FREE_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 100;
const LARGEST_LOG_BYTES = 5_000_000;

/** Nothing of our environment, secrets least of all, reaches the server. */
const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A clean stop: open transactions are rolled back (fast), then processes are told to quit, then the kernel ends them. */
const stopSteps = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;

/** Runs PostgreSQL in the data folder, reachable by a Unix socket only, and keeps it running until `stop`. */
export async function runPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = preparePostgresHome(options.dataFolder);
  initialise(home);
  const supervised = await supervise('postgres', () => launchPatiently(home, options.settings ?? {}), options.log);
  return { ...supervised, url: urlOf(home, DATABASE) };
}

function urlOf(home: PostgresHome, database: string): string {
  return `postgres://${SUPERUSER}@${encodeURIComponent(home.socketFolder)}/${database}`;
}

function initialise(home: PostgresHome): void {
  if (existsSync(join(home.data, 'PG_VERSION'))) return;
  // Made under another name first: what an initdb that was cut short leaves behind is never taken for a database.
  const unfinished = `${home.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const args = ['-D', unfinished, '-U', SUPERUSER, '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  const { status, stderr } = spawnSync(join(home.programs, 'bin/initdb'), [...args, ...locale], {
    ...home.user,
    cwd: '/',
    encoding: 'utf8',
    env: serverEnvironment,
  });
  if (status !== 0) {
    throw new DomainError('engine-unavailable', `PostgreSQL could not make ${home.data}: ${stderr.trim()}`);
  }
  renameSync(unfinished, home.data);
}

/** The workers of a server that was killed hold its shared memory until they notice, which takes them a moment. */
async function launchPatiently(home: PostgresHome, settings: Readonly<Record<string, string>>): Promise<Running> {
  const end = performance.now() + MEMORY_FREE_WITHIN_MS;
  for (;;) {
    try {
      return await launch(home, settings);
    } catch (error) {
      if (performance.now() > end || !lastLines(home).includes('shared memory block')) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

async function launch(home: PostgresHome, settings: Readonly<Record<string, string>>): Promise<Running> {
  await clearLeftovers(home);
  const every = { listen_addresses: '', unix_socket_directories: home.socketFolder, log_timezone: 'UTC', ...settings };
  const args = Object.entries(every).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const log = openLog(home);
  const child = spawn(join(home.programs, 'bin/postgres'), ['-D', home.data, ...args], {
    ...home.user,
    cwd: '/',
    env: serverEnvironment,
    // A group of its own: Ctrl-C at a terminal reaches us alone, and we stop it in order.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve((ended = error.message)));
    child.once('exit', (code, signal) => resolve((ended = `exit ${signal ?? code}`)));
  });
  const { pid } = child;
  if (pid === undefined) throw new DomainError('engine-unavailable', `PostgreSQL did not start: ${await exited}.`);
  void exited.then(endWithUs(pid));
  const stop = (): Promise<void> => endProcess(pid, stopSteps);
  const answers = await becomesTrue(async () => ended !== undefined || (await hasDatabase(home)), ANSWERS_WITHIN_MS);
  if (ended !== undefined || !answers) {
    await stop();
    const why = ended ?? `no answer within ${ANSWERS_WITHIN_MS / 1000} s`;
    throw new DomainError('engine-unavailable', `PostgreSQL did not start (${why}): ${lastLines(home)}`);
  }
  return { pid, exited, stop };
}

/** True when the server answers and our database is there. */
async function hasDatabase(home: PostgresHome): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(home, 'postgres') });
  // The server may end the connection at any moment while it starts; the next look tells.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A server whose parent was killed runs on without one, and a killed server leaves its pid file. The first is
 * stopped in order; the second is removed when its process is gone, a zombie or another program.
 */
async function clearLeftovers(home: PostgresHome): Promise<void> {
  // The socket has a pid file of its own. Its folder is this data folder's alone, so both tell of the same server.
  const files = [join(home.data, 'postmaster.pid'), join(home.socketFolder, '.s.PGSQL.5432.lock')];
  for (const file of files) {
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0;
    const commandLine = pid > 1 ? commandLineOf(pid) : undefined;
    if (commandLine?.includes(home.data) && commandLine[0]?.endsWith('postgres')) await endProcess(pid, stopSteps);
    rmSync(file, { force: true });
  }
}

function openLog(home: PostgresHome): number {
  const isLarge = existsSync(home.log) && statSync(home.log).size > LARGEST_LOG_BYTES;
  const log = openSync(home.log, isLarge ? 'w' : 'a', 0o600);
  if (home.user !== undefined) chownSync(home.log, home.user.uid, home.user.gid);
  return log;
}

function lastLines(home: PostgresHome): string {
  return existsSync(home.log) ? readFileSync(home.log, 'utf8').trimEnd().split('\n').slice(-3).join(' | ') : 'no log';
}
