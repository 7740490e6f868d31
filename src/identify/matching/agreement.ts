import {
  ALIKE_ADDRESS,
  type Comparison,
  comparisons,
  homeComparisons,
  homeDigit,
  homeFields,
  homeLevels,
  SWAPPED,
} from './comparison.ts';
import type { Column, People } from './people.ts';
import type { PersonField } from './person-field.ts';

/** What is compared of two records: one field, or the home, which is several. */
export type Aspect = {
  readonly name: PersonField | 'home';
  readonly fields: readonly PersonField[];
  readonly levels: readonly string[];
  /** For each level that means having the same value: of which column. */
  readonly sameOf: readonly (Column | undefined)[];
  readonly digitOf: (i: number, j: number) => number;
};

/**
 * How two records agree, over all aspects, as one whole number: the pattern. Each aspect is a digit: 0 when one of them
 * does not say, else the level counted from 1. Pairs are many, patterns few; all that is learnt is learnt from patterns.
 */
export type Agreement = {
  readonly aspects: readonly Aspect[];
  readonly patternOf: (i: number, j: number) => number;
  readonly digitsOf: (pattern: number) => number[];
  readonly patternCount: number;
};

/** Levels of pairs of values that have been compared lately; names repeat, so most comparisons are only looked up. */
const REMEMBERED_BITS = 18;

/** Names up to this level agree. They are compared before the e-mail address. */
const NEARLY_SAME = 2;

/** Prepares the comparing of people, aspect by aspect. */
export function agreementOf({ columns }: People): Agreement {
  const columnOf = new Map(columns.map((column) => [column.field, column]));
  const aspects = [
    ...comparisons.flatMap((comparison) => {
      const column = columnOf.get(comparison.field);
      return column === undefined ? [] : [fieldAspect(column, comparison)];
    }),
    ...homeAspect(columnOf),
  ];
  const sizes = aspects.map(({ levels }) => levels.length + 1);
  const scales = sizes.map((_, k) => sizes.slice(0, k).reduce((product, size) => product * size, 1));
  const given = aspects.findIndex(({ name }) => name === 'givenName');
  const family = aspects.findIndex(({ name }) => name === 'surname');
  const isSwapped = swapReader(columnOf.get('givenName'), columnOf.get('surname'));
  const swappedDigit = (aspects[given]?.levels.indexOf(SWAPPED) ?? 0) + 1;
  const email = aspects.findIndex(({ name }) => name === 'email');
  const alikeDigit = (aspects[email]?.levels.indexOf(ALIKE_ADDRESS) ?? 0) + 1;
  return {
    aspects,
    patternCount: sizes.reduce((product, size) => product * size, 1),
    patternOf: (i, j) => {
      const swapped = isSwapped(i, j);
      let [pattern, agreeingNames] = [0, swapped ? 2 : 0];
      for (let k = 0; k < aspects.length; k += 1) {
        // A swap is counted once: as the given name's level; the surname then says no more.
        if (swapped && k === family) continue;
        const digit = swapped && k === given ? swappedDigit : (aspects[k]?.digitOf(i, j) ?? 0);
        if (digit > 0 && digit <= NEARLY_SAME && (k === given || k === family)) agreeingNames += 1;
        if (k === email && digit === alikeDigit && agreeingNames === 2) continue;
        pattern += (scales[k] ?? 0) * digit;
      }
      return pattern;
    },
    digitsOf: (pattern) => sizes.map((size, k) => Math.floor(pattern / (scales[k] ?? 1)) % size),
  };
}

function fieldAspect(column: Column, { field, levels, levelOf }: Comparison): Aspect {
  const digitOf = digitReader(column, levelOf);
  return { name: field, fields: [field], levels, sameOf: [column], digitOf };
}

function homeAspect(columnOf: ReadonlyMap<PersonField, Column>): Aspect[] {
  const [address, postcode, city] = homeFields.map((field) => {
    const column = columnOf.get(field);
    return column === undefined ? () => 0 : digitReader(column, homeComparisons[field]);
  });
  const fields = homeFields.filter((field) => columnOf.has(field));
  if (fields.length === 0 || address === undefined || postcode === undefined || city === undefined) return [];
  return [
    {
      name: 'home',
      fields,
      levels: homeLevels.map(({ level }) => level),
      sameOf: homeLevels.map(({ sameOf }) => (sameOf === undefined ? undefined : columnOf.get(sameOf))),
      digitOf: (i, j) => homeDigit(address(i, j), postcode(i, j), city(i, j)),
    },
  ];
}

function digitReader({ codes, values }: Column, levelOf: Comparison['levelOf']): Aspect['digitOf'] {
  const size = 1 << REMEMBERED_BITS;
  const keys = new Float64Array(size);
  const digits = new Uint8Array(size);
  const width = values.length;
  return (i, j) => {
    const a = codes[i] ?? 0;
    const b = codes[j] ?? 0;
    if (a === 0 || b === 0) return 0;
    if (a === b) return 1;
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * width + high;
    const slot = ((Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0) >>> (32 - REMEMBERED_BITS);
    if (keys[slot] === key) return digits[slot] ?? 0;
    const digit = levelOf(values[low] ?? '', values[high] ?? '') + 1;
    keys[slot] = key;
    digits[slot] = digit;
    return digit;
  };
}

function swapReader(given: Column | undefined, family: Column | undefined): (i: number, j: number) => boolean {
  if (given === undefined || family === undefined) return () => false;
  const familyCode = new Map(family.values.map((value, code) => [value, code]));
  const asFamily = Int32Array.from(given.values, (value) => (value === '' ? 0 : (familyCode.get(value) ?? -1)));
  return (i, j) => {
    const [a = 0, b = 0] = [given.codes[i], given.codes[j]];
    if (a === b || a === 0 || b === 0) return false;
    return asFamily[a] === family.codes[j] && asFamily[b] === family.codes[i];
  };
}
