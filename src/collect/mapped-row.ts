import type { Instant } from '../kernel/period.ts';
import { dayAround, weekAround } from '../kernel/time-zone.ts';
import { readInstant, readRfc3339 } from './instant-text.ts';
import type { MappedSighting, Mapping } from './mapping.contract.ts';
import { cellOf, type FileContext, majorIn, moneyIn, readFlag, type Row, wrongPrice } from './row.ts';
import {
  type Availability,
  checkSighting,
  type HoldingTimes,
  type PriceType,
  show,
  type Sighting,
  type SightingFault,
  type SightingReading,
} from './sighting.ts';

/** Turns the rows of one file into sightings. A row may give several, or none: an empty price is no sighting. */
export type RowReader = (row: Row, line: number) => SightingReading[];

/** The reader that a mapping describes, for one file. */
export function readerOf(mapping: Mapping, context: FileContext): RowReader {
  const parts = mapping.sightings.map((part) => partReader(mapping, part, context));
  const accepts = conditionOf(mapping);
  return (row, line) => {
    if (!accepts(row)) return [];
    const readings: SightingReading[] = [];
    for (const read of parts) {
      const reading = read(row, line);
      if (reading !== undefined) readings.push(reading);
    }
    return readings;
  };
}

/** The sightings of a file whose mapping says `until-next`: each ends where its speaker says something of it again. */
export function endAtNext(sightings: readonly Sighting[]): Sighting[] {
  const bySpeaker = Map.groupBy(sightings.keys(), (index) => {
    const each = sightings[index];
    return JSON.stringify([each?.product, each?.channel, each?.place]);
  });
  const ended = [...sightings];
  for (const indexes of bySpeaker.values()) {
    indexes.sort((a, b) => (sightings[a]?.holdsFrom ?? 0) - (sightings[b]?.holdsFrom ?? 0));
    indexes.forEach((index, order) => {
      const each = sightings[index];
      const next = indexes.slice(order + 1, order + 2).map((i) => sightings[i]?.holdsFrom ?? Infinity)[0];
      if (each !== undefined && next !== undefined && next < each.holdsTo) ended[index] = { ...each, holdsTo: next };
    });
  }
  return ended;
}

function conditionOf(mapping: Mapping): (row: Row) => boolean {
  const conditions = Object.entries(mapping.where ?? {}).map(([column, allowed]) => ({
    column,
    allowed: Array.isArray(allowed) ? allowed : [allowed],
  }));
  return (row) =>
    conditions.every(({ column, allowed }) => {
      const cell = cellOf(row, column);
      return allowed.some((value) =>
        typeof value === 'number' ? cell !== '' && Number(cell) === value : cell === String(value),
      );
    });
}

function partReader(mapping: Mapping, part: MappedSighting, context: FileContext) {
  const columns = typeof part.price === 'string' ? [part.price] : part.price.sum;
  const readTimes = timesReader(mapping, part, context);
  const place = part.place ?? mapping.place;
  const currencyOf = part.currency ?? mapping.currency ?? '';
  return (row: Row, line: number): SightingReading | undefined => {
    if (columns.every((column) => cellOf(row, column) === '')) return undefined;
    const major = sumOf(row, columns, context);
    if (typeof major === 'object') return major;
    const product = productOf(mapping, row);
    if (typeof product === 'object') return product;
    const onSale = onSaleOf(part, row);
    if (onSale === undefined) return { field: part.onSale?.column ?? '', reason: flagFault(part, row) };
    const priceType = priceTypeOf(part, row);
    if (typeof priceType === 'object') return priceType;
    const availability = availabilityOf(part, row);
    const times = readTimes(row);
    if ('reason' in times) return times;
    const currency = typeof currencyOf === 'string' ? currencyOf : cellOf(row, currencyOf.column);
    const productName = mapping.productName === undefined ? '' : cellOf(row, mapping.productName).slice(0, 300);
    return checkSighting({
      product,
      ...(productName === '' ? {} : { productName }),
      channel: channelOf(part, row),
      place: place === undefined ? null : 'value' in place ? place.value : cellOf(row, place.column) || null,
      amount: moneyIn(major, currency),
      currency,
      onSale,
      priceType,
      ...(availability === undefined ? {} : { availability }),
      ...times,
      source: context.source,
      sourceRow: line,
    });
  };
}

function sumOf(row: Row, columns: readonly string[], { decimal }: FileContext): number | SightingFault {
  let sum = 0;
  for (const column of columns) {
    if (columns.length > 1 && cellOf(row, column) === '') continue;
    const major = majorIn(row, column, decimal);
    if (major === undefined) return { field: column, reason: wrongPrice(cellOf(row, column)) };
    sum += major;
  }
  return sum >= 0 ? sum : { field: columns.join(' + '), reason: `A price cannot be below nothing, found ${sum}.` };
}

