import type { Sql } from '../../store/postgres.ts';
import type { BareRow, LiveCustomer, LiveRow, Why } from './live.contract.ts';

/** A row as it lies, or how many were not shown. */
export type StoredRow = { readonly id: number; readonly row: BareRow | { readonly skipped: number } };

// Rows written at the same time by several processes may be seen out of their order; so far back is looked again.
const LOOK_BACK = 200;
const MOST_ROWS = 500;

/** The rows after this one, and those before it that were not there yet. */
export async function liveRowsAfter(sql: Sql, after: number, seen: ReadonlySet<number>): Promise<StoredRow[]> {
  const { rows } = await sql.query<{ id: number; row: string }>(
    `select id, row from inflow_rows where id > $1 and not (id = any ($2::bigint[])) order by id limit ${MOST_ROWS}`,
    [after - LOOK_BACK, [...seen].filter((id) => id > after - LOOK_BACK)],
  );
  return rows.map(({ id, row }) => ({ id, row: JSON.parse(row) as StoredRow['row'] }));
}

/** The ids of the newest rows, which whoever begins to look now is not shown. */
export async function newestLiveRows(sql: Sql): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(`select id from inflow_rows order by id desc limit ${LOOK_BACK}`);
  return rows.map((row) => row.id);
}

type CustomerRow = { id: string; nowId: string; name: string | null; createdAt: Date };
type OwnedRow = { type: string; value: string; firstSeenAt: Date };

async function customersOf(sql: Sql, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  const { rows } = await sql.query<CustomerRow>(
    `with recursive up as (
       select id as asked, id, merged_into from customers where id = any ($1::uuid[])
       union all
       select up.asked, c.id, c.merged_into from customers c join up on c.id = up.merged_into
     )
     select up.asked as id, c.id as "nowId", nullif(c.attributes ->> 'name', '') as name, c.created_at as "createdAt"
     from up join customers c on c.id = up.id where up.merged_into is null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function ownedOf(sql: Sql, rows: readonly BareRow[]): Promise<Map<string, OwnedRow>> {
  const asked = rows.flatMap((row) => row.identifiers);
  const { rows: found } = await sql.query<OwnedRow>(
    `select i.type, i.value, i.first_seen_at as "firstSeenAt" from identifiers i
     join (select distinct * from unnest($1::text[], $2::text[]) as a (type, value)) as asked using (type, value)`,
    [asked.map((each) => each.type), asked.map((each) => each.value)],
  );
  return new Map(found.map((row) => [`${row.type}:${row.value}`, row]));
}

function whyOf(row: BareRow, customer: CustomerRow, owned: ReadonlyMap<string, OwnedRow>): Why {
  if (customer.createdAt.getTime() >= Date.parse(row.receivedAt)) return { kind: 'new' };
  const isKnown = ({ type, value }: BareRow['identifiers'][number]): boolean => {
    const found = owned.get(`${type}:${value}`);
    return found !== undefined && found.firstSeenAt.getTime() < Date.parse(row.at ?? row.receivedAt);
  };
  return {
    kind: 'known',
    by: row.identifiers.filter(isKnown),
    learnt: row.identifiers.filter((each) => !isKnown(each)),
  };
}

/** The rows with who each is about, as they are called now, and by what they were known. */
export async function withCustomers(sql: Sql, rows: readonly BareRow[]): Promise<LiveRow[]> {
  const ids = [...new Set(rows.flatMap((row) => (row.customerId === null ? [] : [row.customerId])))];
  const [customers, owned] =
    ids.length === 0 ? [new Map(), new Map()] : await Promise.all([customersOf(sql, ids), ownedOf(sql, rows)]);
  return rows.map(({ customerId, ...row }) => {
    const found: CustomerRow | undefined = customers.get(customerId ?? '');
    const customer: LiveCustomer | null = found
      ? {
          id: found.nowId,
          name: found.name,
          mergedFrom: found.nowId === customerId ? null : customerId,
          why: whyOf({ ...row, customerId }, found, owned),
        }
      : null;
    return { ...row, customer };
  });
}
