import { csvCell } from '../kernel/plain-text.ts';

type Row = Readonly<Record<string, unknown>>;

/** A value as a text: times as they are written, lists and objects as JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}

/** The columns of rows, in the order in which they are first met. */
export function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Rows as lines of a table with semicolons. What begins like a formula is marked as text. */
export function csvLines(rows: readonly Row[], columns: readonly string[]): string {
  return rows.map((row) => `${columns.map((column) => csvCell(textOf(row[column]))).join(';')}\r\n`).join('');
}

// A spreadsheet takes a file for UTF-8 only when it begins with this.
const BYTE_ORDER_MARK = '\uFEFF';

export function csvHead(columns: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${columns.map(csvCell).join(';')}\r\n`;
}
