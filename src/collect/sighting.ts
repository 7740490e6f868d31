import { isCurrency } from '../kernel/money.ts';
import { jsonText } from '../kernel/plain-text.ts';
import type { Instant } from '../kernel/period.ts';
import { dayAround } from '../kernel/time-zone.ts';
import { readRfc3339 } from './instant-text.ts';
import { LAST_ROW } from './sighting.contract.ts';

export type PriceType = 'regular' | 'sale' | 'member' | 'unknown';
const priceTypes: readonly PriceType[] = ['regular', 'sale', 'member', 'unknown'];

/** Whether the product was to be had where its price was seen; a sighting that does not say it knows nothing of it. */
export type Availability = 'in-stock' | 'out-of-stock';
const availabilities: readonly Availability[] = ['in-stock', 'out-of-stock'];

/** What a channel was seen to say of a product's price. `amount` is in minor units; `holdsTo` may be Infinity. */
export type Sighting = {
  readonly product: string;
  readonly productName?: string;
  readonly channel: string;
  readonly place: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly onSale: boolean | null;
  readonly priceType: PriceType;
  readonly availability?: Availability;
  readonly seenAt: Instant;
  readonly holdsFrom: Instant;
  readonly holdsTo: Instant;
  readonly source: string;
  readonly sourceRow: number | null;
};

/** Why a row is no sighting: the field at fault, and what was found against what is allowed. */
export type SightingFault = { readonly field: string; readonly reason: string };
export type SightingReading = { readonly sighting: Sighting } | SightingFault;

/** What holds for a row that does not say it itself. */
export type SightingDefaults = {
  readonly timeZone: string;
  readonly seenAt?: Instant;
  readonly source?: string;
  readonly sourceRow?: number;
  readonly currency?: string;
};

const MOST_MINOR_UNITS = 9_007_199_254_740;
const channelPattern = /^[a-z][a-z0-9-]{0,39}$/;
/** True for what a channel may be called. */
export function isChannelName(text: string): boolean {
  return channelPattern.test(text);
}

const currencies = new Map<string, boolean>();

const fields: ReadonlySet<string> = new Set([
  'product',
  'productName',
  'channel',
  'place',
  'amount',
  'currency',
  'onSale',
  'priceType',
  'availability',
  'seenAt',
  'holdsFrom',
  'holdsTo',
  'source',
  'sourceRow',
]);

/** Reads one sighting in the form of `SightingInputSchema`. The first field at fault is the one reported. */
export function readSighting(input: unknown, defaults: SightingDefaults): SightingReading {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { field: '', reason: `A sighting is an object, found ${show(input)}.` };
  const row = input as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(row).find((key) => !fields.has(key));
  if (unknown !== undefined)
    return { field: unknown, reason: `No such field in a sighting; allowed are ${[...fields].join(', ')}.` };
  const times = readTimes(row, defaults);
  if ('reason' in times) return times;
  const sourceRow = row['sourceRow'] ?? defaults.sourceRow ?? null;
  if (sourceRow !== null && !(Number.isInteger(sourceRow) && Number(sourceRow) >= 1 && Number(sourceRow) <= LAST_ROW))
    return { field: 'sourceRow', reason: `Allowed is a whole number from 1 to ${LAST_ROW}, found ${show(sourceRow)}.` };
  const productName = row['productName'];
  const availability = row['availability'];
  return checkSighting({
    product: row['product'],
    ...(productName === undefined ? {} : { productName }),
    channel: row['channel'],
    place: row['place'] ?? null,
    amount: row['amount'],
    currency: row['currency'] ?? defaults.currency,
    onSale: row['onSale'] ?? null,
    priceType: row['priceType'] ?? 'unknown',
    ...(availability === undefined ? {} : { availability }),
    ...times,
    source: row['source'] ?? defaults.source,
    sourceRow: sourceRow === null ? null : Number(sourceRow),
  });
}

/** When something was seen, and the half-open period for which it is taken to hold. */
export type HoldingTimes = { readonly seenAt: Instant; readonly holdsFrom: Instant; readonly holdsTo: Instant };

