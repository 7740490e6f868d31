import { createReadStream } from 'node:fs';
import { rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClickHouse } from '../store/clickhouse.ts';
import { insertLines, isFaultOfLines } from '../store/line-insert.ts';
import { refusedFile, sealedFile } from './segment.ts';

/**
 * Moves a sealed segment into the history; its name is the token, so handed over twice it counts once. `refused` when
 * its lines can never go in: the file is then set aside, not lost.
 */
export async function drainSegment(
  clickhouse: ClickHouse,
  folder: string,
  name: string,
): Promise<'inserted' | 'refused'> {
  const path = join(folder, sealedFile(name));
  const { size } = await stat(path);
  if (size > 0) {
    try {
      await insertLines(clickhouse, 'events', createReadStream(path), name);
    } catch (error) {
      if (!isFaultOfLines(error)) throw error;
      await rename(path, join(folder, refusedFile(name)));
      return 'refused';
    }
  }
  await unlink(path);
  return 'inserted';
}
