import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { readTable, type TableBatch, type TableOptions, unreadable } from '../table.reads.ts';
import { formatOf } from './file-format.ts';
import { readOcel } from './ocel.reads.ts';
import { readParquet } from './parquet.reads.ts';
import { readXes } from './xes.reads.ts';

/** A file of rows that is being read, and how many of its bytes have been. */
export type RowFile = {
  readonly batches: AsyncGenerator<TableBatch>;
  readonly bytesRead: () => number;
};

const HEAD_BYTES = 4_096;

/** Opens a file of rows in whatever form it is. Faults come as `file-unreadable` when it is read. */
export async function openRowFile(path: string, options: TableOptions): Promise<RowFile> {
  try {
    const format = formatOf(options.name, await headOf(path));
    if (format === 'parquet') return await openParquet(path, options.name);
    const source = createReadStream(path);
    const read = { table: readTable, xes: readXes, ocel: readOcel }[format];
    return { batches: withFaults(read(source, options), options.name), bytesRead: () => source.bytesRead };
  } catch (error) {
    throw unreadable(error, options.name);
  }
}

async function openParquet(path: string, name: string): Promise<RowFile> {
  const { size } = await stat(path);
  let share = 0;
  const batches = readParquet(path, (come) => {
    share = come;
  });
  return { batches: withFaults(batches, name), bytesRead: () => Math.floor(share * size) };
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* withFaults(batches: AsyncGenerator<TableBatch>, name: string): AsyncGenerator<TableBatch> {
  try {
    yield* batches;
  } catch (error) {
    throw unreadable(error, name);
  }
}
