import { Readable } from 'node:stream';
import type { Sql } from '../../store/postgres.ts';
import type { FileSource } from './file-source.ts';

/** How many bytes of an upload one row holds. Every chunk but the last is as long. */
export const CHUNK_BYTES = 1_000_000;

/** An upload that is kept in the database, so that any process may work on it. */
export function storedSource(sql: Sql, importId: string, size: number): FileSource {
  return {
    size,
    async read(start, end) {
      const from = Math.floor(start / CHUNK_BYTES);
      const { rows } = await sql.query<{ bytes: Buffer }>(
        'select bytes from import_chunks where import_id = $1 and nth between $2 and $3 order by nth',
        [importId, from, Math.floor(Math.max(start, end - 1) / CHUNK_BYTES)],
      );
      const offset = start - from * CHUNK_BYTES;
      return Buffer.concat(rows.map((each) => each.bytes)).subarray(offset, offset + end - start);
    },
    stream: () => Readable.from(chunksOf(sql, importId), { objectMode: false }),
  };
}

async function* chunksOf(sql: Sql, importId: string): AsyncGenerator<Buffer> {
  for (let nth = 0; ; nth += 1) {
    const { rows } = await sql.query<{ bytes: Buffer }>(
      'select bytes from import_chunks where import_id = $1 and nth = $2',
      [importId, nth],
    );
    const [chunk] = rows;
    if (chunk === undefined) return;
    yield chunk.bytes;
  }
}
