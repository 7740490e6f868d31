import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  snappyUncompress,
} from 'hyparquet';
import type { Row } from '../row.ts';
import type { FileSource } from './file-source.ts';
import type { TableBatch } from '../table.reads.ts';

const BATCH_ROWS = 1_000;
// A group is unpacked whole. Writers make them of 64 to 128 MB; what is far above is there to fill the memory.
const MOST_GROUP_BYTES = 512_000_000;
const MOST_GROUP_ROWS = 2_000_000;
const MOST_PAGE_BYTES = 64_000_000;
const MOST_METADATA_BYTES = 32_000_000;

/** The rows of a Parquet file, one row group after the other. `onRows` is told how large a share of them has come. */
export async function* readParquet(
  { size, read }: FileSource,
  onShare: (share: number) => void,
): AsyncGenerator<TableBatch> {
  const file: AsyncBuffer = {
    byteLength: size,
    async slice(start, end = size) {
      if (end - start > MOST_GROUP_BYTES) throw new Error(`a part of it holds ${end - start} bytes`);
      const bytes = await read(start, end);
      return new Uint8Array(bytes).buffer;
    },
  };
  await demandFooter(file);
  const metadata = await parquetMetadataAsync(file);
  const total = Number(metadata.num_rows);
  let rowStart = 0;
  for (const rows of groupSizes(metadata)) {
    const objects = await parquetReadObjects({ file, metadata, rowStart, rowEnd: rowStart + rows, compressors });
    yield* batchesOf(objects, rowStart);
    rowStart += rows;
    onShare(rowStart / Math.max(1, total));
  }
}

/** The last bytes say how long the description of the file is; it is not read before it is known to be bounded. */
async function demandFooter(file: AsyncBuffer): Promise<void> {
  const tail = Buffer.from(await file.slice(Math.max(0, file.byteLength - 8)));
  if (file.byteLength < 12 || tail.toString('latin1', 4) !== 'PAR1') throw new Error('it is no Parquet file');
  const length = tail.readUInt32LE(0);
  if (length > MOST_METADATA_BYTES || length > file.byteLength)
    throw new Error(`its description says it is ${length} bytes long; allowed are ${MOST_METADATA_BYTES}`);
}

/** How many rows each group holds. Throws when one would not fit in memory. */
function groupSizes({ row_groups: groups }: FileMetaData): number[] {
  return groups.map((group, index) => {
    const rows = Number(group.num_rows);
    const columns = group.columns.map((each) => each.meta_data);
    const bytes = columns.reduce((sum, each) => sum + Number(each?.total_uncompressed_size ?? 0), 0);
    const values = Math.max(0, ...columns.map((each) => Number(each?.num_values ?? 0)));
    if (bytes > MOST_GROUP_BYTES || rows > MOST_GROUP_ROWS || values > MOST_GROUP_ROWS * 10)
      throw new Error(
        `row group ${index + 1} holds ${rows} rows and ${bytes} bytes; allowed are ${MOST_GROUP_ROWS} and ${MOST_GROUP_BYTES}. Write it in smaller groups`,
      );
    return rows;
  });
}

function* batchesOf(objects: readonly Record<string, unknown>[], before: number): Generator<TableBatch> {
  const header = Object.keys(objects[0] ?? {});
  for (let from = 0; from < objects.length; from += BATCH_ROWS) {
    const rows = objects
      .slice(from, from + BATCH_ROWS)
      .map((each, index) => ({ line: before + from + index + 1, row: plainRow(each) }));
    yield { header, delimiter: 'ndjson', rows };
  }
}

function plainRow(row: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));
}

/** A value as JSON could hold it. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? plainRow(value as Record<string, unknown>) : value;
}

function bounded(length: number): number {
  if (length > MOST_PAGE_BYTES)
    throw new Error(`a page of it unpacks to ${length} bytes; allowed are ${MOST_PAGE_BYTES}`);
  return Math.max(1, length);
}

/** Each unpacks to no more than the page says, and no page may say more than fits. */
const compressors: Compressors = {
  UNCOMPRESSED: (input) => input,
  SNAPPY: (input, length) => {
    const output = new Uint8Array(bounded(length));
    snappyUncompress(input, output);
    return output.subarray(0, length);
  },
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: bounded(length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: bounded(length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: bounded(length) }),
};
