import { moneyFromMajor, parseMajor } from '../kernel/money.ts';
import { jsonText } from '../kernel/plain-text.ts';
import type { Instant } from '../kernel/period.ts';
import { readMoment } from './instant-text.ts';
import {
  type HoldingTimes,
  holdingPeriod,
  checkSighting,
  show,
  type SightingFault,
  type SightingReading,
} from './sighting.ts';

/** One row of a table: cells by column. Tables of text hold text; NDJSON may hold numbers and booleans. */
export type Row = Readonly<Record<string, unknown>>;
export type DecimalMark = '.' | ',';

const LONGEST_PRICE = 60;

/** What holds for all rows of one file. `seenAt` is for rows that do not say when they were seen. */
export type FileContext = {
  readonly source: string;
  readonly seenAt?: Instant;
  readonly decimal: DecimalMark;
  /** Where days begin and end that the file's mapping does not say it of. */
  readonly timeZone: string;
};

/** The text of a cell without the space around it; empty when the row has no such column. */
export function cellOf(row: Row, column: string): string {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined || value === null ? '' : jsonText(value);
}

/** A price in major units. A number (NDJSON) is taken as it is; a text is read with the file's decimal mark. */
export function majorIn(row: Row, column: string, decimal: DecimalMark): number | undefined {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const text = cellOf(row, column);
  // No price is longer; reading a cell of a million spaces as one would take minutes.
  return text.length > LONGEST_PRICE ? undefined : parseMajor(text, decimal);
}

const yesWords = new Set(['1', 'true', 'yes', 'y', 'ja', 'j', 'x', 'sant']);
const noWords = new Set(['0', 'false', 'no', 'n', 'nej', 'falskt']);

/** A flag as tables write it; an empty cell is no flag. `undefined` when the text is neither. */
export function readFlag(text: string): boolean | null | undefined {
  if (text === '') return null;
  const word = text.toLowerCase();
  if (yesWords.has(word)) return true;
  return noWords.has(word) ? false : undefined;
}

/**
 * The decimal mark that a sample of prices shows: a mark that stands once, before one or two digits at the end. Where
 * the prices do not tell, a table divided by semicolons is taken to write 19,90.
 */
export function findDecimalMark(prices: Iterable<string>, delimiter: string): DecimalMark {
  let [comma, point] = [0, 0];
  for (const price of prices) {
    if (/\d,\d{1,2}\D*$/.test(price)) comma += 1;
    else if (/\d\.\d{1,2}\D*$/.test(price)) point += 1;
    else if (/^\d+\.\d{4,}$/.test(price)) point += 1;
  }
  if (comma === point) return delimiter === ';' ? ',' : '.';
  return comma > point ? ',' : '.';
}

/** The columns of a plain table, which needs no mapping; NDJSON may write them as `SightingInputSchema` does. */
const plainColumns = {
  product: ['product'],
  productName: ['product_name', 'productName'],
  channel: ['channel'],
  place: ['place'],
  price: ['price'],
  amount: ['amount'],
  currency: ['currency'],
  onSale: ['on_sale', 'onSale'],
  priceType: ['price_type', 'priceType'],
  availability: ['availability'],
  seenAt: ['seen_at', 'seenAt'],
  holdsFrom: ['holds_from', 'holdsFrom'],
  holdsTo: ['holds_to', 'holdsTo'],
  source: ['source'],
} as const;
type PlainColumn = keyof typeof plainColumns;

/** The columns without which a plain table says nothing, and that `header` lacks. */
export function missingPlainColumns(header: readonly string[]): string[] {
  const has = (column: PlainColumn): boolean => plainColumns[column].some((name) => header.includes(name));
  const missing = (['product', 'channel', 'currency'] as const).filter((column) => !has(column)).map(String);
  return has('price') || has('amount') ? missing : [...missing, 'price'];
}

/**
 * Reads a row of a plain table: product, channel, place, price (major units) or amount (minor units), currency,
 * on_sale, price_type, seen_at, holds_from, holds_to, source. No reading at all when the price is empty.
 */
export function readPlainRow(row: Row, line: number, context: FileContext): SightingReading | undefined {
  const cell = (column: PlainColumn): string => {
    for (const name of plainColumns[column]) {
      const text = cellOf(row, name);
      if (text !== '') return text;
    }
    return '';
  };
  if (cell('price') === '' && cell('amount') === '') return undefined;
  const amount = plainAmount(row, cell, context.decimal);
  if (typeof amount === 'object') return amount;
  const onSale = readFlag(cell('onSale'));
  if (onSale === undefined)
    return { field: 'on_sale', reason: `Allowed is 1, true, yes or 0, false, no; found ${show(cell('onSale'))}.` };
  const times = plainTimes(cell, context);
  if ('reason' in times) return times;
  const productName = cell('productName');
  const availability = cell('availability').toLowerCase().replaceAll(/[ _]/g, '-');
  return checkSighting({
    product: cell('product'),
    ...(productName === '' ? {} : { productName }),
    channel: cell('channel'),
    place: cell('place') || null,
    amount,
    currency: cell('currency'),
    onSale,
    priceType: cell('priceType').toLowerCase() || 'unknown',
    ...(availability === '' || availability === 'unknown' ? {} : { availability }),
    ...times,
    source: cell('source') || context.source,
    sourceRow: line,
  });
}

/** Minor units of a currency that may still be no currency: then 0, and the check of the currency says so. */
export function moneyIn(major: number, currency: string): number {
  return /^[A-Z]{3}$/.test(currency) ? moneyFromMajor(major, currency).amount : 0;
}

function plainAmount(row: Row, cell: (column: PlainColumn) => string, decimal: DecimalMark): number | SightingFault {
  const text = cell('price');
  if (text === '') {
    const amount = Number(cell('amount'));
    return Number.isInteger(amount)
      ? amount
      : { field: 'amount', reason: `Allowed is a whole number of minor units, found ${show(cell('amount'))}.` };
  }
  const major = majorIn(row, 'price', decimal);
  return major === undefined ? { field: 'price', reason: wrongPrice(text) } : moneyIn(major, cell('currency'));
}

export function wrongPrice(text: string): string {
  return `Allowed is a price as 199.90, or 199,90 where the table writes commas; found ${show(text)}.`;
}

function plainTimes(cell: (column: PlainColumn) => string, context: FileContext): HoldingTimes | SightingFault {
  const read = { seenAt: context.seenAt, holdsFrom: undefined, holdsTo: undefined } as {
    seenAt: Instant | undefined;
    holdsFrom: Instant | undefined;
    holdsTo: Instant | undefined;
  };
  for (const column of ['seenAt', 'holdsFrom', 'holdsTo'] as const) {
    const text = cell(column);
    if (text === '') continue;
    const at = readMoment(text, context.timeZone);
    const allowed = '2026-11-22, 2026-11-22 08:00:00 or 2026-11-22T08:00:00Z';
    if (at === undefined)
      return { field: plainColumns[column][0], reason: `Allowed is ${allowed}; found ${show(text)}.` };
    read[column] = at;
  }
  const { seenAt, holdsFrom, holdsTo } = read;
  if (seenAt === undefined)
    return { field: 'seen_at', reason: 'Missing: say when it was seen, or give an instant for the file.' };
  const period = holdingPeriod(seenAt, holdsFrom, holdsTo, context.timeZone);
  if (!(period.holdsFrom < period.holdsTo))
    return { field: 'holds_to', reason: 'It lies before the sighting begins to hold.' };
  return { seenAt, ...period };
}
