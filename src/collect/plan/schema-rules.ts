import type { FieldFault } from '../../kernel/errors.ts';
import { firstOf } from '../../kernel/fault-list.ts';
import { isFormat, formatNames } from './format.ts';
import type { JsonSchema } from './plan.ts';

/**
 * Which JSON Schemas the plan takes: the part of draft 2020-12 by which an event is described and whose check is done in
 * a time that the size of the schema and of the event bound. Every word is known or refused: a word that is passed over
 * would be a rule that somebody believes in and nobody keeps.
 */
export const MOST_SCHEMA_CHARACTERS = 65_536;
const MOST_LEVELS = 16;
/** Counted with every reference written out, so that references to references cannot make a small text a huge check. */
const MOST_PARTS = 1000;
const MOST_VALUES = 1000;
const MOST_FAULTS = 20;
const LONGEST_PATTERN = 500;
const LONGEST_NAME = 200;

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const;
const said = new Set(['title', 'description', 'examples', 'default', '$comment', 'deprecated']);
const saidAtTop = new Set(['$schema', '$id', '$defs']);
const numbers = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
const counts = new Set(['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']);
const lists = new Set(['anyOf', 'oneOf', 'allOf']);
const unkeepable = /\\u(?:0000|d[89a-f])/i;
const reference = /^#\/\$defs\/([^/~]{1,100})$/;

type Walk = {
  readonly faults: FieldFault[];
  readonly definitions: Readonly<Record<string, unknown>>;
  /** How many parts a definition comes to when written out; -1 while it is being counted. */
  readonly sizes: Map<string, number>;
};

export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}

/** Everything in the schema that the plan does not take, each by its place; none when it is taken. */
export function schemaFaults(schema: unknown): FieldFault[] {
  if (!isSchemaObject(schema)) return [{ field: 'schema', found: shown(schema), allowed: 'a JSON Schema: an object' }];
  const text = JSON.stringify(schema);
  const { length } = text;
  // Its words come to stand beside events, in stores that take no half of a character and no zero byte.
  if (unkeepable.test(text))
    return [{ field: 'schema', found: 'a zero byte or half of a character', allowed: 'text that can be kept' }];
  if (length > MOST_SCHEMA_CHARACTERS)
    return [
      { field: 'schema', found: `${length} characters`, allowed: `at most ${MOST_SCHEMA_CHARACTERS} characters` },
    ];
  const definitions = schema['$defs'] ?? {};
  if (!isSchemaObject(definitions)) return [{ field: '$defs', found: shown(definitions), allowed: 'an object' }];
  const walk: Walk = { faults: [], definitions, sizes: new Map() };
  if (schema['type'] !== 'object')
    fault(walk, 'type', shown(schema['type']), '"object": the properties of an event are one');
  // Every definition is looked at, also one that nothing refers to.
  for (const name of Object.keys(definitions)) sizeOfDefinition(walk, name);
  const parts = walkSchema(walk, schema, '', 0);
  if (parts > MOST_PARTS)
    fault(walk, 'schema', `${parts} parts, references written out`, `at most ${MOST_PARTS} parts`);
  return firstOf(walk.faults, MOST_FAULTS);
}

function fault(walk: Walk, field: string, found: string, allowed: string): void {
  // One more than is told, so that it can be said that there are more.
  if (walk.faults.length <= MOST_FAULTS) walk.faults.push({ field, found, allowed });
}