function productOf(mapping: Mapping, row: Row): string | SightingFault {
  const { product } = mapping;
  const columns = typeof product === 'string' ? [product] : product.columns;
  const cells: string[] = [];
  for (const column of columns) {
    const cell = cellOf(row, column);
    if (cell === '') return { field: column, reason: 'Missing: the product cannot be told without it.' };
    cells.push(cell);
  }
  return cells.join(typeof product === 'string' ? '' : (product.join ?? ':'));
}

function channelOf(part: MappedSighting, row: Row): string {
  if (typeof part.channel === 'string') return part.channel;
  const cell = cellOf(row, part.channel.column);
  const { values } = part.channel;
  return values !== undefined && Object.hasOwn(values, cell) ? (values[cell] ?? cell) : cell;
}

/** Where the mapping lists what means yes, all else means no; otherwise the usual words are known, and empty is no. */
function onSaleOf(part: MappedSighting, row: Row): boolean | null | undefined {
  if (part.onSale === undefined) return null;
  const cell = cellOf(row, part.onSale.column);
  if (part.onSale.yes !== undefined) return part.onSale.yes.some((value) => String(value) === cell);
  return cell === '' ? false : readFlag(cell);
}

function flagFault(part: MappedSighting, row: Row): string {
  const found = show(cellOf(row, part.onSale?.column ?? ''));
  return `Allowed is 1, true, yes or 0, false, no, or empty; found ${found}. The mapping can list others under onSale.yes.`;
}

function priceTypeOf(part: MappedSighting, row: Row): PriceType | SightingFault {
  if (part.priceType === undefined) return 'unknown';
  if ('value' in part.priceType) return part.priceType.value;
  const { column, values } = part.priceType;
  const cell = cellOf(row, column);
  if (cell === '' && !Object.hasOwn(values, '')) return 'unknown';
  const known = Object.hasOwn(values, cell) ? values[cell] : undefined;
  const allowed = Object.keys(values)
    .map((each) => JSON.stringify(each))
    .join(', ');
  return known ?? { field: column, reason: `Allowed is ${allowed}, found ${show(cell)}.` };
}

/** A value that the mapping does not list says nothing of it. */
function availabilityOf({ availability }: MappedSighting, row: Row): Availability | undefined {
  if (availability === undefined) return undefined;
  const cell = cellOf(row, availability.column);
  return Object.hasOwn(availability.values, cell) ? availability.values[cell] : undefined;
}

/** Dates come in long runs of the same; so many are remembered with the period they give. */
const MOST_DATES_KEPT = 10_000;

function timesReader(
  mapping: Mapping,
  part: MappedSighting,
  context: FileContext,
): (row: Row) => HoldingTimes | SightingFault {
  const seenAt = part.seenAt ?? mapping.seenAt;
  const timeZone = mapping.timeZone ?? context.timeZone;
  const timesFrom = (at: Instant): HoldingTimes => ({
    seenAt: at,
    ...holdingFrom(at, part.holds ?? mapping.holds, timeZone),
  });
  if (seenAt === undefined || 'at' in seenAt) {
    // An instant given for this very file is newer news than the one that stands in the mapping.
    const at = context.seenAt ?? (seenAt === undefined ? undefined : readRfc3339(seenAt.at));
    const times =
      at === undefined
        ? { field: 'seenAt', reason: 'The rows do not say when they were seen: give an instant for the file.' }
        : timesFrom(at);
    return () => times;
  }
  const { column, format } = seenAt;
  const known = new Map<string, HoldingTimes>();
  return (row) => {
    const cell = cellOf(row, column);
    const remembered = known.get(cell);
    if (remembered !== undefined) return remembered;
    const at = readInstant(cell, format, timeZone);
    if (at === undefined) return { field: column, reason: `Allowed is a date as ${format}, found ${show(cell)}.` };
    const times = timesFrom(at);
    if (known.size >= MOST_DATES_KEPT) known.clear();
    known.set(cell, times);
    return times;
  };
}

function holdingFrom(at: Instant, holds: Mapping['holds'] = 'day', timeZone: string) {
  if (holds === 'until-next') return { holdsFrom: at, holdsTo: Infinity };
  const { from, to } =
    holds === 'week' ? weekAround(at, timeZone) : dayAround(at, timeZone, holds === 'day' ? 1 : holds.days);
  return { holdsFrom: from, holdsTo: to };
}
