import type { Sql } from '../store/postgres.ts';
import { weakTypes } from './identified.ts';

/** What is known of the customers that events are of. */
export type Attribution = {
  /** Whether anything but a browser, a device or a receipt says who the customer is. */
  readonly isIdentified: (customer: string) => boolean;
  /** Whether the customer has an identifier of one of the types that stand under this number. */
  readonly hasAnyOf: (customer: string, index: number) => boolean;
};

const STRONG = 1;
/** One bit of an integer for each list of types, beside the one for being identified at all. */
const MOST_LISTS = 29;

/** Reads who has an identifier of each of the lists of types. One statement, a whole table. */
export async function readAttribution(sql: Sql, typeLists: readonly (readonly string[])[] = []): Promise<Attribution> {
  const masks = new Map<string, number>();
  for (const [index, types] of typeLists.slice(0, MOST_LISTS).entries())
    for (const type of types) masks.set(type, (masks.get(type) ?? 0) | (2 << index));
  const { rows } = await sql.query<[string, number]>({
    rowMode: 'array',
    text: `select i.customer_id,
        bit_or(coalesce(m.mask, 0) | case when i.type = any($1::text[]) then 0 else ${STRONG} end)
      from identifiers i left join unnest($2::text[], $3::int[]) as m (type, mask) on m.type = i.type
      group by i.customer_id`,
    values: [weakTypes, [...masks.keys()], [...masks.values()]],
  });
  const maskOf = new Map(rows);
  return {
    isIdentified: (customer) => ((maskOf.get(customer) ?? 0) & STRONG) !== 0,
    hasAnyOf: (customer, index) => ((maskOf.get(customer) ?? 0) & (2 << index)) !== 0,
  };
}
