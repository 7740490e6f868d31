import { cellOf, type DecimalMark, findDecimalMark } from '../row.ts';
import type { TableBatch } from '../table.reads.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { numberColumnsOf, requireEventColumns } from './event-mapping.ts';
import type { EventFileContext } from './event-row.ts';
import { type EventRows, eventRows, type Outcome } from './event-rows.ts';
import type { FileSource } from './file-source.ts';
import { openRowFile } from './row-file.reads.ts';

export type EventFileOptions = Omit<EventFileContext, 'decimal'> & {
  readonly name: string;
  readonly mapping: EventMapping;
  /** How many rows to look at; without it, all. */
  readonly mostRows?: number;
};

/** What a stretch of the file came to, and how far that is. */
export type EventBatch = {
  readonly outcomes: readonly Outcome[];
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly passed: Readonly<Record<string, number>>;
};

/**
 * Reads the events of a file by a mapping, stretch by stretch. The same file and mapping give the same outcomes in the
 * same order. Throws `file-unreadable` and `mapping-invalid`.
 */
export async function* readEventFile(source: FileSource, options: EventFileOptions): AsyncGenerator<EventBatch> {
  const { name, mapping, mostRows = Infinity } = options;
  const file = await openRowFile(source, { name, delimiter: mapping.delimiter });
  let rows: EventRows | undefined;
  let rowsRead = 0;
  const batchOf = (outcomes: readonly Outcome[], passed: ReadonlyMap<string, number>): EventBatch => ({
    outcomes,
    rowsRead,
    bytesRead: file.bytesRead(),
    passed: Object.fromEntries(passed),
  });
  for await (const batch of file.batches) {
    rows ??= startReading(batch, options);
    const outcomes: Outcome[] = [];
    for (const each of batch.rows) {
      if (rowsRead >= mostRows) break;
      rowsRead += 1;
      if ('row' in each) outcomes.push(...rows.push(each.row, each.line));
      else outcomes.push({ kind: 'bad', line: each.line, field: each.field, reason: each.reason, body: each.text });
    }
    yield batchOf(outcomes, rows.passed);
    if (rowsRead >= mostRows) break;
  }
  if (rows !== undefined) yield batchOf(rows.end(), rows.passed);
}

function startReading(batch: TableBatch, { name, mapping, ...context }: EventFileOptions): EventRows {
  // Rows of NDJSON need not name what they do not have.
  if (batch.delimiter !== 'ndjson') requireEventColumns(mapping, batch.header, name);
  return eventRows(mapping, { ...context, decimal: mapping.decimal ?? decimalOf(batch, mapping) });
}

function decimalOf(batch: TableBatch, mapping: EventMapping): DecimalMark {
  const columns = numberColumnsOf(mapping);
  const numbers = batch.rows.flatMap((each) =>
    'row' in each ? columns.map((column) => cellOf(each.row, column)) : [],
  );
  return findDecimalMark(numbers, batch.delimiter);
}
