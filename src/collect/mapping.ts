import { Value } from 'typebox/value';
import { parse as parseYaml } from 'yaml';
import { DomainError, type FieldFault } from '../kernel/errors.ts';
import { isTimeZone } from './instant-text.ts';
import { type Mapping, MappingSchema } from './mapping.contract.ts';
import { show } from './sighting.ts';

/** Reads a mapping written as JSON or YAML. Throws `mapping-invalid`: which key, what was found, what is allowed. */
export function readMapping(text: string, name = 'The mapping'): Mapping {
  let value: unknown;
  try {
    value = text.trimStart().startsWith('{') ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new DomainError('mapping-invalid', `${name} is neither JSON nor YAML: ${why}`);
  }
  return checkMapping(value, name);
}

/** Checks that a value is a mapping. Throws `mapping-invalid` with every fault at once. */
export function checkMapping(value: unknown, name = 'The mapping'): Mapping {
  if (!Value.Check(MappingSchema, value)) throw invalid(name, schemaFaults(value));
  const faults: FieldFault[] = [];
  if (value.timeZone !== undefined && !isTimeZone(value.timeZone))
    faults.push({ field: 'timeZone', found: show(value.timeZone), allowed: 'a time zone as Europe/Stockholm' });
  value.sightings.forEach((each, index) => {
    if ((each.currency ?? value.currency) === undefined)
      faults.push({ field: `sightings.${index}.currency`, found: 'nothing', allowed: 'a currency, here or for all' });
  });
  if (faults.length > 0) throw invalid(name, faults);
  return value;
}

/** The columns that a mapping reads, each once. */
export function columnsOf(mapping: Mapping): string[] {
  const columns = new Set(Object.keys(mapping.where ?? {}));
  const add = (ref: unknown): void => {
    if (typeof ref === 'object' && ref !== null && 'column' in ref) columns.add(String(ref.column));
  };
  const { product } = mapping;
  for (const column of typeof product === 'string' ? [product] : product.columns) columns.add(column);
  if (mapping.productName !== undefined) columns.add(mapping.productName);
  for (const part of [mapping, ...mapping.sightings]) [part.seenAt, part.place, part.currency].forEach(add);
  for (const each of mapping.sightings) {
    for (const column of typeof each.price === 'string' ? [each.price] : each.price.sum) columns.add(column);
    [each.channel, each.onSale, each.priceType].forEach(add);
  }
  return [...columns];
}

/** The columns that hold prices: where the decimal mark of the file is looked for. */
export function priceColumnsOf(mapping: Mapping | undefined): string[] {
  if (mapping === undefined) return ['price'];
  return mapping.sightings.flatMap((each) => (typeof each.price === 'string' ? [each.price] : each.price.sum));
}

/** The channels of the mapping that are ours, or `undefined` when a column names the channel. */
export function ownChannelsOf(mapping: Mapping): string[] | undefined {
  const channels: string[] = [];
  for (const { channel, ours } of mapping.sightings) {
    if (typeof channel !== 'string') return undefined;
    if (ours !== false) channels.push(channel);
  }
  return [...new Set(channels)];
}

/** Throws `mapping-invalid` when the mapping reads columns that the table does not have. */
export function requireColumns(mapping: Mapping, header: readonly string[], fileName: string): void {
  const missing = columnsOf(mapping).filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const allowed = header.length === 0 ? 'the file is empty' : `one of ${header.slice(0, 40).join(', ')}`;
  throw invalid(
    `The mapping does not fit ${fileName}`,
    missing.map((column) => ({ field: 'column', found: show(column), allowed })),
  );
}

function invalid(name: string, faults: readonly FieldFault[]): DomainError {
  const lines = faults.map(
    ({ field, found, allowed }) => `${field || '(all of it)'}: found ${found}, allowed is ${allowed}`,
  );
  return new DomainError('mapping-invalid', `${name}: ${lines.join('; ')}.`, faults);
}

/** The faults of the schema in words: of a choice only the whole choice, of an object the key that is wrong. */
function schemaFaults(value: unknown): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const error of Value.Errors(MappingSchema, value)) {
    if (error.keyword === 'boolean') continue;
    const [schemaPath = '', inChoice] = error.schemaPath.split('/anyOf/', 2);
    const node = valueAt(MappingSchema, schemaPath.split('/').slice(1));
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
