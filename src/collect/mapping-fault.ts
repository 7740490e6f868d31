import { Ajv2020 } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';
import { Format } from 'typebox/format';
import { DomainError, type FieldFault } from '../kernel/errors.ts';
import { clearFaults, type SchemaFault } from '../kernel/union-fault.ts';
import { show } from './sighting.ts';

/** The fault of a mapping that is not one, with every key that is wrong. */
export function invalidMapping(name: string, faults: readonly FieldFault[]): DomainError {
  const lines = faults.map(
    ({ field, found, allowed }) => `${field || '(all of it)'}: found ${found}, allowed is ${allowed}`,
  );
  return new DomainError('mapping-invalid', `${name}: ${lines.join('; ')}.`, faults);
}

/**
 * The faults of the schema in words: of an object the key that is wrong; of forms told apart by a word, as `kind`, what is
 * wrong with the one that the word names, or the words there are; of any other choice only the whole choice.
 */
export function schemaFaults(schema: TSchema, value: unknown): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const { keyword, instancePath, schemaPath = '', params, message = keyword } of clearedFaults(schema, value)) {
    const node = valueAt(schema, schemaPath.split('/').slice(1, -1));
    const path = instancePath.split('/').slice(1).map(unescaped);
    const push = (key: unknown, found: string, allowed: string): void => {
      const field = [...path, ...(typeof key === 'string' ? [key] : [])].join('.');
      if (!faults.has(field)) faults.set(field, { field, found, allowed });
    };
    if (keyword === 'additionalProperties')
      push(params['additionalProperty'], 'a key with this name', keysOf(node).join(', '));
    else if (keyword === 'required') push(params['missingProperty'], 'nothing', 'required here');
    else push(undefined, show(valueAt(value, path)), describe(node) ?? allowedBy(keyword, params, message));
  }
  return [...faults.values()];
}

/** Of a file with more nobody reads them all, and each choice looks at all of them. */
const MOST_LOOKED_AT = 1000;

/** Without those inside a choice that is only told as a whole. */
function clearedFaults(schema: TSchema, value: unknown): SchemaFault[] {
  const formats = { 'date-time': (text: string) => Format.Test('date-time', text) };
  const validate = new Ajv2020({ allErrors: true, strict: false, formats }).compile(schema);
  validate(value);
  const faults = clearFaults(((validate.errors ?? []) as readonly SchemaFault[]).slice(0, MOST_LOOKED_AT));
  const choices = faults.filter(({ keyword }) => keyword === 'anyOf');
  const isInside = (fault: SchemaFault): boolean =>
    choices.some(
      ({ schemaPath = '', instancePath }) =>
        fault.schemaPath?.startsWith(`${schemaPath}/`) === true &&
        `${fault.instancePath}/`.startsWith(`${instancePath}/`),
    );
  return faults.filter((fault) => !isInside(fault));
}

function allowedBy(keyword: string, params: SchemaFault['params'], message: string): string {
  return keyword === 'enum'
    ? `one of ${(params['allowedValues'] as unknown[]).join(', ')}`
    : message.replace(/^must (be )?/, '');
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

function keysOf(node: unknown): string[] {
  return Object.keys(valueAt(node, ['properties']) ?? {});
}

function describe(node: unknown): string | undefined {
  const description = valueAt(node, ['description']);
  return typeof description === 'string' ? description : undefined;
}
