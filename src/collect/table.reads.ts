import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { DomainError } from '../kernel/errors.ts';
import type { Row } from './row.ts';
import { type Delimiter, findDelimiter, headerOf, TableDecoder } from './table.ts';

/** A row with the line it begins on, or why that line is no row. `text` is what stood there, for whoever mends it. */
export type TableRow =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly field: string; readonly reason: string; readonly text: string };

/** Rows come in batches, each with the header and delimiter of the table, so that no work need be done per row. */
export type TableBatch = {
  readonly header: readonly string[];
  readonly delimiter: Delimiter | 'ndjson';
  readonly rows: readonly TableRow[];
};

export type TableOptions = {
  /** The name to tell the kind of file by, when it is read from a stream. */
  readonly name: string;
  readonly delimiter?: Delimiter | undefined;
  /** The most bytes that a file may hold once unpacked: a small .gz can hold a whole disk of zeros. */
  readonly mostBytes?: number;
};

const BATCH_ROWS = 1_000;
const MOST_COLUMNS = 10_000;
const MOST_ROW_CHARACTERS = 1_000_000;
const MOST_BYTES = 20_000_000_000;

/** Reads the rows of a CSV, TSV or NDJSON file, or of a .gz of one, in bounded memory. */
export function readTableFile(path: string, options: Partial<TableOptions> = {}): AsyncGenerator<TableBatch> {
  return readTable(createReadStream(path), { name: basename(path), ...options });
}

/** Reads the rows of a table from a stream. Throws `file-unreadable` when it cannot be opened, unpacked or is no table. */
export async function* readTable(source: Readable, options: TableOptions): AsyncGenerator<TableBatch> {
  yield* readOpenTable(await openText(source, options), options);
}

/** A file whose beginning has been looked at: `head` is that beginning, `all` the whole of its text. */
export type OpenText = {
  readonly head: string;
  readonly all: AsyncIterable<string>;
  readonly close: () => void;
};

/** Opens a file as far as to tell what kind of file it is. Throws `file-unreadable`. */
export async function openText(source: Readable, options: TableOptions): Promise<OpenText> {
  const text = new PassThrough({ readableObjectMode: true, writableObjectMode: true, highWaterMark: 4 });
  void decodeInto(source, text, options);
  const close = (): void => {
    source.destroy();
    text.destroy();
  };
  try {
    const chunks = text[Symbol.asyncIterator]() as AsyncIterator<string>;
    const head = await readHead(chunks);
    return { head, all: { [Symbol.asyncIterator]: () => resume(head, chunks) }, close };
  } catch (error) {
    close();
    throw unreadable(error, options.name);
  }
}

/** Reads the rows of an opened table, and closes it. */
export async function* readOpenTable(text: OpenText, options: TableOptions): AsyncGenerator<TableBatch> {
  try {
    yield* isNdjson(options.name, text.head) ? readNdjson(text.all) : readDelimited(text.all, text.head, options);
  } catch (error) {
    throw unreadable(error, options.name);
  } finally {
    text.close();
  }
}

/** The text of a file as it comes, unpacked and in whatever encoding it is. */
export async function* readText(source: Readable, options: TableOptions): AsyncGenerator<string> {
  const text = new PassThrough({ readableObjectMode: true, writableObjectMode: true, highWaterMark: 4 });
  const failure = decodeInto(source, text, options);
  try {
    for await (const part of text) yield part as string;
    await failure;
  } finally {
    source.destroy();
    text.destroy();
  }
}

/** The text up to the end of the first line that holds something; of XML, which may be one line, what came first. */
async function readHead(chunks: AsyncIterator<string>): Promise<string> {
  let head = '';
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    head += next.value;
    // Plain searches: a pattern would go over a long line once for each of its characters.
    const begins = head.search(/\S/);
    if (begins !== -1 && (head[begins] === '<' || head.includes('\n', begins))) break;
    if (head.length > MOST_ROW_CHARACTERS) throw new Error('its first line does not end');
  }
  return head;
}

