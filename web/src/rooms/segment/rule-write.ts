import type { Language } from '../../ui/format.ts';
import type { AgoUnit, ConditionForm, EventForm, GroupForm, NodeForm, ValueForm, WindowForm } from './rule-form.ts';

/** A rule, or a piece of one, as it is written in JSON. */
export type Written = { readonly [field: string]: unknown };

/** A field that does not yet hold what it must: of which condition, and which of its fields. */
export type FormFault = { readonly key: number; readonly field: string };

/** What a form comes to; there is no rule while something is at fault. */
export type FormOutcome =
  | { readonly rule: Written; readonly faults: readonly [] }
  | { readonly rule: undefined; readonly faults: readonly FormFault[] };

type Writing = { readonly key: number; readonly faults: FormFault[] };

const MOST_TIMES = 10_000;
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

function demand<T>({ key, faults }: Writing, field: string, value: T | undefined): T | undefined {
  if (value === undefined) faults.push({ key, field });
  return value;
}

function textIn(text: string): string | undefined {
  const bare = text.trim();
  return bare === '' ? undefined : bare;
}

function wholeIn(text: string, least: number, most: number): number | undefined {
  const number = numberIn(text);
  return number !== undefined && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}

/** A day out of a field that holds one or nothing. */
const dayIn = (text: string): string | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined);

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

function agoIn(text: string, unit: AgoUnit): Written | undefined {
  const count = wholeIn(text, 0, LONGEST[unit]);
  return count === undefined ? undefined : { [unit]: count };
}

const of = (name: string, asked: unknown): Written | undefined => (asked === undefined ? undefined : { [name]: asked });

/** The test of a value, in the language of rules, and whether it is turned round. */
function testIn({ test, type, value, unit }: ValueForm): {
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

function pathIn(text: string): string | readonly string[] | undefined {
  const keys = text.split(' / ').map((each) => each.trim());
  if (keys.includes('')) return undefined;
  return keys.length === 1 ? keys[0] : keys;
}

/** The name and the test of a value; `place` tells its fields from those of the other values of a condition. */
function writeValue(writing: Writing, named: 'attribute' | 'property', form: ValueForm, place = '') {
  const { asks, isNot } = testIn(form);
  const path = demand(writing, `${place}path`, pathIn(form.path));
  demand(writing, `${place}value`, asks);
  const written: Written = { [named]: path, ...asks };
  return isNot ? { not: written } : written;
}

function writeWindow(writing: Writing, { how, count, unit, from, to }: WindowForm): Written {
  const ago = (): Written | undefined => demand(writing, 'count', agoIn(count, unit));
  const day = (field: 'from' | 'to', text: string): string | undefined => demand(writing, field, dayIn(text));
  if (how === 'within') return { within: ago() };
  if (how === 'notWithin') return { until: ago() };
  return {
    ...(how === 'since' || how === 'between' ? { since: day('from', from) } : {}),
    ...(how === 'until' || how === 'between' ? { until: day('to', to) } : {}),
  };
}

const oneOrMore = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? (list[0] ?? '') : list);

function writeEvent(writing: Writing, form: EventForm): Written {
  const { verb, event, how, times, channels, products, properties } = form;
  const isAnything = textIn(event) === undefined;
  // Anything at all is asked of channels alone, and has no first or last.
  if (isAnything && (channels.length === 0 || verb === 'first' || verb === 'last')) demand(writing, 'event', undefined);
  if ((verb === 'first' || verb === 'last') && form.window.how === 'ever') demand(writing, 'window', undefined);
  const channel = channels.length === 0 ? undefined : oneOrMore(channels);
  const count =
    verb === 'did' ? demand(writing, 'times', wholeIn(times, how === 'atLeast' ? 1 : 0, MOST_TIMES)) : undefined;
  const written: Written = {
    ...(isAnything ? { seenIn: channel } : { [verb]: event.trim(), ...(channel === undefined ? {} : { channel }) }),
    ...(products.length === 0 ? {} : { product: oneOrMore(products) }),
    ...(properties.length === 0
      ? {}
      : { properties: properties.map((each, index) => writeValue(writing, 'property', each, `${index}.`)) }),
    ...writeWindow(writing, form.window),
    ...(verb !== 'did' || (how === 'atLeast' && count === 1) ? {} : { [how]: count }),
  };
  return isAnything && verb === 'never' ? { not: written } : written;
}

function writeCondition(form: ConditionForm, faults: FormFault[]): Written {
  const writing = { key: form.key, faults };
  switch (form.kind) {
    case 'attribute':
      return writeValue(writing, 'attribute', form);
    case 'event':
      return writeEvent(writing, form);
    case 'identifier': {
      const written = { has: demand(writing, 'type', textIn(form.type)) };
      return form.isNot ? { not: written } : written;
    }
    case 'segment': {
      const written = { segment: demand(writing, 'id', textIn(form.id)) };
      return form.isNot ? { not: written } : written;
    }
    default:
      return form satisfies never;
  }
}

function writeNode(form: NodeForm, faults: FormFault[]): Written {
  if (form.kind !== 'group') return writeCondition(form, faults);
  if (form.of.length === 0) faults.push({ key: form.key, field: 'of' });
  const written = { [form.join]: form.of.map((each) => writeNode(each, faults)) };
  return form.isNot ? { not: written } : written;
}

/** The rule that the form describes, or what keeps it from being one. A single condition needs no group around it. */
export function ruleOf(root: GroupForm): FormOutcome {
  const faults: FormFault[] = [];
  const [only, second] = root.of;
  const isBare =
    only !== undefined && second === undefined && only.kind !== 'group' && !root.isNot && root.join === 'all';
  const rule = writeNode(isBare ? only : root, faults);
  return faults.length === 0 ? { rule, faults: [] } : { rule: undefined, faults };
}
