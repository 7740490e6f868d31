import type { Language } from '../../ui/format.ts';
import type { AgoUnit, ValueForm } from './rule-form.ts';

/** A rule, or a piece of one, as it is written in JSON. */
export type Written = { readonly [field: string]: unknown };

const LONGEST = { hours: 87_600, days: 36_500, months: 1200 } as const satisfies Record<AgoUnit, number>;
const NUMBER = /^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i;

/** The number in a text, with a point or a comma. */
function numberIn(text: string): number | undefined {
  const bare = text.trim();
  const number = Number(bare.replace(',', '.'));
  return NUMBER.test(bare) && Number.isFinite(number) ? number : undefined;
}

/** A number as it is written in the reader's language. */
export function numberWritten(number: number, language: Language): string {
  return language === 'sv' ? String(number).replace('.', ',') : String(number);
}

export function textIn(text: string): string | undefined {
  const bare = text.trim();
  return bare === '' ? undefined : bare;
}

export function wholeIn(text: string, least: number, most: number): number | undefined {
  const number = numberIn(text);
  return number !== undefined && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}

/** A day out of a field that holds one or nothing. */
export const dayIn = (text: string): string | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined);

function plainIn(text: string, type: ValueForm['type']): string | number | boolean | undefined {
  if (type === 'number') return numberIn(text);
  if (type === 'truth') return text === 'true' ? true : text === 'false' ? false : undefined;
  return textIn(text);
}

/** The values of a list, one on each line; none where one of them is not of the type. */
function plainsIn(text: string, type: ValueForm['type']): readonly (string | number | boolean)[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map((line) => plainIn(line, type));
  const good = values.filter((value) => value !== undefined);
  return good.length === 0 || good.length < values.length ? undefined : good;
}

export function agoIn(text: string, unit: AgoUnit): Written | undefined {
  const count = wholeIn(text, 0, LONGEST[unit]);
  return count === undefined ? undefined : { [unit]: count };
}

const of = (name: string, asked: unknown): Written | undefined => (asked === undefined ? undefined : { [name]: asked });

/** The test of a value, in the language of rules, and whether it is turned round. */
export function testIn({ test, type, value, unit }: ValueForm): {
  readonly asks: Written | undefined;
  readonly isNot: boolean;
} {
  switch (test) {
    case 'is':
    case 'isNot':
      return { asks: of('equals', plainIn(value, type)), isNot: test === 'isNot' };
    case 'oneOf':
    case 'noneOf':
      return { asks: of('oneOf', plainsIn(value, type)), isNot: test === 'noneOf' };
    case 'contains':
    case 'lacks':
      return { asks: of('contains', textIn(value)), isNot: test === 'lacks' };
    case 'moreThan':
    case 'atLeast':
    case 'lessThan':
    case 'atMost':
      return { asks: of(test, numberIn(value)), isNot: false };
    case 'from':
    case 'before':
      return { asks: of(test, dayIn(value)), isNot: false };
    case 'fromAgo':
      return { asks: of('from', agoIn(value, unit)), isNot: false };
    case 'beforeAgo':
      return { asks: of('before', agoIn(value, unit)), isNot: false };
    case 'exists':
    case 'missing':
      return { asks: { exists: test === 'exists' }, isNot: false };
    default:
      return test satisfies never;
  }
}

export function pathIn(text: string): string | readonly string[] | undefined {
  const keys = text.split(' / ').map((each) => each.trim());
  if (keys.includes('')) return undefined;
  return keys.length === 1 ? keys[0] : keys;
}
