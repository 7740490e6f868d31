import { Value } from 'typebox/value';
import type { FieldFault } from '../../kernel/errors.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import { invalidMapping, schemaFaults } from '../mapping-fault.ts';
import { show } from '../sighting.ts';
import {
  type Choice,
  type EventMapping,
  EventMappingSchema,
  type ValueOf,
  type When,
} from './event-mapping.contract.ts';

/** True where a mapping says of itself that it makes events; one that says nothing makes sightings. */
export function isForEvents(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind !== 'sightings';
}

/** Checks that a value is a mapping of events. Throws `mapping-invalid` with every fault at once. */
export function checkEventMapping(value: unknown, name = 'The mapping'): EventMapping {
  if (!Value.Check(EventMappingSchema, value)) throw invalidMapping(name, schemaFaults(EventMappingSchema, value));
  const faults: FieldFault[] = [];
  if (value.timeZone !== undefined && !isTimeZone(value.timeZone))
    faults.push({ field: 'timeZone', found: show(value.timeZone), allowed: 'a time zone as Europe/Stockholm' });
  if (value.type !== 'identify' && value.event === undefined)
    faults.push({ field: 'event', found: 'nothing', allowed: 'what happened, as "Order Completed", or a column' });
  if (value.type === 'identify' && value.group !== undefined)
    faults.push({ field: 'group', found: 'a group', allowed: 'none: an identify is one row' });
  if (faults.length > 0) throw invalidMapping(name, faults);
  return value;
}

/** The columns that the mapping reads, each once. */
export function namedColumnsOf(mapping: EventMapping): ReadonlySet<string> {
  const { at, id, group, identifiers, otherwise, where, passOver = [] } = mapping;
  const totals = Object.values(group?.totals ?? {});
  return new Set([
    ...[where, ...passOver.map((each) => each.when)].flatMap(columnsOfWhen),
    ...[mapping.event, mapping.channel].flatMap(columnsOfChoice),
    ...('at' in at ? [] : 'column' in at ? [at.column] : at.columns),
    ...(id?.columns ?? []),
    ...[...identifiers, ...(otherwise === undefined ? [] : [otherwise])].map((each) => each.column),
    ...Object.values({ ...mapping.properties }).flatMap(columnsOfValue),
    ...(group?.by ?? []),
    ...Object.values({ ...group?.products }).flatMap(columnsOfValue),
    ...totals.flatMap((total) => ('sum' in total ? total.sum : total.product)),
  ]);
}

/** The columns that hold numbers: where the decimal mark of the file is looked for. */
export function numberColumnsOf({ properties, group, where, passOver = [] }: EventMapping): string[] {
  const values = [...Object.values({ ...properties }), ...Object.values({ ...group?.products })];
  const tests = [where, ...passOver.map((each) => each.when)].flatMap((when) => Object.entries(when ?? {}));
  return [
    ...values.flatMap((each) =>
      typeof each === 'object' && 'as' in each && each.as === 'number' ? [each.column] : [],
    ),
    ...Object.values({ ...group?.totals }).flatMap((total) => ('sum' in total ? total.sum : total.product)),
    ...tests.flatMap(([column, test]) =>
      typeof test === 'object' && ('below' in test || 'above' in test) ? [column] : [],
    ),
  ];
}

/** Throws `mapping-invalid` when the mapping reads columns that the table does not have. */
export function requireEventColumns(mapping: EventMapping, header: readonly string[], fileName: string): void {
  const missing = [...namedColumnsOf(mapping)].filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const allowed = header.length === 0 ? 'the file is empty' : `one of ${header.slice(0, 40).join(', ')}`;
  throw invalidMapping(
    `The mapping does not fit ${fileName}`,
    missing.map((column) => ({ field: 'column', found: show(column), allowed })),
  );
}

function columnsOfWhen(when: When | undefined): string[] {
  return Object.keys(when ?? {});
}

function columnsOfChoice(choice: Choice | undefined): string[] {
  if (choice === undefined || typeof choice === 'string') return [];
  return 'cases' in choice ? choice.cases.flatMap((each) => columnsOfWhen(each.when)) : [choice.column];
}

function columnsOfValue(value: ValueOf): string[] {
  if (typeof value === 'string') return [value];
  return 'column' in value ? [value.column] : [];
}
