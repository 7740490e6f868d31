import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { DomainError, type FieldFault } from '../../kernel/errors.ts';
import { inSentences } from '../../kernel/fault-list.ts';
import { formatNames, hasFormat } from './format.ts';
import type { ViolationCode } from './plan.contract.ts';
import { type JsonSchema, type SchemaCheck, shownName, type Violation } from './plan.ts';
import { isSchemaObject, schemaFaults } from './schema-rules.ts';

/** How a schema of the plan becomes a check, and what it finds becomes violations that hold no value of the event. */
const MOST_VIOLATIONS = 20;
// A pattern is written by a member and matched on what anybody sends: RE2 takes time in step with the text, whatever
// stands in either. It has no looking ahead and no back references.
const engine = Object.assign((pattern: string) => RE2JS.compile(pattern), { code: 'linear pattern' });

function validatorOf(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({
    // The code for the first fault only is nested as deep as there are properties; for what holds it is no faster.
    allErrors: true,
    strict: false,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    ownProperties: true,
    multipleOfPrecision: 6,
    code: { regExp: engine, optimize: false },
    formats: Object.fromEntries(formatNames.map((name) => [name, (text: string) => hasFormat(name, text)])),
  });
  return ajv.compile(schema);
}

/** Throws `plan-schema-invalid` when the schema is none that the plan takes. */
export function demandSchema(schema: unknown): JsonSchema {
  const faults = schemaFaults(schema);
  if (faults.length === 0) faults.push(...patternFaults(schema, ''));
  if (faults.length === 0) faults.push(...compileFaults(schema as JsonSchema));
  if (faults.length === 0) return schema as JsonSchema;
  throw new DomainError('plan-schema-invalid', inSentences(faults), faults);
}

/** What the rules let through and the compiler does not take is told to whoever writes it, not found at an event. */
function compileFaults(schema: JsonSchema): FieldFault[] {
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return [{ field: 'schema', found, allowed: 'a schema that can be compiled' }];
  }
}

function patternFaults(value: unknown, path: string): FieldFault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([word, each]) => {
    const field = path === '' ? word : `${path}.${word}`;
    // A property may be called pattern; then what stands there is a schema.
    if (word !== 'pattern' || typeof each !== 'string') return patternFaults(each, field);
    const why = patternFault(each);
    return why === undefined ? [] : [{ field, found: `${each.slice(0, 60)} (${why})`, allowed: 'a pattern of RE2' }];
  });
}

function patternFault(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A check of the schema, which must be one that the plan takes. */
export function compileSchema(given: JsonSchema): SchemaCheck {
  const { $id: _id, $schema: _draft, ...schema } = given;
  const validate = validatorOf(schema);
  const words = propertyNames(schema);
  return {
    names: new Set(Object.keys(isSchemaObject(schema['properties']) ? schema['properties'] : {})),
    violations: (properties) =>
      validate(properties) ? undefined : violationsOf(validate.errors ?? [], properties, words),
  };
}

/** Every name that stands under a `properties` anywhere in the schema: what may be told of an event's names. */
function propertyNames(schema: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return names;
  for (const [word, each] of Object.entries(schema)) {
    if (word === 'properties' && isSchemaObject(each)) for (const name of Object.keys(each)) names.add(name);
    propertyNames(each, names);
  }
  return names;
}

const codes: Readonly<Record<string, ViolationCode>> = {
  type: 'type',
  required: 'required',
  additionalProperties: 'unplanned',
  enum: 'enum',
  const: 'enum',
  format: 'format',
  pattern: 'pattern',
  minLength: 'length',
  maxLength: 'length',
  minimum: 'range',
  maximum: 'range',
  exclusiveMinimum: 'range',
  exclusiveMaximum: 'range',
  multipleOf: 'range',
  minItems: 'count',
  maxItems: 'count',
  minProperties: 'count',
  maxProperties: 'count',
};

/** Several of one kind at one place of the plan are told once: a list of a hundred broken rows is one fault. */
function violationsOf(errors: readonly ErrorObject[], root: unknown, words: ReadonlySet<string>): Violation[] {
  const found = new Map<string, Violation>();
  for (const error of errors) {
    const violation = violationOf(error, root, words);
    const key = `${violation.code} ${violation.path}`;
    // Unplanned names all have the path of what they stand in; each is told by its place.
    const ownKey = violation.code === 'unplanned' ? `${key} ${violation.place}` : key;
    if (!found.has(ownKey)) found.set(ownKey, violation);
    if (found.size === MOST_VIOLATIONS) break;
  }
  return [...found.values()];
}

function step(path: readonly string[], name?: string): string {
  return [...path, ...(name === undefined ? [] : [name])].join('.') || '(properties)';
}

function violationOf(error: ErrorObject, root: unknown, words: ReadonlySet<string>): Violation {
  const code = codes[error.keyword] ?? 'shape';
  const where = placeOf(error.instancePath, root, words);
  if (code === 'required') {
    const missing = String(error.params['missingProperty']);
    const path = step(where.path, missing);
    return { code, path, place: step(where.place, missing), found: 'nothing', allowed: 'a value' };
  }
  if (code === 'unplanned') {
    const extra = shownName(String(error.params['additionalProperty']));
    const found = 'a property that is not planned';
    return { code, path: step(where.path), place: step(where.place, extra), found, allowed: 'only planned properties' };
  }
  return {
    code,
    path: step(where.path),
    place: step(where.place),
    found: kindOf(where.value, code),
    allowed: allowedBy(error),
  };
}

type Place = { readonly path: string[]; readonly place: string[]; readonly value: unknown };

/** A name that the schema does not have came with the event, and is not told. */
function placeOf(pointer: string, root: unknown, words: ReadonlySet<string>): Place {
  const found: { path: string[]; place: string[]; value: unknown } = { path: [], place: [], value: root };
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const inList = Array.isArray(found.value);
    const told = words.has(name) ? name : '{}';
    found.path.push(inList ? '*' : told);
    found.place.push(inList ? name : told);
    const { value } = found;
    found.value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return found;
}

function kindOf(value: unknown, code: ViolationCode): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number with decimals';
  if (typeof value !== 'string') return 'something else';
  if (code === 'length') return `a text of ${value.length} characters`;
  return value === '' ? 'an empty text' : 'a text';
}

const LONGEST_ALLOWED = 160;

function allowedBy({ keyword, params, message }: ErrorObject): string {
  const allowed =
    keyword === 'enum'
      ? `one of ${(params['allowedValues'] as unknown[]).map((each) => JSON.stringify(each)).join(', ')}`
      : keyword === 'const'
        ? JSON.stringify(params['allowedValue'])
        : (message ?? keyword)
            .replace(/^must be /, '')
            .replace(/^must match /, '')
            .replace(/^must NOT have /, 'not ');
  return allowed.length > LONGEST_ALLOWED ? `${allowed.slice(0, LONGEST_ALLOWED - 1)}…` : allowed;
}
