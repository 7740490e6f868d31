import type { Readable } from 'node:stream';
import type { Row } from '../row.ts';
import { readText, type TableBatch, type TableOptions, type TableRow } from '../table.reads.ts';
import { openXml } from './xml.reads.ts';

const BATCH_ROWS = 1_000;
const MOST_COLUMNS = 1_000;

type Cells = Record<string, string | number | boolean>;

const valueTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

function valueOf(tag: string, written: string): string | number | boolean {
  if (tag === 'int' || tag === 'float') {
    const number = Number(written);
    return written.trim() !== '' && Number.isFinite(number) ? number : written;
  }
  return tag === 'boolean' && /^(?:true|false)$/i.test(written) ? written.toLowerCase() === 'true' : written;
}

/**
 * Reads an event log in XES (IEEE 1849) as rows, one for each event: its attributes, and those of its trace with `case:`
 * before their names, as `case:concept:name`.
 */
export async function* readXes(source: Readable, options: TableOptions): AsyncGenerator<TableBatch> {
  const log = new LogReader();
  const xml = openXml(log);
  for await (const text of readText(source, options)) {
    xml.write(text);
    if (log.rows.length >= BATCH_ROWS) yield log.take();
  }
  xml.end();
  if (!log.isLog) throw new Error('it holds no log: allowed is XES, whose first tag is <log>');
  yield log.take();
}

/** Where in the log the reading is, and the rows that have come of it. */
class LogReader {
  rows: TableRow[] = [];
  isLog = false;
  readonly #header = new Set<string>();
  #depth = 0;
  #case: Cells = {};
  #event: Cells | undefined;
  #line = 0;
  // How deep the log's own tags go: attributes of attributes lie deeper and are not read.
  #level = 0;

  readonly onOpen = (tag: string, attributes: Readonly<Record<string, string>>, line: number): void => {
    this.#depth += 1;
    if (this.#depth === 1) this.isLog = tag === 'log';
    if (this.#depth !== this.#level + 1) return;
    if (tag === 'log' || tag === 'trace' || tag === 'event') {
      this.#level += 1;
      if (tag === 'trace') this.#case = {};
      if (tag === 'event') {
        this.#event = {};
        this.#line = line;
      }
    } else if (valueTags.has(tag) && this.#level > 1) this.#keep(tag, attributes);
  };

  readonly onClose = (tag: string): void => {
    if (this.#depth === this.#level) {
      this.#level -= 1;
      if (tag === 'event' && this.#event !== undefined) {
        this.rows.push({ line: this.#line, row: { ...this.#case, ...this.#event } satisfies Row });
        this.#event = undefined;
      }
      // Events may stand outside any trace.
      if (tag === 'trace') this.#case = {};
    }
    this.#depth -= 1;
  };

  take(): TableBatch {
    const { rows } = this;
    this.rows = [];
    return { header: [...this.#header], delimiter: 'ndjson', rows };
  }

  #keep(tag: string, { key, value }: Readonly<Record<string, string>>): void {
    if (key === undefined || value === undefined) return;
    const name = this.#event === undefined ? `case:${key}` : key;
    if (this.#header.size < MOST_COLUMNS) this.#header.add(name);
    (this.#event ?? this.#case)[name] = valueOf(tag, value);
  }
}
