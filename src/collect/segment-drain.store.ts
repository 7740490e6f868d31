import { createReadStream } from 'node:fs';
import { open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClickHouse } from '../store/clickhouse.ts';
import { insertLines, isFaultOfLines } from '../store/line-insert.ts';
import { refusedFile, sealedFile } from './segment.ts';

/** What became of a segment: how many bytes it held, and how many of its lines the history can never take. */
export type Drained = { readonly bytes: number; readonly refusedLines: number };

/**
 * Moves a sealed segment into the history; its name is the token, so handed over twice it counts once. A line that can
 * never go in is set aside in a file of its own, not lost, and keeps no other line of the segment out.
 */
export async function drainSegment(clickhouse: ClickHouse, folder: string, name: string): Promise<Drained> {
  const path = join(folder, sealedFile(name));
  const { size: bytes } = await stat(path);
  let refused: readonly string[] = [];
  if (bytes > 0) {
    try {
      await insertLines(clickhouse, 'events', createReadStream(path), name);
    } catch (error) {
      if (!isFaultOfLines(error)) throw error;
      const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      refused = await insertWhatHolds(clickhouse, lines, name);
      if (refused.length > 0) await setAside(join(folder, refusedFile(name)), refused);
    }
  }
  await unlink(path);
  return { bytes, refusedLines: refused.length };
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
