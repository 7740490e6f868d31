import { csvCell } from '../../kernel/plain-text.ts';
import type { DeadLetterView } from './dead-letter.contract.ts';

/** Dead letters as a table for spreadsheets. What came may be anything, so no cell of it may run as a formula. */
const columns = [
  'id',
  'receivedAt',
  'status',
  'kind',
  'source',
  'line',
  'code',
  'field',
  'reason',
  'body',
  'settledAt',
  'settledBy',
  'settledBecause',
] as const satisfies readonly (keyof DeadLetterView)[];

/** The byte order mark by which spreadsheets know UTF-8, and the names of the columns. */
export const TABLE_HEAD = `\uFEFF${columns.join(';')}\r\n`;

export function tableRows(letters: readonly DeadLetterView[]): string {
  return letters
    .map((letter) => `${columns.map((name) => csvCell(String(letter[name] ?? ''))).join(';')}\r\n`)
    .join('');
}
