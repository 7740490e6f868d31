import { readInstant } from '../instant-text.ts';
import type { DateFormat } from '../mapping.contract.ts';
import { type DecimalMark, findDecimalMark, readFlag } from '../row.ts';
import { parseMajor } from '../../kernel/money.ts';

/** What the values of a column look like. */
export type ColumnKind =
  | { readonly is: 'empty' | 'email' | 'phone' | 'flag' | 'time-of-day' | 'text' }
  | { readonly is: 'number'; readonly decimal: DecimalMark; readonly isWhole: boolean }
  | { readonly is: 'instant'; readonly format: DateFormat };

// Of a hundred values some may be a dash or a note, and one of a handful; more than that and it is something else.
const MOST_ODD = 0.05;
const HANDFUL = 4;
const LONGEST_VALUE = 320;

/** In the order they are tried. Where 3/4/2026 may be both, it is the day that stands first, as in Europe. */
const formats: readonly DateFormat[] = [
  'YYYY-MM-DD HH:mm:ss',
  'iso',
  'YYYY-MM-DD',
  'D/M/YYYY HH:mm:ss',
  'D/M/YYYY',
  'M/D/YYYY HH:mm:ss',
  'M/D/YYYY',
];

const digitFormats: readonly { readonly format: DateFormat; readonly pattern: RegExp }[] = [
  { format: 'YYYYMMDD', pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/ },
  { format: 'unix seconds', pattern: /^1\d{9}$/ },
  { format: 'unix milliseconds', pattern: /^1\d{12}$/ },
];

/** What the values of a column look like. Digits alone are a time only where the name of the column says so. */
export function kindOf(values: readonly string[], mayBeTime: boolean, delimiter = ','): ColumnKind {
  const filled = values.map((each) => each.trim()).filter((each) => each !== '' && each.length <= LONGEST_VALUE);
  if (filled.length === 0) return { is: 'empty' };
  const odd = Math.max(filled.length * MOST_ODD, filled.length >= HANDFUL ? 1 : 0);
  const most = (holds: (value: string) => boolean): boolean =>
    filled.reduce((others, each) => (holds(each) ? others : others + 1), 0) <= odd;
  if (most((each) => /^[^\s@<>,;]+@[^\s@]+\.[^\s@.]+$/.test(each))) return { is: 'email' };
  const format = formats.find((each) => most((value) => readInstant(value, each, 'UTC') !== undefined));
  if (format !== undefined) return { is: 'instant', format };
  const digits = mayBeTime ? digitFormats.find(({ pattern }) => most((value) => pattern.test(value))) : undefined;
  if (digits !== undefined) return { is: 'instant', format: digits.format };
  if (most((each) => /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(each))) return { is: 'time-of-day' };
  if (most(isPhone)) return { is: 'phone' };
  const decimal = findDecimalMark(filled, delimiter);
  // A number that is read as one must be one in every row; else the column is text.
  if (filled.every((each) => parseMajor(each, decimal) !== undefined))
    return { is: 'number', decimal, isWhole: filled.every((each) => /^[+-]?\d+$/.test(each)) };
  return { is: most((each) => typeof readFlag(each) === 'boolean') ? 'flag' : 'text' };
}

/** A number that is written as people write those of telephones: with +, or with a 0 and signs between. */
function isPhone(value: string): boolean {
  if (!/^(?:\+|00?)[\d\s().\-/]+$/.test(value)) return false;
  const digits = value.replace(/\D/g, '').length;
  return digits >= 8 && digits <= 15 && (value.startsWith('+') || /^0\d[\d\s().\-/]+$/.test(value));
}
