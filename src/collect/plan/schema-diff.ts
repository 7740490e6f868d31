import { isSchemaObject } from './schema-rules.ts';
import type { JsonSchema } from './plan.ts';

/**
 * What a new version of a schema asks that the old did not. It is careful: where it is not sure that whatever held still
 * holds, it says so, and the version does not count as compatible.
 */
export type SchemaChange = {
  readonly path: string;
  /** The word of the schema that differs. */
  readonly change: string;
  readonly way: 'stricter' | 'looser' | 'unsure';
  readonly before: string;
  readonly after: string;
};
export type SchemaDiff = { readonly isCompatible: boolean; readonly changes: readonly SchemaChange[] };

type Side = { readonly schema: unknown; readonly root: JsonSchema };
type Walk = { readonly changes: SchemaChange[]; readonly before: JsonSchema; readonly after: JsonSchema };

const MOST_CHANGES = 500;
const LONGEST_SHOWN = 120;

/** Compares two schemas that the plan takes. */
export function compareSchemas(before: JsonSchema, after: JsonSchema): SchemaDiff {
  const walk: Walk = { changes: [], before, after };
  compare(walk, before, after, '');
  return { isCompatible: walk.changes.every((each) => each.way === 'looser'), changes: walk.changes };
}

function resolved({ schema, root }: Side): unknown {
  if (!isSchemaObject(schema) || typeof schema['$ref'] !== 'string') return schema;
  const definitions = root['$defs'];
  const name = schema['$ref'].replace('#/$defs/', '');
  return resolved({ schema: isSchemaObject(definitions) ? definitions[name] : true, root });
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  const json = JSON.stringify(value);
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN - 1)}…` : json;
}

type Found = Omit<SchemaChange, 'before' | 'after' | 'path'> & { readonly before: unknown; readonly after: unknown };

function note(walk: Walk, path: string, { change, way, before, after }: Found): void {
  if (walk.changes.length < MOST_CHANGES)
    walk.changes.push({
      path: path === '' ? '(event)' : path,
      change,
      way,
      before: shown(before),
      after: shown(after),
    });
}

function compare(walk: Walk, first: unknown, second: unknown, path: string): void {
  const before = resolved({ schema: first, root: walk.before });
  const after = resolved({ schema: second, root: walk.after });
  if (before === false) {
    if (after !== false) note(walk, path, { change: 'schema', way: 'looser', before, after });
    return;
  }
  if (after === false) return note(walk, path, { change: 'schema', way: 'stricter', before, after });
  const old = isSchemaObject(before) ? before : {};
  const now = isSchemaObject(after) ? after : {};
  compareTypes(walk, old, now, path);
  compareRequired(walk, old, now, path);
  compareRules(walk, old, now, path);
  compareProperties(walk, old, now, path);
  compareParts(
    walk,
    { change: 'items', before: old['items'], after: now['items'] },
    `${path}${path === '' ? '' : '.'}*`,
  );
}

/** A part that is not there lets everything pass. */
function compareParts(walk: Walk, { before, after }: Omit<Found, 'way'>, path: string): void {
  if (before !== undefined || after !== undefined) compare(walk, before ?? true, after ?? true, path);
}

const allTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

function typesIn({ type }: JsonSchema): Set<unknown> {
  const types = new Set<unknown>(type === undefined ? allTypes : Array.isArray(type) ? type : [type]);
  if (types.has('number')) types.add('integer');
  return types;
}

function missingIn(set: ReadonlySet<unknown>, other: ReadonlySet<unknown>): unknown[] {
  return [...other].filter((each) => !set.has(each));
}

function wayOf(old: ReadonlySet<unknown>, now: ReadonlySet<unknown>): SchemaChange['way'] | undefined {
  if (missingIn(now, old).length > 0) return 'stricter';
  return missingIn(old, now).length > 0 ? 'looser' : undefined;
}

function compareTypes(walk: Walk, old: JsonSchema, now: JsonSchema, path: string): void {
  const way = wayOf(typesIn(old), typesIn(now));
  if (way !== undefined) note(walk, path, { change: 'type', way, before: old['type'], after: now['type'] });
}

function namesIn(value: unknown): Set<unknown> {
  return new Set(Array.isArray(value) ? (value as unknown[]) : []);
}

function compareRequired(walk: Walk, old: JsonSchema, now: JsonSchema, path: string): void {
  const [before, after] = [namesIn(old['required']), namesIn(now['required'])];
  const fieldOf = (name: unknown): string => (path === '' ? String(name) : `${path}.${String(name)}`);
  for (const name of missingIn(before, after))
    note(walk, fieldOf(name), { change: 'required', way: 'stricter', before: false, after: true });
  for (const name of missingIn(after, before))
    note(walk, fieldOf(name), { change: 'required', way: 'looser', before: true, after: false });
}

const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const others = ['const', 'enum', 'format', 'pattern', 'multipleOf', 'anyOf', 'oneOf', 'allOf', 'not'];

function compareRules(walk: Walk, old: JsonSchema, now: JsonSchema, path: string): void {
  for (const change of [...lowest, ...highest, ...others]) {
    const [before, after] = [old[change], now[change]];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      // A part of these may refer to a definition that has changed under the same name.
      if (!refersToChanged(walk, before)) continue;
      note(walk, path, { change, way: 'unsure', before, after });
    } else note(walk, path, { change, way: wayOfRule(change, before, after), before, after });
  }
}

function refersToChanged({ before, after }: Walk, part: unknown): boolean {
  if (part === undefined || !JSON.stringify(part).includes('"$ref"')) return false;
  return JSON.stringify(before['$defs']) !== JSON.stringify(after['$defs']);
}

function wayOfRule(word: string, before: unknown, after: unknown): SchemaChange['way'] {
  if (before === undefined) return 'stricter';
  if (after === undefined) return 'looser';
  if (lowest.includes(word)) return Number(after) > Number(before) ? 'stricter' : 'looser';
  if (highest.includes(word)) return Number(after) < Number(before) ? 'stricter' : 'looser';
  if (word === 'enum') return wayOf(namesIn(before), namesIn(after)) ?? 'looser';
  return 'unsure';
}

function propertiesOf({ properties }: JsonSchema): JsonSchema {
  return isSchemaObject(properties) ? properties : {};
}

function ownIn(properties: JsonSchema, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** A property that one side does not name is held there against what is said of all others. */
function compareProperties(walk: Walk, old: JsonSchema, now: JsonSchema, path: string): void {
  const [before, after] = [propertiesOf(old), propertiesOf(now)];
  const [restBefore, restAfter] = [old['additionalProperties'] ?? true, now['additionalProperties'] ?? true];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const field = path === '' ? name : `${path}.${name}`;
    compare(walk, ownIn(before, name) ?? restBefore, ownIn(after, name) ?? restAfter, field);
  }
  const isSaid = old['additionalProperties'] !== undefined || now['additionalProperties'] !== undefined;
  if (isSaid) compare(walk, restBefore, restAfter, path === '' ? '{}' : `${path}.{}`);
}
