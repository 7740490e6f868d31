import { Value } from 'typebox/value';
import { parse as parseYaml } from 'yaml';
import { DomainError, type FieldFault } from '../kernel/errors.ts';
import { isTimeZone } from '../kernel/time-zone.ts';
import { invalidMapping, schemaFaults } from './mapping-fault.ts';
import { type Mapping, MappingSchema } from './mapping.contract.ts';
import { show } from './sighting.ts';

/** Reads a mapping of sightings written as JSON or YAML. Throws `mapping-invalid`: which key, what was found, what is allowed. */
export function readMapping(text: string, name = 'The mapping'): Mapping {
  return checkMapping(mappingIn(text, name), name);
}

/** What stands in a mapping that is written as JSON or YAML. Throws `mapping-invalid` when it is neither. */
export function mappingIn(text: string, name: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new DomainError('mapping-invalid', `${name} is neither JSON nor YAML: ${why}`);
  }
}

/** Checks that a value is a mapping. Throws `mapping-invalid` with every fault at once. */
export function checkMapping(value: unknown, name = 'The mapping'): Mapping {
  if (!Value.Check(MappingSchema, value)) throw invalidMapping(name, schemaFaults(MappingSchema, value));
  const faults: FieldFault[] = [];
  if (value.timeZone !== undefined && !isTimeZone(value.timeZone))
    faults.push({ field: 'timeZone', found: show(value.timeZone), allowed: 'a time zone as Europe/Stockholm' });
  value.sightings.forEach((each, index) => {
    if ((each.currency ?? value.currency) === undefined)
      faults.push({ field: `sightings.${index}.currency`, found: 'nothing', allowed: 'a currency, here or for all' });
  });
  if (faults.length > 0) throw invalidMapping(name, faults);
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
    [each.channel, each.onSale, each.priceType, each.availability].forEach(add);
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
  throw invalidMapping(
    `The mapping does not fit ${fileName}`,
    missing.map((column) => ({ field: 'column', found: show(column), allowed })),
  );
}
