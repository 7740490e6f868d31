import { isUuid } from '../kernel/id.ts';
import { type IdentifierSettings, PROTECTED, secretTypes } from '../kernel/identifier-settings.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { containing, type Sql } from '../store/postgres.ts';
import type { CustomerSearch, CustomerView } from './customer.contract.ts';
import { type Identifier, normaliseIdentifier, usableIdentifiers } from './identifier.ts';

/** The customer and all that were merged into it, at any remove; the one that they are now stands first. */
export async function familyOf(sql: Sql, customerId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive up as (
       select id, merged_into from customers where id = $1
       union all
       select c.id, c.merged_into from customers c join up on c.id = up.merged_into
     ), down as (
       select id, 0 as depth from up where merged_into is null
       union all
       select c.id, down.depth + 1 from customers c join down on c.merged_into = down.id
     )
     select id from down order by depth, id`,
    [customerId],
  );
  return rows.map((row) => row.id);
}

/** The customer that this one is now, after merges; `undefined` when there is none. */
export async function canonicalOf(sql: Sql, customerId: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive up as (
       select id, merged_into from customers where id = $1
       union all
       select c.id, c.merged_into from customers c join up on c.id = up.merged_into
     )
     select id from up where merged_into is null`,
    [customerId],
  );
  return rows[0]?.id;
}

/** The customer whose an identifier is now, by the id of its node. */
export async function ownerOf(sql: Sql, subject: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ customerId: string }>(
    'select customer_id as "customerId" from identity_nodes where id = $1',
    [subject],
  );
  return rows[0]?.customerId;
}

/** Who owns the identifier, without making anybody. */
export async function findByIdentifier(
  sql: Sql,
  identifier: Identifier,
  settings?: IdentifierSettings,
  now?: Instant,
): Promise<string | undefined> {
  const [normal] = usableIdentifiers([identifier], settings, now);
  if (normal === undefined) return undefined;
  const forms = [normal.value, normal.secret?.formerValue].filter((each) => each !== undefined);
  const { rows } = await sql.query<{ customer_id: string }>(
    'select customer_id from identifiers where type = $1 and value = any($2::text[])',
    [normal.type, forms],
  );
  return rows[0]?.customer_id;
}

type CustomerRow = {
  id: string;
  attributes: Record<string, unknown>;
  first_seen_at: Date;
  last_seen_at: Date;
  identifiers: Identifier[];
};

function nameIn(attributes: Readonly<Record<string, unknown>>): string | null {
  const { name } = attributes;
  return typeof name === 'string' && name !== '' ? name : null;
}

// Enough to recognise a person by; a customer of many browsers is not written out whole.
const MOST_IDENTIFIERS = 200;

const secretTypesText = secretTypes.map((type) => `'${type}'`).join(', ');

// Of a secret identifier people see a part; its hash is nobody's to see.
const columns = `c.id, c.attributes, c.first_seen_at, c.last_seen_at,
  (select coalesce(jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.type, i.value), '[]')
   from (
     select i.type, case when i.type in (${secretTypesText}) then coalesce(s.shown, '${PROTECTED}') else i.value end as value
     from identifiers i left join identifier_secrets s using (type, value)
     where i.customer_id = c.id order by i.type desc, i.value limit ${MOST_IDENTIFIERS}
   ) as i
  ) as identifiers`;

/** The customer as people see it. A customer that was merged away is answered as the one it is now. */
export async function findCustomer(sql: Sql, customerId: string): Promise<CustomerView | undefined> {
  const [canonical, ...merged] = await familyOf(sql, customerId);
  if (canonical === undefined) return undefined;
  const { rows } = await sql.query<CustomerRow>(`select ${columns} from customers c where c.id = $1`, [canonical]);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: nameIn(row.attributes),
    attributes: row.attributes,
    identifiers: row.identifiers,
    firstSeenAt: toIso(row.first_seen_at.getTime()),
    lastSeenAt: toIso(row.last_seen_at.getTime()),
    mergedFrom: merged,
  };
}

const MOST_FOUND = 20;

function summaries(rows: readonly CustomerRow[]): CustomerSearch {
  return {
    customers: rows.map((row) => ({
      id: row.id,
      name: nameIn(row.attributes),
      identifiers: row.identifiers,
      lastSeenAt: toIso(row.last_seen_at.getTime()),
    })),
  };
}

async function latestCustomers(sql: Sql): Promise<CustomerSearch> {
  const { rows } = await sql.query<CustomerRow>(
    `select ${columns} from customers c where c.merged_into is null order by c.last_seen_at desc, c.id limit $1`,
    [MOST_FOUND],
  );
  return summaries(rows);
}

/** The ways in which what was typed may stand in an identifier: as typed, and as an address or a number would be kept. */
function prefixesOf(query: string): string[] {
  const number = normaliseIdentifier({ type: 'phone', value: query })?.value;
  const national = /^0\d/.test(query.replace(/[\s-]/g, '')) ? `+46${query.replace(/[\s-]/g, '').slice(1)}` : undefined;
  const forms = [query, query.toLowerCase(), number, national].filter((each) => each !== undefined);
  return [...new Set(forms)];
}

/** Finds customers by the beginning of any identifier, a part of the name, or their id. Without words, the ones seen last. */
export async function searchCustomers(sql: Sql, words: string | undefined): Promise<CustomerSearch> {
  // PostgreSQL holds no zero byte, so nothing can be found by one.
  const query = (words ?? '').replaceAll('\u0000', '').toWellFormed().normalize('NFC').trim();
  if (query === '') return latestCustomers(sql);
  const { rows } = await sql.query<CustomerRow>(
    `with recursive hits as (
       (select i.customer_id as id from unnest($1::text[]) as wanted (prefix)
        cross join lateral (
          -- A range in byte order, because an index serves LIKE only for a pattern that is known when planning.
          select customer_id from identifiers
          where value ~>=~ wanted.prefix and value ~<~ (wanted.prefix || chr(1114111)) limit 200
        ) as i)
       union
       (select id from customers where merged_into is null and attributes ->> 'name' ilike $2 limit 200)
       union
       (select id from customers where id = $3::uuid)
     ), up as (
       select c.id, c.merged_into from customers c join hits using (id)
       union
       select c.id, c.merged_into from customers c join up on c.id = up.merged_into
     )
     select ${columns} from customers c
     where c.id in (select id from up where merged_into is null)
     order by c.last_seen_at desc, c.id limit $4`,
    [prefixesOf(query), containing(query), isUuid(query) ? query : null, MOST_FOUND],
  );
  return summaries(rows);
}
