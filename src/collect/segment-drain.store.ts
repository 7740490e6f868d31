import { open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClickHouse } from '../store/clickhouse.ts';
import type { Deps } from '../store/deps.ts';
import { insertLines, isFaultOfLines } from '../store/line-insert.ts';
import { findClaimedBefore } from './message-claim.store.ts';
import { refusedFile, sealedFile } from './segment.ts';
import { linesIn } from './segment-lines.ts';

/** What became of a segment: how many bytes it held, and how many of its lines the history can never take. */
export type Drained = { readonly bytes: number; readonly refusedLines: number };

/**
 * Moves a sealed segment into the history; its name is the token, so handed over twice it counts once. A message that
 * another segment brought before is left out. A line that can never go in is set aside in a file of its own, not lost,
 * and keeps no other line of the segment out.
 */
export async function drainSegment(
  stores: Pick<Deps, 'clickhouse' | 'postgres'>,
  folder: string,
  name: string,
): Promise<Drained> {
  const path = join(folder, sealedFile(name));
  const segment = await readFile(path);
  const pieces = segment.length > 0 ? await newIn(stores, segment, name) : [];
  const refused = pieces.length > 0 ? await insertPieces(stores.clickhouse, pieces, name) : [];
  if (refused.length > 0) await setAside(join(folder, refusedFile(name)), refused);
  await unlink(path);
  return { bytes: segment.length, refusedLines: refused.length };
}

/** The lines of the segment whose messages no other segment brought before, each message once: as few pieces as hold them. */
async function newIn(
  stores: Pick<Deps, 'clickhouse' | 'postgres'>,
  segment: Buffer,
  name: string,
): Promise<readonly Buffer[]> {
  const lines = linesIn(segment);
  const messages = lines.map((line) => line.message);
  const taken = new Set(await findClaimedBefore(stores, name, messages));
  const pieces: Buffer[] = [];
  let from = 0;
  for (const line of lines) {
    if (!taken.has(line.message)) {
      taken.add(line.message);
      continue;
    }
    if (line.from > from) pieces.push(segment.subarray(from, line.from));
    from = line.to;
  }
  if (segment.length > from) pieces.push(segment.subarray(from));
  return pieces;
}

/** Returns the lines that can never go in. */
async function insertPieces(
  clickhouse: ClickHouse,
  pieces: readonly Buffer[],
  token: string,
): Promise<readonly string[]> {
  try {
    await insertLines(clickhouse, 'events', Readable.from(pieces, { objectMode: false }), token);
    return [];
  } catch (error) {
    if (!isFaultOfLines(error)) throw error;
    const lines = pieces.flatMap((piece) => piece.toString().split('\n')).filter((line) => line !== '');
    return await insertWhatHolds(clickhouse, lines, token);
  }
}

/** Inserts by halves until only the lines at fault are left. The same halves have the same tokens, also after a crash. */
async function insertWhatHolds(
  clickhouse: ClickHouse,
  lines: readonly string[],
  token: string,
): Promise<readonly string[]> {
  const middle = Math.ceil(lines.length / 2);
  const refused: string[] = [];
  for (const [half, part] of [lines.slice(0, middle), lines.slice(middle)].entries()) {
    if (part.length === 0) continue;
    const name = `${token}.${half}`;
    try {
      await insertLines(clickhouse, 'events', Readable.from([`${part.join('\n')}\n`], { objectMode: false }), name);
    } catch (error) {
      if (!isFaultOfLines(error)) throw error;
      refused.push(...(part.length === 1 ? part : await insertWhatHolds(clickhouse, part, name)));
    }
  }
  return refused;
}

/** Written anew each time, so that a hand-over that was cut short and came again sets nothing aside twice. */
async function setAside(path: string, lines: readonly string[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(`${lines.join('\n')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