function readTimes(row: Readonly<Record<string, unknown>>, defaults: SightingDefaults): HoldingTimes | SightingFault {
  const read: Partial<Record<string, Instant>> = {};
  for (const field of ['seenAt', 'holdsFrom', 'holdsTo']) {
    const found = row[field];
    if (found === undefined) continue;
    const at = typeof found === 'string' ? readRfc3339(found) : undefined;
    if (at === undefined) return { field, reason: `Allowed is a time as 2026-11-22T08:00:00Z, found ${show(found)}.` };
    read[field] = at;
  }
  const seenAt = read['seenAt'] ?? defaults.seenAt;
  if (seenAt === undefined)
    return { field: 'seenAt', reason: 'Missing: say when it was seen, or give an instant for the whole file.' };
  const { holdsFrom, holdsTo } = holdingPeriod(seenAt, read['holdsFrom'], read['holdsTo'], defaults.timeZone);
  if (!(holdsFrom < holdsTo))
    return { field: 'holdsTo', reason: 'A sighting must hold for a while: holdsTo lies after holdsFrom.' };
  return { seenAt, holdsFrom, holdsTo };
}

/** A sighting speaks for its own day in the time zone unless its source says how long it holds. */
export function holdingPeriod(
  seenAt: Instant,
  from: Instant | undefined,
  to: Instant | undefined,
  timeZone: string,
): { readonly holdsFrom: Instant; readonly holdsTo: Instant } {
  if (to === undefined) {
    const day = dayAround(from ?? seenAt, timeZone);
    return { holdsFrom: from ?? day.from, holdsTo: day.to };
  }
  return { holdsFrom: from ?? Math.min(seenAt, to), holdsTo: to };
}

type Unknowing = keyof HoldingTimes | 'sourceRow' | 'productName' | 'availability';
type Unchecked = Readonly<Record<Exclude<keyof Sighting, Unknowing>, unknown>> &
  HoldingTimes & { readonly sourceRow: number | null; readonly productName?: unknown; readonly availability?: unknown };

/** The rules every sighting keeps, whichever form it came in. */
export function checkSighting(row: Unchecked): SightingReading {
  const { product, productName, channel, place, amount, currency, onSale, priceType, source } = row;
  if (!isText(product, 200)) return wrong('product', product, 'a text of 1 to 200 characters');
  if (productName !== undefined && !isText(productName, 300))
    return wrong('productName', productName, 'a text of 1 to 300 characters');
  if (typeof channel !== 'string' || !channelPattern.test(channel))
    return wrong('channel', channel, 'small letters, digits and hyphens, as store or web');
  if (place !== null && !isText(place, 300)) return wrong('place', place, 'a text of 1 to 300 characters');
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0 || amount > MOST_MINOR_UNITS)
    return wrong('amount', amount, 'a whole number of minor units (öre), 0 or more');
  if (typeof currency !== 'string' || !isKnownCurrency(currency))
    return wrong('currency', currency, 'a currency code of ISO 4217, as SEK');
  if (onSale !== null && typeof onSale !== 'boolean') return wrong('onSale', onSale, 'true or false');
  const knownPriceType = priceTypes.find((each) => each === priceType);
  if (knownPriceType === undefined) return wrong('priceType', priceType, priceTypes.join(', '));
  const availability = availabilities.find((each) => each === row.availability);
  if (row.availability !== undefined && availability === undefined)
    return wrong('availability', row.availability, availabilities.join(', '));
  if (!isText(source, 300)) return wrong('source', source, 'a text of 1 to 300 characters');
  return {
    sighting: {
      product,
      ...(productName === undefined ? {} : { productName }),
      channel,
      place,
      amount,
      currency,
      onSale,
      priceType: knownPriceType,
      ...(availability === undefined ? {} : { availability }),
      seenAt: row.seenAt,
      holdsFrom: row.holdsFrom,
      holdsTo: row.holdsTo,
      source,
      sourceRow: row.sourceRow,
    },
  };
}

/** True for a currency of ISO 4217; asking again of one that is costs nothing. */
export function isKnownCurrency(code: string): boolean {
  const known = currencies.get(code);
  if (known !== undefined) return known;
  const is = isCurrency(code);
  // Only what is a currency is remembered, so that rubbish cannot make the table grow.
  if (is) currencies.set(code, is);
  return is;
}

// Neither a NUL nor half a character can be stored in a text of PostgreSQL; such a row is at fault, not the store.
function isText(value: unknown, most: number): value is string {
  const isRightLong = typeof value === 'string' && value.length > 0 && value.length <= most;
  return isRightLong && !value.includes('\u0000') && value.isWellFormed();
}

function wrong(field: string, found: unknown, allowed: string): SightingFault {
  const reason =
    found === undefined || found === ''
      ? `Missing: allowed is ${allowed}.`
      : `Allowed is ${allowed}, found ${show(found)}.`;
  return { field, reason };
}

/** What was found, short enough for a line of a report. */
export function show(found: unknown): string {
  const text = found === undefined ? 'nothing' : jsonText(found);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
