import type { DateFormat } from '../mapping.contract.ts';
import type { DecimalMark } from '../row.ts';
import type { ColumnRole } from './event-import.contract.ts';
import { identifierRoles } from './column-role.ts';
import type { EventMapping, ValueOf } from './event-mapping.contract.ts';

/** What is said of a whole file when its columns have been given their roles. */
export type MappingDraft = {
  /** What happened, where no column says it. */
  readonly eventName: string;
  readonly channel: string;
  readonly format: DateFormat;
  readonly timeZone: string;
  readonly decimal: DecimalMark;
  /** Put before the number of a receipt that names no customer, so that those of two files differ. */
  readonly prefix: string;
};

/** A column with its role, and whether it holds numbers. */
export type RoledColumn = { readonly name: string; readonly role: ColumnRole; readonly isNumber: boolean };

/** What a mapping still lacks: it cannot be made before a column has this role. */
export type Lack = 'time' | 'identifier';

/** The mapping that the roles come to, or what is lacking. */
export function mappingOf(
  columns: readonly RoledColumn[],
  draft: MappingDraft,
): { readonly mapping: EventMapping } | { readonly lacks: readonly Lack[] } {
  const named = (role: ColumnRole): string | undefined => columns.find((each) => each.role === role)?.name;
  const time = named('time');
  const receipt = named('receipt');
  const identifiers = identifierRoles.flatMap((type) =>
    columns.filter((each) => each.role === type).map((each) => ({ type, column: each.name })),
  );
  const alone = receipt === undefined ? undefined : { type: 'receipt', column: receipt, prefix: draft.prefix };
  const who = identifiers.length > 0 ? identifiers : alone === undefined ? [] : [alone];
  if (time === undefined || who.length === 0)
    return {
      lacks: [...(time === undefined ? ['time' as const] : []), ...(who.length === 0 ? ['identifier' as const] : [])],
    };
  const [event, channel] = [named('event'), named('channel')];
  const products = productsOf(columns);
  const isGrouped = receipt !== undefined && products !== undefined;
  const totals = totalsOf(columns);
  return {
    mapping: {
      kind: 'events',
      decimal: draft.decimal,
      timeZone: draft.timeZone,
      at: timeOf(time, named('time-of-day'), draft.format),
      identifiers: who,
      ...(alone !== undefined && identifiers.length > 0 ? { otherwise: alone } : {}),
      event: event === undefined ? draft.eventName : { column: event },
      channel: channel === undefined ? draft.channel : { column: channel },
      properties: { ...propertiesOf(columns), ...(isGrouped ? {} : { ...products, ...rowTotal(columns) }) },
      ...(isGrouped ? { group: { by: [receipt], products, ...(totals === undefined ? {} : { totals }) } } : {}),
    },
  };
}

function timeOf(day: string, timeOfDay: string | undefined, format: DateFormat): EventMapping['at'] {
  if (timeOfDay === undefined) return { column: day, format };
  const withTime: Partial<Record<DateFormat, DateFormat>> = {
    'YYYY-MM-DD': 'YYYY-MM-DD HH:mm:ss',
    'D/M/YYYY': 'D/M/YYYY HH:mm:ss',
    'M/D/YYYY': 'M/D/YYYY HH:mm:ss',
  };
  const together = withTime[format];
  return together === undefined ? { column: day, format } : { columns: [day, timeOfDay], join: ' ', format: together };
}

function valueOf({ name, isNumber }: RoledColumn): ValueOf {
  return isNumber ? { column: name, as: 'number' } : name;
}

/** What is told of each product, in the words of the e-commerce spec. */
function productsOf(columns: readonly RoledColumn[]): Record<string, ValueOf> | undefined {
  const words = { product_id: 'product_id', product_name: 'name', quantity: 'quantity', price: 'price' } as const;
  const found = Object.entries(words).flatMap(([role, word]): [string, ValueOf][] => {
    const column = columns.find((each) => each.role === role);
    if (column === undefined) return [];
    return [[word, role === 'product_id' ? { column: column.name, as: 'text' } : valueOf(column)]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function totalsOf(
  columns: readonly RoledColumn[],
): Record<string, { sum: string[] } | { product: string[] }> | undefined {
  const named = (role: ColumnRole): string | undefined => columns.find((each) => each.role === role)?.name;
  const [total, quantity, price] = [named('total'), named('quantity'), named('price')];
  if (total !== undefined) return { total: { sum: [total] } };
  return quantity === undefined || price === undefined ? undefined : { total: { product: [quantity, price] } };
}

function rowTotal(columns: readonly RoledColumn[]): Record<string, ValueOf> {
  const total = columns.find((each) => each.role === 'total');
  return total === undefined ? {} : { total: { column: total.name, as: 'number' } };
}

function propertiesOf(columns: readonly RoledColumn[]): Record<string, ValueOf> {
  return Object.fromEntries(
    columns.flatMap((each): [string, ValueOf][] => {
      if (each.role === 'receipt') return [['order_id', { column: each.name, as: 'text' }]];
      return each.role === 'property' ? [[each.name, valueOf(each)]] : [];
    }),
  );
}