async function* resume(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function firstLine(head: string): string {
  return head.trimStart().split('\n', 1)[0] ?? '';
}

function isNdjson(name: string, head: string): boolean {
  const line = firstLine(head).trimEnd();
  return /\.(?:ndjson|jsonl)(?:\.gz)?$/i.test(name) || (line.startsWith('{') && line.endsWith('}'));
}

/** Sends the text of the source into `text`. A fault ends `text` with it, so that whoever reads meets it there. */
async function decodeInto(
  source: Readable,
  text: PassThrough,
  { name, mostBytes = MOST_BYTES }: TableOptions,
): Promise<void> {
  const decoder = new TableDecoder();
  let bytes = 0;
  const decode = new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        done(new DomainError('file-unreadable', `${name} holds more than ${mostBytes} bytes once unpacked; split it.`));
        return;
      }
      done(null, decoder.decode(chunk, false) || undefined);
    },
    flush(done) {
      done(null, decoder.decode(new Uint8Array(), true) || undefined);
    },
  });
  try {
    if (/\.gz$/i.test(name)) await pipeline(source, createGunzip(), decode, text);
    else await pipeline(source, decode, text);
  } catch {
    // The pipeline has ended `text` with the fault; readTable meets it while reading, or was the one who stopped.
  }
}

async function* readDelimited(
  text: AsyncIterable<string>,
  head: string,
  options: TableOptions,
): AsyncGenerator<TableBatch> {
  const delimiter = options.delimiter ?? findDelimiter(firstLine(head));
  let skipped: TableRow[] = [];
  const parser = parse({
    delimiter,
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MOST_ROW_CHARACTERS,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(tooLong(error));
      else if (error !== undefined) skipped.push(skippedRow(error));
      return undefined;
    },
  });
  const feeding = pipeline(text, parser).catch((error: unknown) => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  let header: string[] | undefined;
  let rows: TableRow[] = [];
  let lineBefore = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = lineBefore + 1;
      lineBefore = info.lines;
      if (record.every((cell) => cell.trim() === '')) continue;
      if (header === undefined) {
        header = headerOf(record);
        continue;
      }
      rows.push(rowOf(header, record, line));
      if (rows.length + skipped.length < BATCH_ROWS) continue;
      yield { header, delimiter, rows: [...rows, ...skipped] };
      rows = [];
      skipped = [];
    }
    await feeding;
  } finally {
    parser.destroy();
  }
  yield { header: header ?? [], delimiter, rows: [...rows, ...skipped] };
}

function rowOf(header: readonly string[], record: readonly string[], line: number): TableRow {
  if (record.length > header.length)
    return {
      line,
      field: '',
      reason: `The row has ${record.length} cells, the header ${header.length}: is a delimiter unquoted?`,
      text: record.join(' ').slice(0, 2000),
    };
  const row: Record<string, string> = {};
  for (let i = 0; i < header.length; i += 1) row[header[i] ?? ''] = record[i] ?? '';
  return { line, row };
}

// What follows cannot be told from the row that does not end, so there is no going on.
function tooLong(error: CsvError): Error {
  return new Error(
    `the row that goes on at line ${String(error['lines'])} is longer than ${MOST_ROW_CHARACTERS} characters; is a quotation mark not closed?`,
  );
}

function skippedRow(error: CsvError): TableRow {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
  return { line, field: '', reason: `The line is not a row of the table: ${error.message}`, text: '' };
}

async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<TableBatch> {
  const header = new Set<string>();
  let rows: TableRow[] = [];
  let line = 0;
  for await (const each of linesOf(text)) {
    line += 1;
    if (each.trim() === '') continue;
    const row = jsonRow(each, line);
    if ('row' in row && header.size < MOST_COLUMNS) for (const key of Object.keys(row.row)) header.add(key);
    rows.push(row);
    if (rows.length < BATCH_ROWS) continue;
    yield { header: [...header], delimiter: 'ndjson', rows };
    rows = [];
  }
  yield { header: [...header], delimiter: 'ndjson', rows };
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
    if (rest.length > MOST_ROW_CHARACTERS) throw new Error(`a line is longer than ${MOST_ROW_CHARACTERS} characters`);
  }
  if (rest !== '') yield rest;
}

function jsonRow(text: string, line: number): TableRow {
  const fault = (reason: string): TableRow => ({ line, field: '', reason, text: text.slice(0, 2000) });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { line, row: value as Row };
    return fault('Allowed is one JSON object on each line.');
  } catch {
    return fault('The line is not JSON; allowed is one object on each line.');
  }
}

/** What went wrong with a file, as the fault of whoever handed it in. */
export function unreadable(error: unknown, name: string): DomainError {
  if (error instanceof DomainError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder'
        : code === 'EACCES'
          ? 'not allowed'
          : message;
  return new DomainError('file-unreadable', `${name} cannot be read: ${why}.`);
}
