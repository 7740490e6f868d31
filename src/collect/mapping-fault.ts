import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { DomainError, type FieldFault } from '../kernel/errors.ts';
import { show } from './sighting.ts';

/** The fault of a mapping that is not one, with every key that is wrong. */
export function invalidMapping(name: string, faults: readonly FieldFault[]): DomainError {
  const lines = faults.map(
    ({ field, found, allowed }) => `${field || '(all of it)'}: found ${found}, allowed is ${allowed}`,
  );
  return new DomainError('mapping-invalid', `${name}: ${lines.join('; ')}.`, faults);
}

/** The faults of the schema in words: of a choice only the whole choice, of an object the key that is wrong. */
export function schemaFaults(schema: TSchema, value: unknown): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const error of Value.Errors(schema, value)) {
    if (error.keyword === 'boolean') continue;
    const [schemaPath = '', inChoice] = error.schemaPath.split('/anyOf/', 2);
    const node = valueAt(schema, schemaPath.split('/').slice(1));
    const path = pathOf(error.instancePath, schemaPath);
    const push = (key: string | undefined, found: string, allowed: string): void => {
      const field = [...path, ...(key === undefined ? [] : [key])].join('.');
      if (!faults.has(field)) faults.set(field, { field, found, allowed });
    };
    if (inChoice === undefined && error.keyword === 'additionalProperties')
      for (const key of error.params.additionalProperties) push(key, 'a key with this name', keysOf(node).join(', '));
    else if (inChoice === undefined && error.keyword === 'required')
      for (const key of error.params.requiredProperties) push(key, 'nothing', 'required here');
    else push(undefined, show(valueAt(value, path)), describe(node) ?? error.message.replace(/^must (be )?/, ''));
  }
  return [...faults.values()];
}

/** Where in the value the schema at `schemaPath` was applied: a fault inside a choice lies deeper than the choice. */
function pathOf(instancePath: string, schemaPath: string): string[] {
  const steps = schemaPath.split('/');
  const depth = steps.filter(
    (step, i) => step === 'items' || (step === 'properties' && steps[i + 1] !== undefined),
  ).length;
  const path = instancePath.split('/').slice(1);
  const isRecord = /\/(?:patternProperties|additionalProperties)\//.test(schemaPath);
  const reached = isRecord ? path : path.slice(0, depth);
  return reached.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
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
