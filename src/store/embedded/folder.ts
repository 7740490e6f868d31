import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../kernel/errors.ts';
import { isSameProcess, startedAt } from './process-table.ts';

/** Who owns a data folder, and once it answers, where it and its databases are. Lies in the folder as `running.json`. */
export type Owner = {
  readonly pid: number;
  /** When the process began, by the kernel: a pid alone may come again. */
  readonly began: string | null;
  readonly since: string;
  readonly url?: string;
  readonly databaseUrl?: string;
  readonly clickhouseUrl?: string;
};

export type FolderLock = {
  /** Writes down where the owner answers. */
  readonly announce: (addresses: Required<Pick<Owner, 'url' | 'databaseUrl' | 'clickhouseUrl'>>) => void;
  readonly release: () => void;
};

const FILE = 'running.json';

/** Makes the folder this process's own, or throws `folder-in-use` naming the process that it belongs to. */
export function lockFolder(folder: string, now: number): FolderLock {
  // Root's PostgreSQL runs as another user and must be able to pass through; what is secret in here says so itself.
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const owner: Owner = { pid: process.pid, began: startedAt(process.pid) ?? null, since: new Date(now).toISOString() };
  const file = join(folder, FILE);
  while (!takeFile(file, owner)) {
    const found = readOwner(folder);
    if (found !== undefined && isAlive(found)) throw inUse(folder, found);
    removeStale(file, found);
  }
  return {
    announce: (addresses) => {
      const next = `${file}.${randomUUID()}`;
      writeFileSync(next, JSON.stringify({ ...owner, ...addresses }), { mode: 0o600 });
      renameSync(next, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The living owner of the folder, if it has one. */
export function findOwner(folder: string): Owner | undefined {
  const owner = readOwner(folder);
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

function isAlive(owner: Owner): boolean {
  return owner.pid !== process.pid && isSameProcess(owner.pid, owner.began ?? undefined);
}

/** A link is made whole or not at all, so nobody reads a lock that is half written. */
function takeFile(file: string, owner: Owner): boolean {
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(own);
  }
}

/** Two starts may find the same dead owner: the file is moved away and looked at again before it is thrown away. */
function removeStale(file: string, seen: Owner | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = parse(aside);
  if (moved !== undefined && (moved.pid !== seen?.pid || moved.began !== seen.began)) {
    try {
      linkSync(aside, file);
    } catch {
      // Another start has taken the place meanwhile; it is the owner.
    }
  }
  rmSync(aside);
}

function readOwner(folder: string): Owner | undefined {
  try {
    return parse(join(folder, FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new DomainError(
      'folder-in-use',
      `${folder} belongs to another user. Give SAMSPEL_DATA a folder of your own.`,
    );
  }
}

/** What a killed process left half written counts as nobody's. */
function parse(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function inUse(folder: string, owner: Owner): DomainError {
  const where = owner.url === undefined ? 'which is still starting' : `which answers at ${owner.url}`;
  return new DomainError(
    'folder-in-use',
    `${folder} belongs to process ${owner.pid}, running since ${owner.since}, ${where}. Stop it first, or give SAMSPEL_DATA another folder.`,
  );
}
