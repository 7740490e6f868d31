import { createReadStream } from 'node:fs';
import { readTable, type TableBatch } from '../table.reads.ts';
import type { Delimiter } from '../table.ts';

/** A file of rows that is being read, and how many of its bytes have been. */
export type RowFile = {
  readonly batches: AsyncGenerator<TableBatch>;
  readonly bytesRead: () => number;
};

export type RowFileOptions = {
  /** What the file is called: its ending tells what kind it is. */
  readonly name: string;
  readonly delimiter?: Delimiter | undefined;
};

/** Opens a file of rows in whatever form it is. Faults come as `file-unreadable` when it is read. */
export function openRowFile(path: string, options: RowFileOptions): RowFile {
  const source = createReadStream(path);
  return { batches: readTable(source, options), bytesRead: () => source.bytesRead };
}
