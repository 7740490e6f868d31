import type { PlanView } from '../../../../src/collect/plan/plan-report.contract.ts';
import type { RuleNamesView } from '../../../../src/understand/segment.contract.ts';
import type { ValueType } from './rule-form.ts';

/** A name that can be chosen, with what its values are where that is known. */
export type NameChoice = {
  readonly value: string;
  readonly label: string;
  readonly type?: ValueType;
  readonly values?: readonly string[];
};

/** What a JSON type is called in a rule; a list is asked whether it contains a text. */
function valueTypeOf(type: unknown): ValueType | undefined {
  const known: Readonly<Record<string, ValueType>> = {
    string: 'text',
    array: 'text',
    number: 'number',
    integer: 'number',
    boolean: 'truth',
  };
  return typeof type === 'string' && Object.hasOwn(known, type) ? known[type] : undefined;
}

function named(path: readonly string[], type: ValueType | undefined, values: readonly string[] = []): NameChoice {
  const value = path.join(' / ');
  return { value, label: value, values, ...(type === undefined ? {} : { type }) };
}

/** The attributes that customers have, by name; of one with values of several types the most common holds. */
export function attributeChoices({ attributes }: RuleNamesView): NameChoice[] {
  const choices = new Map<string, NameChoice>();
  for (const { path, type, values } of attributes) {
    const choice = named(path, valueTypeOf(type), values);
    if (!choices.has(choice.value)) choices.set(choice.value, choice);
  }
  return [...choices.values()].toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}

/** The names of track events that have come or are planned, the most common first, by `wordOf` where it knows one. */
export function eventChoices({ entries }: PlanView, wordOf: (name: string) => string | undefined): NameChoice[] {
  return entries
    .filter(({ type, events, live }) => type === 'track' && (events > 0 || live !== null))
    .toSorted((a, b) => b.events - a.events || a.name.localeCompare(b.name, 'sv'))
    .map(({ name }) => {
      const word = wordOf(name);
      return { value: name, label: word === undefined ? name : `${word} · ${name}` };
    });
}

function fieldsOf(schema: unknown): readonly (readonly [string, { readonly type?: unknown }])[] {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).filter(([, field]) => typeof field === 'object' && field !== null);
}

function typeOf({ type }: { readonly type?: unknown }): unknown {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.find((each) => each !== 'null');
}

/** The properties that the tracking plan names for an event, one level into objects. */
export function propertyChoices(schema: unknown): NameChoice[] {
  return fieldsOf(schema)
    .flatMap(([name, field]) =>
      typeOf(field) === 'object'
        ? fieldsOf(field).map(([inner, value]) => named([name, inner], valueTypeOf(typeOf(value))))
        : [named([name], valueTypeOf(typeOf(field)))],
    )
    .toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}
