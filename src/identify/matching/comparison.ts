import { DAY_MS } from '../../kernel/period.ts';
import type { PersonField } from './person-field.ts';
import { jaroWinkler, slipsBetween } from './similarity.ts';

/**
 * How two values of a field are compared: the levels of agreement, the best first. The first is always that they are
 * the same, the last that they differ. `levelOf` is asked only about values that differ, and is symmetric.
 */
export type Comparison = {
  readonly field: PersonField;
  readonly levels: readonly string[];
  readonly levelOf: (a: string, b: string) => number;
};

/** The level of a given name that stands as the other's surname, and the other way round. */
export const SWAPPED = 'swapped with the surname';

/**
 * The level of e-mail addresses that lie further apart than slips of the pen. Addresses are made of names: of two people
 * who are called the same it says nothing more.
 */
export const ALIKE_ADDRESS = 'alike';

const nameLevels = ['same', 'nearly the same', 'alike', 'somewhat alike'];

function nameLevel(a: string, b: string): number {
  const likeness = jaroWinkler(a, b);
  return likeness >= 0.92 ? 1 : likeness >= 0.88 ? 2 : likeness >= 0.7 ? 3 : 4;
}

/** What is known about each field before any data is seen: which differences are worth telling apart. */
export const comparisons: readonly Comparison[] = [
  { field: 'surname', levels: [...nameLevels, 'differs'], levelOf: nameLevel },
  {
    field: 'givenName',
    levels: [...nameLevels, SWAPPED, 'differs'],
    levelOf: (a, b) => {
      const level = nameLevel(a, b);
      return level === 4 ? 5 : level;
    },
  },
  {
    field: 'birthDate',
    levels: ['same', 'one slip', 'within a month', 'within a year', 'within ten years', 'differs'],
    levelOf: (a, b) => {
      if (slipsBetween(a, b, 1) <= 1) return 1;
      const days = Math.abs(dayNumber(a) - dayNumber(b));
      if (Number.isNaN(days)) return 5;
      return days <= 31 ? 2 : days <= 366 ? 3 : days <= 3653 ? 4 : 5;
    },
  },
  {
    field: 'nationalId',
    levels: ['same', 'one slip', 'two slips', 'differs'],
    levelOf: (a, b) => slipsBetween(a, b, 2),
  },
  {
    field: 'email',
    levels: ['same', 'same name, other domain', 'one or two slips', ALIKE_ADDRESS, 'differs'],
    levelOf: (a, b) => {
      if (localPart(a) === localPart(b)) return 1;
      const likeness = jaroWinkler(a, b);
      // Slips take long to count in long addresses, and most pairs are nowhere near.
      if (likeness < 0.8) return 4;
      if (slipsBetween(a, b, 2) <= 2) return 2;
      return likeness >= 0.88 ? 3 : 4;
    },
  },
  { field: 'phone', levels: ['same', 'one slip', 'differs'], levelOf: (a, b) => slipsBetween(a, b, 1) },
];

/**
 * Address, postcode and city say one thing: where somebody lives. Counted one by one, a family under one roof would
 * look like one person three times over; so they are compared together, and the best that agrees speaks for all.
 */
export const homeFields = ['address', 'postcode', 'city'] as const;
export type HomeField = (typeof homeFields)[number];

export const homeComparisons: Readonly<Record<HomeField, (a: string, b: string) => number>> = {
  address: (a, b) => {
    const likeness = jaroWinkler(a, b);
    return likeness >= 0.92 ? 1 : likeness >= 0.8 ? 2 : 3;
  },
  postcode: (a, b) => slipsBetween(a, b, 1),
  city: (a, b) => (jaroWinkler(a, b) >= 0.88 ? 1 : 2),
};

/** The levels of the home, with the field whose sameness each of them is, where it is one. */
export const homeLevels: readonly { readonly level: string; readonly sameOf?: HomeField }[] = [
  { level: 'same address', sameOf: 'address' },
  { level: 'nearly the same address' },
  { level: 'alike address in the same place' },
  { level: 'same address in another place' },
  { level: 'same postcode', sameOf: 'postcode' },
  { level: 'same city', sameOf: 'city' },
  { level: 'nearly the same place' },
  { level: 'differs' },
];

/** The level of the home from the levels of its fields; each counted from 1, 0 where one of the two does not say. */
export function homeDigit(address: number, postcode: number, city: number): number {
  if (address === 0 && postcode === 0 && city === 0) return 0;
  const isSamePlace = postcode === 1 || city === 1;
  const isNearPlace = isSamePlace || postcode === 2 || city === 2;
  const isNowhere = postcode === 0 && city === 0;
  if (address === 1) return isNearPlace || isNowhere ? 1 : 4;
  if (address === 2 && (isNearPlace || isNowhere)) return 2;
  if (address === 3 && isSamePlace) return 3;
  if (postcode === 1) return 5;
  if (city === 1) return 6;
  return isNearPlace ? 7 : 8;
}

function localPart(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@')));
}

function dayNumber(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(date);
  if (match === null) return Number.NaN;
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
}
