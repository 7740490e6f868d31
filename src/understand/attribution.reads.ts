import type { Sql } from '../store/postgres.ts';
import { weakTypes } from './identified.ts';

/**
 * Whose an event is now. The history keeps the customer that an event came in for, and the customers know what has
 * become of that one: this file is the only one of the room that puts the two together.
 */
export type Attribution = {
  /** The customer that the event's customer is now. */
  readonly customerOf: (eventCustomer: string) => string;
  /** Whether anything but a browser, a device or a receipt says who the customer is. */
  readonly isIdentified: (customer: string) => boolean;
  /** Whether the customer has an identifier of one of the types that stand under this number. */
  readonly hasAnyOf: (customer: string, index: number) => boolean;
};

/** The column of the history that tells whose an event was when it came in. */
export const EVENT_CUSTOMER = 'customer';

const STRONG = 1;
/** One bit of an integer for each list of types, beside the one for being identified at all. */
const MOST_LISTS = 29;

/** Reads whose events are now, and who has an identifier of each of the lists of types. Two statements, whole tables. */
export async function readAttribution(sql: Sql, typeLists: readonly (readonly string[])[] = []): Promise<Attribution> {
  const masks = new Map<string, number>();
  for (const [index, types] of typeLists.slice(0, MOST_LISTS).entries())
    for (const type of types) masks.set(type, (masks.get(type) ?? 0) | (2 << index));
  const [merged, known] = await Promise.all([
    sql.query<[string, string]>({
      rowMode: 'array',
      text: `with recursive up as (
          select id, merged_into as now from customers where merged_into is not null
          union all
          select up.id, c.merged_into from up join customers c on c.id = up.now where c.merged_into is not null
        )
        select up.id, up.now from up join customers c on c.id = up.now where c.merged_into is null`,
    }),
    sql.query<[string, number]>({
      rowMode: 'array',
      text: `select i.customer_id,
          bit_or(coalesce(m.mask, 0) | case when i.type = any($1::text[]) then 0 else ${STRONG} end)
        from identifiers i left join unnest($2::text[], $3::int[]) as m (type, mask) on m.type = i.type
        group by i.customer_id`,
      values: [weakTypes, [...masks.keys()], [...masks.values()]],
    }),
  ]);
  const now = new Map(merged.rows);
  const maskOf = new Map(known.rows);
  return {
    customerOf: (eventCustomer) => now.get(eventCustomer) ?? eventCustomer,
    isIdentified: (customer) => ((maskOf.get(customer) ?? 0) & STRONG) !== 0,
    hasAnyOf: (customer, index) => ((maskOf.get(customer) ?? 0) & (2 << index)) !== 0,
  };
}
