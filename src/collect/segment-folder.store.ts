import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FolderOwner,
  isRefused,
  nameOfOpen,
  nameOfSealed,
  sealedFile,
  startTimeIn,
  wholeLineBytes,
} from './segment.ts';

const ownerFile = 'owner.json';

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Runs the work; `undefined` when the file or folder is not there, as when another process was faster. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  const written = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return written === undefined ? undefined : startTimeIn(written);
}

function answersToSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function isAlive(owner: FolderOwner): Promise<boolean> {
  const startedAt = await startTimeOf(owner.pid);
  // Where there is no /proc, a process with the number is taken to be the owner: waiting is safe, taking is not.
  return startedAt === undefined
    ? owner.startedAt === '' && answersToSignals(owner.pid)
    : startedAt === owner.startedAt;
}

/** Makes what a folder lists durable: a file that was made or renamed is still there after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes this process's own folder, which shows its owner from the first moment it can be seen. */
export async function makeFolder(root: string, processId: string): Promise<string> {
  const hidden = join(root, `.new-${processId}`);
  const folder = join(root, processId);
  await mkdir(hidden, { recursive: true });
  const owner: FolderOwner = { pid: process.pid, startedAt: (await startTimeOf(process.pid)) ?? '' };
  await writeFile(join(hidden, ownerFile), JSON.stringify(owner), { flush: true });
  await rename(hidden, folder);
  await syncFolder(root);
  return folder;
}

/** Gives an emptied folder up. One that still holds segments is left, without an owner, to whoever comes next. */
export async function leaveFolder(folder: string): Promise<void> {
  await rm(join(folder, ownerFile), { force: true });
  await unlessGone(rmdir(folder));
}

async function isOrphan(folder: string): Promise<boolean> {
  const written = await unlessGone(readFile(join(folder, ownerFile), 'utf8'));
  if (written === undefined || written === '') return true;
  return !(await isAlive(JSON.parse(written) as FolderOwner));
}

/** Cuts the torn tail of a segment whose writer died, and seals it. */
async function sealAfterCrash(folder: string, name: string, file: string): Promise<void> {
  const handle = await open(join(folder, file), 'r+');
  try {
    const { size } = await handle.stat();
    const chunk = Buffer.alloc(65_536);
    let end = size;
    let whole = 0;
    while (end > 0 && whole === 0) {
      const from = Math.max(0, end - chunk.length);
      const { bytesRead } = await handle.read(chunk, 0, end - from, from);
      const lines = wholeLineBytes(chunk.subarray(0, bytesRead));
      if (lines > 0) whole = from + lines;
      end = from;
    }
    await handle.truncate(whole);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(join(folder, file), join(folder, sealedFile(name)));
}

/** The sealed segments of a folder of ours, oldest first. */
export async function sealedSegments(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .map(nameOfSealed)
    .filter((name) => name !== undefined)
    .toSorted();
}

/** How many bytes these sealed segments of a folder hold. */
export async function bytesOf(folder: string, names: readonly string[]): Promise<number> {
  const found = await Promise.all(names.map((name) => unlessGone(stat(join(folder, sealedFile(name))))));
  return found.reduce((sum, each) => sum + (each?.size ?? 0), 0);
}

/**
 * Takes over what dead processes left: each orphaned folder is claimed by one rename, so that only one of several
 * processes gets it, and its segments are moved to ours, whole lines only. Returns the segments that came.
 */
export async function adoptOrphans(root: string, folder: string): Promise<readonly string[]> {
  const adopted: string[] = [];
  const names = (await readdir(root)).filter((name) => !name.startsWith('.') && join(root, name) !== folder);
  for (const name of names) {
    const left = join(root, name);
    if (!(await isOrphan(left))) continue;
    const claimed = join(folder, `adopted-${name}`);
    if ((await unlessGone(rename(left, claimed).then(() => true))) === undefined) continue;
    adopted.push(...(await takeIn(claimed, folder)));
  }
  return adopted;
}

/** Moves the segments of a claimed folder into ours. A claim that was itself cut short is found inside and taken too. */
async function takeIn(claimed: string, folder: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const file of await readdir(claimed)) {
    const wasOpen = nameOfOpen(file);
    if (file.startsWith('adopted-')) taken.push(...(await takeIn(join(claimed, file), folder)));
    if (wasOpen !== undefined) await sealAfterCrash(claimed, wasOpen, file);
    if (isRefused(file)) await rename(join(claimed, file), join(folder, file));
    const name = wasOpen ?? nameOfSealed(file);
    if (name === undefined) continue;
    await rename(join(claimed, sealedFile(name)), join(folder, sealedFile(name)));
    taken.push(name);
  }
  await syncFolder(folder);
  await rm(join(claimed, ownerFile), { force: true });
  await unlessGone(rmdir(claimed));
  return taken;
}