function at(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

/** Judges a part and what stands in it. Returns how many parts it comes to. */
function walkSchema(walk: Walk, schema: unknown, path: string, level: number): number {
  if (typeof schema === 'boolean') return 1;
  if (!isSchemaObject(schema)) {
    fault(walk, path, shown(schema), 'a schema: an object, true or false');
    return 1;
  }
  if (level > MOST_LEVELS) {
    fault(walk, path, `more than ${MOST_LEVELS} levels`, `at most ${MOST_LEVELS} levels`);
    return 1;
  }
  let parts = 1;
  for (const [word, value] of Object.entries(schema)) {
    parts += walkWord(walk, { word, value, schema, path: at(path, word), level });
    // Past the limit nothing more is counted: the answer is no, however much there is.
    if (parts > MOST_PARTS) return parts;
  }
  return parts;
}

type Word = {
  readonly word: string;
  readonly value: unknown;
  readonly schema: JsonSchema;
  readonly path: string;
  readonly level: number;
};

function walkWord(walk: Walk, { word, value, schema, path, level }: Word): number {
  if (said.has(word) || (level === 0 && saidAtTop.has(word))) return 0;
  if (word === 'properties') return walkProperties(walk, value, path, level);
  if (word === 'additionalProperties' || word === 'items' || word === 'not')
    return walkSchema(walk, value, path, level + 1);
  if (lists.has(word)) return walkList(walk, value, path, level);
  if (word === '$ref') return walkReference(walk, value, path, schema);
  walkRule(walk, word, value, path);
  return 0;
}

function walkProperties(walk: Walk, value: unknown, path: string, level: number): number {
  if (!isSchemaObject(value)) {
    fault(walk, path, shown(value), 'an object of schemas by their property');
    return 0;
  }
  let parts = 0;
  for (const [name, each] of Object.entries(value)) {
    if (name === '__proto__' || name.length > LONGEST_NAME)
      fault(walk, path, shown(name), `a name of at most ${LONGEST_NAME} characters, not __proto__`);
    parts += walkSchema(walk, each, at(path, name), level + 1);
    if (parts > MOST_PARTS) break;
  }
  return parts;
}

function walkList(walk: Walk, value: unknown, path: string, level: number): number {
  if (!Array.isArray(value) || value.length === 0) {
    fault(walk, path, shown(value), 'a list of schemas');
    return 0;
  }
  let parts = 0;
  for (const [index, each] of value.entries()) {
    parts += walkSchema(walk, each, at(path, String(index)), level + 1);
    if (parts > MOST_PARTS) break;
  }
  return parts;
}

function walkReference(walk: Walk, value: unknown, path: string, schema: JsonSchema): number {
  const [, name] = typeof value === 'string' ? (reference.exec(value) ?? []) : [];
  if (name === undefined || !Object.hasOwn(walk.definitions, name)) {
    fault(walk, path, shown(value), 'a definition of the same schema, as #/$defs/product; nothing is fetched');
    return 0;
  }
  if (Object.keys(schema).some((word) => word !== '$ref' && !said.has(word)))
    fault(walk, path, 'rules beside $ref', '$ref alone, or both in allOf');
  return sizeOfDefinition(walk, name);
}

function sizeOfDefinition(walk: Walk, name: string): number {
  const known = walk.sizes.get(name);
  if (known === -1) {
    fault(walk, `$defs.${name}`, 'a definition that refers to itself', 'a definition that ends');
    return 0;
  }
  if (known !== undefined) return known;
  walk.sizes.set(name, -1);
  const size = walkSchema(walk, walk.definitions[name], `$defs.${name}`, 1);
  walk.sizes.set(name, size);
  return size;
}

function walkRule(walk: Walk, word: string, value: unknown, path: string): void {
  const wrong = wrongRule(word, value);
  if (wrong !== undefined) fault(walk, path, shown(value), wrong);
}

/** What a rule of this word must hold; `undefined` when the value is right. */
function wrongRule(word: string, value: unknown): string | undefined {
  if (numbers.has(word)) return Number.isFinite(value) ? undefined : 'a number';
  if (counts.has(word)) return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'a whole number from 0';
  switch (word) {
    case 'type':
      return isType(value) ? undefined : `one of ${types.join(', ')}, or a list of them`;
    case 'enum':
      return isScalars(value) ? undefined : `a list of 1 to ${MOST_VALUES} texts, numbers, true, false or null`;
    case 'const':
      return isScalar(value) ? undefined : 'a text, a number, true, false or null';
    case 'required':
      return isTexts(value) ? undefined : 'a list of names of properties';
    case 'multipleOf':
      return Number.isFinite(value) && Number(value) > 0 ? undefined : 'a number above 0';
    case 'format':
      return isFormat(value) ? undefined : `one of ${formatNames.join(', ')}`;
    case 'pattern':
      return typeof value === 'string' && value.length <= LONGEST_PATTERN
        ? undefined
        : `a pattern of at most ${LONGEST_PATTERN} characters`;
    default:
      return `nothing: the plan does not know ${shown(word)}`;
  }
}

function isOneType(value: unknown): boolean {
  return types.some((type) => type === value);
}

function isType(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0 && new Set(value).size === value.length && value.every(isOneType)
    : isOneType(value);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isScalars(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES && value.every(isScalar);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST_VALUES && value.every((each) => typeof each === 'string');
}
