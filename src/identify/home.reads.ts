import type { ClickHouse } from '../store/clickhouse.ts';
import type { Sql } from '../store/postgres.ts';

/**
 * Whose an event is now, in a question over all customers. An event keeps the customer and the identifier of its moment;
 * the history has a table beside it of those that are somebody else's since: see `home.service`. For one customer
 * `places.reads` says the same.
 */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

function homesOf(kind: 'customer' | 'subject'): string {
  return `LEFT ANY JOIN (SELECT who, argMax(home, change) AS home FROM customer_homes WHERE kind = '${kind}' GROUP BY who)
    AS ${kind}_home ON ${kind}_home.who = events.${kind}`;
}

/** SQL to stand right after `FROM events`, or `FROM events FINAL`, where `CUSTOMER_NOW` is asked for. */
export const WITH_HOMES = `${homesOf('subject')} ${homesOf('customer')}`;

/** SQL: the customer that the event is of now. */
export const CUSTOMER_NOW = `if(subject_home.home != toUUID('${NOBODY}'), subject_home.home,
  if(customer_home.home != toUUID('${NOBODY}'), customer_home.home, events.customer))`;

/** The change of who is who up to which the history knows who is whose. */
export async function newestHomes(clickhouse: ClickHouse): Promise<number> {
  const answer = await clickhouse.query({
    query: 'SELECT toUInt32(max(change)) AS newest FROM customer_homes',
    format: 'JSONEachRow',
  });
  const [row] = await answer.json<{ newest: number }>();
  return row?.newest ?? 0;
}

export type MovedHome = { readonly kind: 'customer' | 'subject'; readonly who: string; readonly home: string };

/** Where the customers' events, and those of the identifiers that were ever theirs, belong now. */
export async function findHomes(sql: Sql, customerIds: readonly string[]): Promise<MovedHome[]> {
  const { rows } = await sql.query<MovedHome>({
    name: 'find-homes',
    text: `with recursive up as (
        select id, merged_into from customers where id = any($1::uuid[])
        union
        select c.id, c.merged_into from up join customers c on c.id = up.merged_into
      ), family as (
        select up.id as canonical, f.id from up, family_of(up.id) f where up.merged_into is null
      ), moved as (
        select n.id, n.customer_id, m.customer_id as former from memberships m join identity_nodes n on n.id = m.identifier_id
        where m.customer_id in (select id from family)
        union
        select n.id, n.customer_id, m.customer_id from memberships m join identity_nodes n on n.id = m.identifier_id
        where n.customer_id in (select canonical from family)
      ), strayed as (
        select moved.id, moved.customer_id, bool_or(f.id is null) as is_strayed, count(*) as times
        from moved left join family f on f.canonical = moved.customer_id and f.id = moved.former
        group by moved.id, moved.customer_id
      )
      select 'customer' as kind, id as who, case when id = canonical then '${NOBODY}' else canonical end as home from family
      union all
      select 'subject', id, case when is_strayed then customer_id else '${NOBODY}' end from strayed
      where is_strayed or times > 1`,
    values: [customerIds],
  });
  return rows;
}
