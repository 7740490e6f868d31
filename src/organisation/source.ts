import { LONGEST_SOURCE_ID, SOURCE_ID_PATTERN } from './source.contract.ts';

/**
 * A source is a system that hands in events. Its id is what its events carry for ever, so it is made once, from the
 * name, and never changes; everything else that is said of it may.
 */
const sourceIdPattern = new RegExp(SOURCE_ID_PATTERN);

/** Whether a new source may have the id. */
export function isSourceId(id: string): boolean {
  return sourceIdPattern.test(id);
}

/** The id that a name gives: `Kassan i Umeå` is `kassan-i-umea`. `undefined` where the name holds no letter or digit. */
export function sourceIdOf(name: string): string | undefined {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST_SOURCE_ID)
    .replace(/-+$/, '');
  return plain === '' ? undefined : plain;
}

// Codes that the region names know and no telephone number belongs to.
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether the two letters are a country of ISO 3166; an old or other way of writing one (`UK`) is not. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || noCountries.has(code) || regions.of(code) === undefined) return false;
  return new Intl.Locale(`und-${code}`).region === code;
}

type Value = string | null | readonly string[];

/** What differs between two states of a thing, as it was and as it is, for the audit. */
export function changesBetween<T extends Readonly<Record<string, Value>>>(
  before: T,
  after: T,
): { readonly from: Partial<T>; readonly to: Partial<T> } | undefined {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (changed.length === 0) return undefined;
  const pick = (of: T): Partial<T> => Object.fromEntries(changed.map((key) => [key, of[key]])) as Partial<T>;
  return { from: pick(before), to: pick(after) };
}
