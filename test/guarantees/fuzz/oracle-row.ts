import type { Verdict } from './oracle.ts';
import { type Fields, isAbsent, isFields, isTextOf, readIso, somebody } from './oracle-value.ts';

/** What must become of sightings, each judged alone, and of a question to decide. */
const sightingFields = new Set(
  'product productName channel place amount currency onSale priceType seenAt holdsFrom holdsTo source sourceRow'.split(
    ' ',
  ),
);
const currencies = new Set(Intl.supportedValuesOf('currency'));

function isKeepable(value: unknown, most: number): boolean {
  return isTextOf(value, 1, most) && value.isWellFormed() && !value.includes('\u0000');
}

function isSighting(row: unknown): boolean {
  if (!isFields(row)) return false;
  if (Object.keys(row).some((key) => !sightingFields.has(key))) return false;
  const at = (field: string): number | undefined | null => {
    const written = row[field];
    if (written === undefined) return undefined;
    const isExact =
      typeof written === 'string' &&
      /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/.test(written);
    return isExact && Number(written.slice(0, 4)) >= 1900 ? (readIso(written) ?? null) : null;
  };
  const [seen, from, to] = [at('seenAt'), at('holdsFrom'), at('holdsTo')];
  if (isAbsent(seen) || from === null || to === null) return false;
  const optional = (field: string, holds: (value: unknown) => boolean): boolean =>
    isAbsent(row[field]) || holds(row[field]);
  const amount = row['amount'];
  return (
    isKeepable(row['product'], 200) &&
    (row['productName'] === undefined || isKeepable(row['productName'], 300)) &&
    typeof row['channel'] === 'string' &&
    /^[a-z][a-z0-9-]{0,39}$/.test(row['channel']) &&
    optional('place', (value) => isKeepable(value, 300)) &&
    Number.isInteger(amount) &&
    (amount as number) >= 0 &&
    (amount as number) <= 9_007_199_254_740 &&
    currencies.has(row['currency'] as string) &&
    optional('onSale', (value) => typeof value === 'boolean') &&
    optional('priceType', (value) => ['regular', 'sale', 'member', 'unknown'].includes(value as string)) &&
    isKeepable(row['source'], 300) &&
    optional('sourceRow', (value) => isCount(value) && value < 2 ** 31) &&
    (from === undefined || to === undefined || from < to)
  );
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

export function judgeSightings(value: unknown): Verdict {
  const holds = isFields(value) && Object.keys(value).join() === 'sightings' && Array.isArray(value['sightings']);
  const rows = holds ? (value['sightings'] as unknown[]) : [];
  if (rows.length < 1 || rows.length > 5000) return { kind: 'refused', why: 'no sightings' };
  const good = rows.filter(isSighting).length;
  return { kind: 'sightings', good, bad: rows.length - good };
}

function isIdentifier(each: unknown): boolean {
  return (
    isFields(each) &&
    Object.keys(each).toSorted().join() === 'type,value' &&
    typeof each['type'] === 'string' &&
    /^[a-z][a-z_]{1,39}$/.test(each['type']) &&
    isTextOf(each['value'], 1, 320)
  );
}

export function judgeDecision(value: unknown, channels: ReadonlySet<string>): Verdict {
  const refused = { kind: 'refused', why: 'no question' } as const;
  if (!isFields(value)) return refused;
  const { identifiers, channel, touchpoint, product } = value;
  const known = ['identifiers', 'channel', 'touchpoint', 'product'];
  const holds =
    Object.keys(value).every((key) => known.includes(key)) &&
    Array.isArray(identifiers) &&
    identifiers.length >= 1 &&
    identifiers.length <= 20 &&
    identifiers.every(isIdentifier) &&
    identifiers.some((each: Fields) => somebody(each['value']) !== undefined) &&
    typeof channel === 'string' &&
    /^[a-z][a-z0-9-]{0,39}$/.test(channel) &&
    (touchpoint === undefined || isKeepable(touchpoint, 300)) &&
    (product === undefined || isKeepable(product, 200));
  return holds ? { kind: 'decision', isSure: channels.has(channel) } : refused;
}
