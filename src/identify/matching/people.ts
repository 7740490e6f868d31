import { comparableValue, type PersonField, type PersonValues } from './person-field.ts';

/** A record of a list as it is handed in. `apart`: records with different values are never the same person. */
export type PersonRecord = {
  readonly id: string;
  readonly list: 0 | 1;
  readonly values: PersonValues;
  readonly apart?: string;
};

/** The values of one field, each once; a record holds the number of its value, 0 for none. */
export type Column = {
  readonly field: PersonField;
  readonly codes: Int32Array;
  readonly values: readonly string[];
  /** How many records of the first and second list hold each value. */
  readonly counts: readonly [Int32Array, Int32Array];
};

/** Records side by side in columns: a million of them are a handful of arrays. */
export type People = {
  readonly count: number;
  readonly ids: readonly string[];
  readonly lists: Uint8Array;
  readonly apart: Int32Array;
  readonly columns: readonly Column[];
  /** 2 when pairs are only looked for between the lists. */
  readonly listCount: 1 | 2;
};

type Codes = { codes: number[]; byValue: Map<string, number> };

/** Takes records one by one, keeping of them only what is compared; `finish` lays them in columns. */
export function collectPeople(fields: readonly PersonField[], listCount: 1 | 2) {
  const ids: string[] = [];
  const lists: number[] = [];
  const apart: Codes = { codes: [], byValue: new Map() };
  const raw = fields.map((field): RawColumn => ({ field, codes: [], byValue: new Map() }));
  return {
    add(record: PersonRecord): void {
      ids.push(record.id);
      lists.push(record.list);
      addValue(apart, record.apart ?? '');
      for (const column of raw) {
        const text = record.values[column.field];
        addValue(column, text === undefined || text === '' ? '' : comparableValue(column.field, text));
      }
    },
    finish: (): People => laidOut({ ids, lists, apart, raw }, listCount),
  };
}

/** Lays records in columns. Fields that nobody has are left out. */
export function layOut(records: Iterable<PersonRecord>, fields: readonly PersonField[], listCount: 1 | 2): People {
  const people = collectPeople(fields, listCount);
  for (const record of records) people.add(record);
  return people.finish();
}

type RawColumn = Codes & { readonly field: PersonField };
type Raw = {
  readonly ids: readonly string[];
  readonly lists: readonly number[];
  readonly apart: Codes;
  readonly raw: readonly RawColumn[];
};

/**
 * The order depends on what the records hold and not on how they came, so that the same lists give the same people in
 * whatever order they are read.
 */
function laidOut({ ids, lists, apart, raw }: Raw, listCount: 1 | 2): People {
  const sorted = raw.filter((each) => each.byValue.size > 0).map((each) => ({ ...each, ...inValueOrder(each) }));
  const order = Uint32Array.from({ length: ids.length }, (_, i) => i).toSorted((a, b) => {
    for (const { codes } of sorted) {
      const difference = (codes[a] ?? 0) - (codes[b] ?? 0);
      if (difference !== 0) return difference;
    }
    const byList = (lists[a] ?? 0) - (lists[b] ?? 0);
    if (byList !== 0) return byList;
    const [idA = '', idB = ''] = [ids[a], ids[b]];
    return idA < idB ? -1 : idA > idB ? 1 : 0;
  });
  const listOf = Uint8Array.from(order, (i) => lists[i] ?? 0);
  return {
    count: ids.length,
    ids: Array.from(order, (i) => ids[i] ?? ''),
    lists: listOf,
    apart: Int32Array.from(order, (i) => apart.codes[i] ?? 0),
    listCount,
    columns: sorted.map(({ field, codes, values }) => {
      const ordered = Int32Array.from(order, (i) => codes[i] ?? 0);
      return { field, codes: ordered, values, counts: countValues(ordered, listOf, values.length) };
    }),
  };
}

function addValue({ codes, byValue }: Codes, value: string): void {
  if (value === '') {
    codes.push(0);
    return;
  }
  let code = byValue.get(value);
  if (code === undefined) {
    code = byValue.size + 1;
    byValue.set(value, code);
  }
  codes.push(code);
}

/** Numbers the values by their place in the alphabet instead of by when they were met. */
function inValueOrder({ codes, byValue }: Codes): { codes: Int32Array; values: string[] } {
  const values = ['', ...[...byValue.keys()].toSorted()];
  const placeOf = new Int32Array(values.length);
  values.forEach((value, place) => {
    if (place > 0) placeOf[byValue.get(value) ?? 0] = place;
  });
  return { codes: Int32Array.from(codes, (code) => placeOf[code] ?? 0), values };
}

function countValues(codes: Int32Array, lists: Uint8Array, size: number): [Int32Array, Int32Array] {
  const counts: [Int32Array, Int32Array] = [new Int32Array(size), new Int32Array(size)];
  codes.forEach((code, i) => {
    const of = lists[i] === 1 ? counts[1] : counts[0];
    of[code] = (of[code] ?? 0) + 1;
  });
  return counts;
}

/** How many pairs of records there are to be the same person or not. */
export function countPairs({ count, lists, listCount }: People): number {
  if (listCount === 1) return (count * (count - 1)) / 2;
  const second = lists.reduce((sum, list) => sum + list, 0);
  return second * (count - second);
}
