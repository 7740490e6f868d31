import { CUSTOMER_NOW, WITH_HOMES } from '../identify/home.reads.ts';
import { placesOf } from '../identify/places.reads.ts';
import type { Instant } from '../kernel/period.ts';
import { type Judgement, judgeBy } from '../kernel/rule/judge.ts';
import { type Did, nodesOf, type Rule } from '../kernel/rule/rule.ts';
import type { Moment } from '../kernel/rule/window.ts';
import type { ClickHouse } from '../store/clickhouse.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { conditionSql, didsIn, eventSql, type Numbered, ruleSql } from './rule-sql.ts';

/** Where it is asked, and by whose clocks days begin there; a transaction will do for PostgreSQL. */
export type Stores = Pick<Deps, 'clickhouse' | 'timeZone'> & { readonly postgres: Sql };

/** Who did what: a mask has a sign for each condition, `ids` are the UUIDs of those with that mask, with commas between. */
type DidRow = { readonly mask: string; readonly ids: string };

async function whoDid(clickhouse: ClickHouse, dids: readonly Did[], moment: Moment): Promise<DidRow[]> {
  if (dids.length === 0) return [];
  const { conditions, where, params } = eventSql(dids, moment);
  const answer = await clickhouse.query({
    query: `SELECT mask, arrayStringConcat(groupArray(toString(who)), ',') AS ids
      FROM (SELECT ${CUSTOMER_NOW} AS who,
          arrayStringConcat([${conditions.map((each) => `toString(toUInt8(${each}))`).join(', ')}]) AS mask
        FROM events FINAL ${WITH_HOMES} WHERE ${where} GROUP BY who)
      WHERE position(mask, '1') > 0 GROUP BY mask`,
    query_params: params,
    format: 'JSONEachRow',
  });
  return answer.json<DidRow>();
}

// Who did what comes as whole texts that are handed on unread: 200,000 ids are two rows, not 200,000.
export const DID = `did as materialized (
  select mask, unnest(string_to_array(ids, ',')::uuid[]) as id from unnest($1::text[], $2::text[]) as given (mask, ids)
)`;

/** Rules over all customers for a statement that begins with `DID` and joins it: its first values, and what each rule asks. */
export async function asksOfAll(
  { clickhouse, timeZone }: Pick<Stores, 'clickhouse' | 'timeZone'>,
  rules: readonly Rule[],
  now: Instant,
): Promise<{ readonly sql: Numbered; readonly conditionOf: (rule: Rule) => string }> {
  const dids = didsIn(rules);
  const moment = { now, timeZone };
  const rows = await whoDid(clickhouse, dids, moment);
  const sql: Numbered = { values: [rows.map(({ mask }) => mask), rows.map(({ ids }) => ids)], moment };
  const signs = new Map(dids.map((did, index) => [JSON.stringify(did), index + 1]));
  const did = (each: Did): string => `coalesce(substr(did.mask, ${signs.get(JSON.stringify(each))}, 1) = '1', false)`;
  return { sql, conditionOf: (rule) => ruleSql(rule, sql, did) };
}

type Compiled = { readonly text: string; readonly values: unknown[] };

/** The customers of a rule, as the rest of a statement that begins with what is asked of them. */
async function compile(stores: Pick<Stores, 'clickhouse' | 'timeZone'>, rule: Rule, now: Instant): Promise<Compiled> {
  const { sql, conditionOf } = await asksOfAll(stores, [rule], now);
  const condition = conditionOf(rule);
  return {
    text: `from customers c left join did on did.id = c.id
      where c.merged_into is null and c.erased_at is null and (${condition})`,
    values: sql.values,
  };
}

/** How many customers a rule holds for, and how many of them have an identifier of each type. */
export type RuleCount = { readonly customers: number; readonly byIdentifier: Readonly<Record<string, number>> };

/**
 * Counts the customers a rule holds for at `now`. Segments must be written out; ask `bringHomesUpToDate` before, as
 * everywhere here where the question is over all customers.
 */
