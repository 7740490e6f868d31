import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userForPostgres } from '../../src/store/embedded/postgres-user.ts';
import { becomesTrue, endProcess } from '../../src/store/embedded/process-table.ts';
import { createPostgres } from '../../src/store/postgres.ts';

const SERVERS = '/usr/lib/postgresql';

/** Debian's PostgreSQL: found, or installed by apt where we are root. Undefined where there is none to be had. */
export function findDebianPostgres(): string | undefined {
  const found = newest();
  if (found !== undefined || process.getuid?.() !== 0) return found;
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql']])
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 240_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  return newest();
}

function newest(): string | undefined {
  if (!existsSync(SERVERS)) return undefined;
  const versions = readdirSync(SERVERS).filter((version) => existsSync(join(SERVERS, version, 'bin/postgres')));
  const version = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return version === undefined ? undefined : join(SERVERS, version, 'bin');
}

export type OtherPostgres = { readonly url: string; readonly stop: () => Promise<void> };

/** A server as somebody else runs one: on TCP, with a password, with Debian's defaults. */
export async function runDebianPostgres(programs: string): Promise<OtherPostgres> {
  const user = userForPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'samspel-debian-'));
  chmodSync(folder, 0o755);
  const password = join(folder, 'password');
  writeFileSync(password, 'sesam');
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
    chownSync(password, user.uid, user.gid);
  }
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'shop', '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8'];
  const made = spawnSync(join(programs, 'initdb'), [...options, '--locale=C.UTF-8'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const port = await freePort();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `port=${port}`,
    '-c',
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...user, cwd: '/', stdio: 'ignore' });
  const url = `postgres://shop:sesam@127.0.0.1:${port}/shop`;
  await becomesTrue(() => createDatabase(url), 30_000);
  return {
    url,
    async stop() {
      await endProcess(server.pid ?? 0, [
        { signal: 'SIGINT', waitMs: 10_000 },
        { signal: 'SIGKILL', waitMs: 1000 },
      ]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(url: string): Promise<boolean> {
  const pool = createPostgres(url.replace(/shop$/, 'postgres'), () => {}, 1);
  try {
    await pool.query('create database shop');
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
