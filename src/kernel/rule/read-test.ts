import { faultAt, type Fields, type Place, readChoice, readList, readText, within } from './form.ts';
import { isDay, readAgo, readZone } from './read-window.ts';
import type { PlainValue, ValuePath, ValueTest } from './rule.ts';

const numberTests = { lessThan: '<', atMost: '<=', moreThan: '>', atLeast: '>=' } as const;
const dayTests = { before: '<', from: '>=' } as const;
const TESTS = ['equals', 'oneOf', 'contains', ...Object.keys(numberTests), ...Object.keys(dayTests), 'exists'];
export const TEST_FIELDS = [...TESTS, 'zone'];
const MOST_VALUES = 1000;
const MOST_KEYS = 5;

/** The keys to a value: `city`, or `["address", "city"]` for one within another. */
export function readPath(place: Place): ValuePath {
  if (typeof place.value === 'string') return [readText(place, 100)];
  return readList(place, MOST_KEYS, (item) => readText(item, 100));
}

function readPlain(place: Place): PlainValue {
  const { value } = place;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (value === '') return value;
  if (typeof value === 'string') return readText(place);
  throw faultAt(place, 'a text, a number, true or false');
}

function nameIn<K extends string>(table: Readonly<Record<K, unknown>>, name: string): K | undefined {
  for (const key in table) if (key === name) return key;
  return undefined;
}

/** A test and whether it is to be turned round, as `exists: false` is. */
export type WrittenTest = { readonly test: ValueTest; readonly isTurned: boolean };

/** The one test that a condition on a value holds. */
export function readTest(place: Place, fields: Fields): WrittenTest {
  const name = readChoice(place, fields, TESTS);
  const at = within(place, name, fields[name]);
  if (name === 'exists') {
    if (typeof at.value !== 'boolean') throw faultAt(at, 'true or false');
    return { test: { op: 'exists' }, isTurned: !at.value };
  }
  return { test: readValueTest(place, fields, name, at), isTurned: false };
}

function readValueTest(place: Place, fields: Fields, name: string, at: Place): ValueTest {
  if (name === 'equals') return { op: 'in', values: [readPlain(at)] };
  if (name === 'oneOf') return { op: 'in', values: readList(at, MOST_VALUES, readPlain) };
  if (name === 'contains') return { op: 'contains', text: readText(at) };
  const number = nameIn(numberTests, name);
  if (number !== undefined) {
    if (typeof at.value !== 'number' || !Number.isFinite(at.value)) throw faultAt(at, 'a number');
    return { op: 'number', than: numberTests[number], value: at.value };
  }
  const than = dayTests[nameIn(dayTests, name) ?? 'from'];
  if (typeof at.value === 'string') {
    if (!isDay(at.value)) throw faultAt(at, 'a day, as 2026-11-22, or so long ago, as {"days": 30}');
    return { op: 'day', than, day: at.value };
  }
  return { op: 'day', than, day: readAgo(at, readZone(place, fields)) };
}