export async function countByRule(stores: Stores, rule: Rule, now: Instant): Promise<RuleCount> {
  const { text, values } = await compile(stores, rule, now);
  const { rows } = await stores.postgres.query<{ customers: string; byIdentifier: Record<string, number> }>(
    `with ${DID}, chosen as materialized (select c.id ${text})
     select (select count(*) from chosen) as customers, (
       select coalesce(jsonb_object_agg(type, customers), '{}') from (
         select i.type, count(distinct i.customer_id) as customers
         from chosen join identifiers i on i.customer_id = chosen.id group by i.type) as types
     ) as "byIdentifier"`,
    values,
  );
  const [row] = rows;
  return { customers: Number(row?.customers ?? 0), byIdentifier: row?.byIdentifier ?? {} };
}

/** The customers a rule holds for, in the order of their ids, after one and at most so many. */
export async function listByRule(
  stores: Stores,
  rule: Rule,
  page: { readonly now: Instant; readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { text, values } = await compile(stores, rule, page.now);
  const after = values.push(page.after);
  const limit = values.push(page.limit);
  const { rows } = await stores.postgres.query<{ id: string }>(
    `with ${DID} select c.id ${text} and ($${after}::uuid is null or c.id > $${after}) order by c.id limit $${limit}`,
    values,
  );
  return rows.map((row) => row.id);
}

async function whatOneDid(
  stores: Stores,
  customerId: string,
  dids: readonly Did[],
  now: Instant,
): Promise<Set<string>> {
  const places = dids.length === 0 ? undefined : await placesOf(stores.postgres, customerId);
  if (places === undefined) return new Set();
  const { conditions, where, params } = eventSql(dids, { now, timeZone: stores.timeZone });
  const answer = await stores.clickhouse.query({
    query: `SELECT [${conditions.map((each) => `toUInt8(${each})`).join(', ')}] AS did FROM events FINAL
      WHERE customer IN {places:Array(UUID)} AND subject NOT IN {foreign:Array(UUID)} AND ${where}`,
    query_params: { ...params, places: places.places, foreign: places.foreign },
    format: 'JSONEachRow',
  });
  const [row] = await answer.json<{ did: number[] }>();
  return new Set(dids.flatMap((did, index) => (row?.did[index] === 1 ? [JSON.stringify(did)] : [])));
}

/** Which of the conditions on attributes and identifiers hold for the customer, by their JSON. */
async function whatOneIs(
  sql: Sql,
  customerId: string,
  conditions: readonly Rule[],
  moment: Moment,
): Promise<Set<string>> {
  if (conditions.length === 0) return new Set();
  const statement: Numbered = { values: [customerId], moment };
  const parts = conditions.map((each) => conditionSql(each, statement, () => 'false'));
  const { rows } = await sql.query<{ holds: boolean[] }>(
    `select array[${parts.join(', ')}] as holds from customers c where c.id = $1`,
    statement.values,
  );
  return new Set(conditions.flatMap((each, index) => (rows[0]?.holds[index] === true ? [JSON.stringify(each)] : [])));
}

/**
 * Judges rules for one customer by SQL, all in one question to each database; each judgement names the first condition
 * that failed. The customer is the one it is now; of anybody else nothing is known. Segments must be written out.
 */
export async function judgeCustomer(
  stores: Stores,
  customerId: string,
  rules: readonly Rule[],
  now: Instant,
): Promise<Judgement[]> {
  const plain = rules.flatMap(nodesOf).filter((node) => node.kind === 'attribute' || node.kind === 'identifier');
  const distinct = [...new Map(plain.map((node) => [JSON.stringify(node), node])).values()];
  const [did, is] = await Promise.all([
    whatOneDid(stores, customerId, didsIn(rules), now),
    whatOneIs(stores.postgres, customerId, distinct, { now, timeZone: stores.timeZone }),
  ]);
  return rules.map((rule) =>
    judgeBy(rule, (each) => (each.kind === 'did' ? did.has(JSON.stringify(each.did)) : is.has(JSON.stringify(each)))),
  );
}

/** The names that customers are known by, of those who have one. */
export async function namesOf(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; name: string }>(
    `select id, attributes ->> 'name' as name from customers
     where id = any($1::uuid[]) and jsonb_typeof(attributes -> 'name') = 'string'`,
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
