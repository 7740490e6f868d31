import type { Readable } from 'node:stream';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import { readerOf, type RowReader } from './mapped-row.ts';
import { priceColumnsOf, requireColumns } from './mapping.ts';
import type { Mapping } from './mapping.contract.ts';
import { cellOf, type DecimalMark, findDecimalMark, missingPlainColumns, readPlainRow } from './row.ts';
import type { SightingReading } from './sighting.ts';
import { readTable, readTableFile, type TableBatch, type TableRow } from './table.reads.ts';

/** What one row of a file came to: a sighting, or why it is none. `body` gives the row as it stood. */
export type FileReading = { readonly line: number; readonly reading: SightingReading; readonly body: () => string };

export type SightingFileOptions = {
  /** How the file is called in witnesses and reports. */
  readonly name: string;
  readonly mapping?: Mapping | undefined;
  /** When rows that do not say it themselves were seen. */
  readonly seenAt?: Instant | undefined;
  readonly mostBytes?: number;
};

/**
 * Reads the sightings of a file (a path, or a stream) in batches: by the mapping, or without one by the columns of a
 * plain table. Bad rows come out as readings with their reason. Throws `file-unreadable` and `mapping-invalid`.
 */
export async function* readSightingFile(
  source: string | Readable,
  options: SightingFileOptions,
): AsyncGenerator<FileReading[]> {
  const { name, mapping, mostBytes } = options;
  const table = { name, delimiter: mapping?.delimiter, ...(mostBytes === undefined ? {} : { mostBytes }) };
  const batches = typeof source === 'string' ? readTableFile(source, table) : readTable(source, table);
  let read: RowReader | undefined;
  for await (const batch of batches) {
    read ??= startReading(batch, options);
    const reader = read;
    yield batch.rows.flatMap((row) => readRow(row, reader));
  }
}

function startReading(batch: TableBatch, { name, mapping, seenAt }: SightingFileOptions): RowReader {
  const context = {
    source: name,
    decimal: mapping?.decimal ?? decimalOf(batch, mapping),
    ...(seenAt === undefined ? {} : { seenAt }),
  };
  if (mapping !== undefined) {
    if (batch.delimiter !== 'ndjson') requireColumns(mapping, batch.header, name);
    return readerOf(mapping, context);
  }
  const missing = batch.delimiter === 'ndjson' ? [] : missingPlainColumns(batch.header);
  if (missing.length > 0)
    throw new DomainError(
      'mapping-invalid',
      `${name} has no column ${missing.join(', ')}; it has ${batch.header.slice(0, 40).join(', ') || 'none'}. ` +
        'Name its columns as product, channel, place, price, currency, on_sale, price_type, seen_at, or give a mapping.',
    );
  return (row, line) => {
    const reading = readPlainRow(row, line, context);
    return reading === undefined ? [] : [reading];
  };
}

function decimalOf(batch: TableBatch, mapping: Mapping | undefined): DecimalMark {
  const columns = priceColumnsOf(mapping);
  const prices = batch.rows.flatMap((each) => ('row' in each ? columns.map((column) => cellOf(each.row, column)) : []));
  return findDecimalMark(prices, batch.delimiter);
}

function readRow(each: TableRow, read: RowReader): FileReading[] {
  const { line } = each;
  if ('reason' in each) {
    const { field, reason, text } = each;
    return [{ line, reading: { field, reason }, body: () => text }];
  }
  const body = (): string => JSON.stringify(each.row);
  return read(each.row, line).map((reading) => ({ line, reading, body }));
}
