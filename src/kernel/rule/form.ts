import { DomainError } from '../errors.ts';
import { KEEPABLE } from '../keepable.ts';

const keepable = new RegExp(KEEPABLE, 'u');
/** How deep a rule may be written. */
const MOST_DEPTH = 12;
const MOST_SHOWN = 80;

/** One place in a rule's JSON: its value and the path to it. */
export type Place = { readonly value: unknown; readonly path: string; readonly depth: number };

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The fault of a place that does not hold what it must. */
export function faultAt(place: Place, allowed: string): DomainError {
  const found = shown(place.value);
  return new DomainError('field-invalid', `${place.path} holds ${found}; allowed is ${allowed}.`, [
    { field: place.path, found, allowed },
  ]);
}

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object that has no others than those. */
export function readFields(place: Place, names: readonly string[]): Fields {
  const { value } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw faultAt(place, `an object of ${names.join(', ')}`);
  }
  if (place.depth > MOST_DEPTH) {
    throw faultAt({ ...place, value: 'a rule deeper than that' }, `a rule at most ${MOST_DEPTH} deep`);
  }
  const other = Object.keys(value).find((name) => !names.includes(name));
  if (other !== undefined) {
    throw faultAt({ ...place, path: `${place.path}.${other.slice(0, MOST_SHOWN)}`, value: other }, names.join(', '));
  }
  return Object.fromEntries(Object.entries(value));
}

/** The place of a field or an item within a place. */
export function within(place: Place, key: string | number, value: unknown): Place {
  return { value, path: `${place.path}.${key}`, depth: place.depth + 1 };
}

/** A list of one to `most` things. */
export function readList<T>(place: Place, most: number, read: (item: Place) => T): T[] {
  const { value } = place;
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    throw faultAt(place, `a list of 1 to ${most}`);
  }
  return value.map((item: unknown, index) => read(within(place, index, item)));
}

/** A text of 1 to `most` characters. */
export function readText(place: Place, most = 300): string {
  const { value } = place;
  if (typeof value !== 'string' || value === '' || value.length > most || !keepable.test(value)) {
    throw faultAt(place, `a text of 1 to ${most} characters`);
  }
  return value;
}

/** A whole number within bounds, both allowed. */
export function readWhole(place: Place, least: number, most: number): number {
  const { value } = place;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw faultAt(place, `a whole number from ${least} to ${most}`);
  }
  return value;
}

/** The only one of `names` that the fields hold. */
export function readChoice(place: Place, fields: Fields, names: readonly string[]): string {
  const [first, second] = names.filter((name) => fields[name] !== undefined);
  if (first === undefined || second !== undefined) throw faultAt(place, `exactly one of ${names.join(', ')}`);
  return first;
}
