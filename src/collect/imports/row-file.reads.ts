import { Readable } from 'node:stream';
import { readTable, type TableBatch, type TableOptions, unreadable } from '../table.reads.ts';
import { formatOf } from './file-format.ts';
import type { FileSource } from './file-source.ts';
import { readOcel } from './ocel.reads.ts';
import { readParquet } from './parquet.reads.ts';
import { readXes } from './xes.reads.ts';

/** A file of rows that is being read, and how many of its bytes have been. */
export type RowFile = {
  readonly batches: AsyncGenerator<TableBatch>;
  readonly bytesRead: () => number;
};

const HEAD_BYTES = 4_096;
// Small beside a file, so that what is read ahead does not show as progress.
const PIECE_BYTES = 16_384;

/** Opens a file of rows in whatever form it is. Throws `file-unreadable`, here or while it is read. */
export async function openRowFile(source: FileSource, options: TableOptions): Promise<RowFile> {
  const { name } = options;
  try {
    const format = formatOf(name, await source.read(0, Math.min(HEAD_BYTES, source.size)));
    let bytesRead = 0;
    if (format === 'parquet') {
      const batches = readParquet(source, (share) => {
        bytesRead = Math.floor(share * source.size);
      });
      return { batches: withFaults(batches, name), bytesRead: () => bytesRead };
    }
    const counted = Readable.from(
      countBytes(source.stream(), (bytes) => {
        bytesRead += bytes;
      }),
      { objectMode: false },
    );
    const read = { table: readTable, xes: readXes, ocel: readOcel }[format];
    return { batches: withFaults(read(counted, options), name), bytesRead: () => bytesRead };
  } catch (error) {
    throw unreadable(error, name);
  }
}

async function* countBytes(stream: Readable, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      const piece = chunk.subarray(from, from + PIECE_BYTES);
      onBytes(piece.length);
      yield piece;
    }
  }
}

async function* withFaults(batches: AsyncGenerator<TableBatch>, name: string): AsyncGenerator<TableBatch> {
  try {
    yield* batches;
  } catch (error) {
    throw unreadable(error, name);
  }
}
