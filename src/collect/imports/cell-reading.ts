import { cellOf, type DecimalMark, majorIn, readFlag, type Row } from '../row.ts';
import { show } from '../sighting.ts';
import type { CellTest, Choice, TotalOf, ValueOf, When } from './event-mapping.contract.ts';

/**
 * Reads cells as a mapping of events says: each part of it is made into a function once, so that nothing of the mapping
 * is looked at again for each of a million rows.
 */
export type Reading<T> = (row: Row) => T;

/** Why a cell cannot be read. A class, so that no object that stands in a file can be taken for one. */
export class CellFault {
  readonly field: string;
  readonly reason: string;

  constructor(field: string, reason: string) {
    this.field = field;
    this.reason = reason;
  }
}

const plain = /^-?\d{1,15}(?:\.\d{1,9})?$/;
// As programs of statistics write what is nearly nothing: 4.440892e-16.
const scientific = /^[+-]?\d{1,20}(?:\.\d{1,20})?e[+-]?\d{1,3}$/i;

function numberIn(row: Row, column: string, decimal: DecimalMark): number | undefined {
  const cell = cellOf(row, column);
  // Most numbers are as plain as this, and a file may hold millions of them.
  if (decimal === '.' && plain.test(cell)) return Number(cell);
  const number = majorIn(row, column, decimal);
  if (number !== undefined) return number;
  return cell.length < 50 && scientific.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : undefined;
}

function testOf(test: CellTest, decimal: DecimalMark): (row: Row, column: string) => boolean {
  if (typeof test !== 'object') {
    return (row, column) => {
      const cell = cellOf(row, column);
      return typeof test === 'number' ? cell !== '' && Number(cell) === test : cell === String(test);
    };
  }
  if (Array.isArray(test)) {
    const any = test.map((each) => testOf(each, decimal));
    return (row, column) => any.some((holds) => holds(row, column));
  }
  if ('startsWith' in test) return (row, column) => cellOf(row, column).startsWith(test.startsWith);
  if ('empty' in test) return (row, column) => (cellOf(row, column) === '') === test.empty;
  return (row, column) => {
    const number = numberIn(row, column, decimal);
    return number !== undefined && ('below' in test ? number < test.below : number > test.above);
  };
}

/** Whether a row holds what the rule says of each column; a rule that says nothing holds for every row. */
export function whenOf(when: When | undefined, decimal: DecimalMark): Reading<boolean> {
  const tests = Object.entries(when ?? {}).map(([column, test]) => ({ column, holds: testOf(test, decimal) }));
  return (row) => tests.every(({ column, holds }) => holds(row, column));
}

/** The word that the choice comes to for a row; empty when it comes to none. */
export function choiceOf(choice: Choice, decimal: DecimalMark): Reading<string> {
  if (typeof choice === 'string') return () => choice;
  if ('cases' in choice) {
    const cases = choice.cases.map((each) => ({ is: each.is, holds: whenOf(each.when, decimal) }));
    return (row) => cases.find(({ holds }) => holds(row))?.is ?? choice.otherwise ?? '';
  }
  const { column, values = {}, otherwise } = choice;
  return (row) => {
    const cell = cellOf(row, column);
    if (Object.hasOwn(values, cell)) return values[cell] ?? '';
    return otherwise ?? cell;
  };
}

function wrongNumber(column: string, row: Row): CellFault {
  return new CellFault(column, `Allowed is a number, found ${show(cellOf(row, column))}.`);
}

function withSign(number: number, isAbsolute: boolean | undefined): number {
  return isAbsolute === true ? Math.abs(number) : number;
}

/** The value of a property for a row; `undefined` where the cell is empty. */
export function valueOf(value: ValueOf, decimal: DecimalMark): Reading<unknown> {
  if (typeof value === 'string') return (row) => plainValue(row, value);
  if ('value' in value) return () => value.value;
  const { column, as, values, absolute } = value;
  return (row) => {
    const cell = cellOf(row, column);
    if (values !== undefined && Object.hasOwn(values, cell)) return values[cell];
    if (cell === '') return undefined;
    if (as === 'flag') {
      return readFlag(cell) ?? new CellFault(column, `Allowed is yes or no, 1 or 0, found ${show(cell)}.`);
    }
    if (as !== 'number') return as === 'text' ? cell : plainValue(row, column);
    const number = numberIn(row, column, decimal);
    return number === undefined ? wrongNumber(column, row) : withSign(number, absolute);
  };
}

/** What stands in a cell: a text without the space around it; of NDJSON also numbers, lists and objects as they are. */
export function plainValue(row: Row, column: string): unknown {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** What a row adds to a total. An empty cell adds nothing. */
export function totalOf(total: TotalOf, decimal: DecimalMark): Reading<number | CellFault> {
  const columns = 'sum' in total ? total.sum : total.product;
  const isProduct = 'product' in total;
  return (row) => {
    let result = isProduct ? 1 : 0;
    for (const column of columns) {
      const isEmpty = cellOf(row, column) === '';
      const number = isEmpty ? 0 : numberIn(row, column, decimal);
      if (number === undefined) return wrongNumber(column, row);
      result = isProduct ? result * number : result + number;
    }
    return result;
  };
}

const DECIMALS_KEPT = 10_000;

/** A sum of prices without what binary fractions add to it: 0.1 + 0.2 is 0.3. */
export function rounded(sum: number): number {
  return Math.round(sum * DECIMALS_KEPT) / DECIMALS_KEPT;
}

/** Reads a set of named values; the first that is at fault speaks for the row. Empty ones are left out. */
export function fieldsOf(
  values: Readonly<Record<string, ValueOf>>,
  decimal: DecimalMark,
): Reading<Record<string, unknown> | CellFault> {
  const readers = Object.entries(values).map(([name, value]) => ({ name, read: valueOf(value, decimal) }));
  return (row) => {
    const fields: Record<string, unknown> = {};
    for (const { name, read } of readers) {
      const value = read(row);
      if (value instanceof CellFault) return value;
      if (value !== undefined) fields[name] = value;
    }
    return fields;
  };
}
