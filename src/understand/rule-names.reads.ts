import type { Sql } from '../store/postgres.ts';
import type { RuleNamesView } from './segment.contract.ts';

/** So many of the newest customers are looked at: enough to meet what customers have, quick however many there are. */
const MOST_SAMPLED = 20_000;
const MOST_NAMES = 200;
/** An attribute with more values than that is told without them: its values tell of persons, not of kinds of them. */
const MOST_VALUES = 30;
/** A value of fewer customers is not told. */
const FEWEST_SHARING = 3;

/** Each attribute of the sample by its keys, one level into what is written as an object. */
const LEAVES = `sample as materialized (
    select id, attributes from customers where merged_into is null and erased_at is null
    order by id desc limit $1
  ), outermost as (
    select array[each.key] as path, each.value from sample, jsonb_each(sample.attributes) as each
  ), leaves as (
    select path, value from outermost where jsonb_typeof(value) not in ('object', 'null')
    union all
    select path || inside.key, inside.value from outermost
    cross join lateral jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as inside
    where jsonb_typeof(inside.value) <> 'null'
  )`;

/** Which attributes customers have, those of most customers first, with the values of those that are of few kinds. */
async function attributesOf(sql: Sql): Promise<RuleNamesView['attributes']> {
  const { rows } = await sql.query<RuleNamesView['attributes'][number]>(
    `with ${LEAVES}, valued as (
       select path, jsonb_typeof(value) as type, value, count(*)::int as customers from leaves group by path, value
     )
     select path, type, sum(customers)::int as customers,
       case when count(*) > $3 or type not in ('string', 'number') then '{}' else coalesce(
         array_agg(value #>> '{}' order by customers desc, value) filter (where customers >= $4), '{}') end as values
     from valued group by path, type order by customers desc, path limit $2`,
    [MOST_SAMPLED, MOST_NAMES, MOST_VALUES, FEWEST_SHARING],
  );
  return rows;
}

/** Which types of identifier customers have, those of most customers first. */
async function identifiersOf(sql: Sql): Promise<RuleNamesView['identifiers']> {
  const { rows } = await sql.query<RuleNamesView['identifiers'][number]>(
    `with sample as materialized (
       select id from customers where merged_into is null and erased_at is null order by id desc limit $1
     )
     select i.type, count(distinct i.customer_id)::int as customers
     from sample join identifiers i on i.customer_id = sample.id group by i.type order by customers desc, i.type`,
    [MOST_SAMPLED],
  );
  return rows;
}

/** What rules can ask of customers, by what the newest of them have. */
export async function listRuleNames(sql: Sql): Promise<RuleNamesView> {
  const [attributes, identifiers] = await Promise.all([attributesOf(sql), identifiersOf(sql)]);
  return { attributes, identifiers };
}
