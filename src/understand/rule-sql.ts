import type { Instant } from '../kernel/period.ts';
import { nodesOf, type Did, type Rule, type ValuePath, type ValueTest } from '../kernel/rule/rule.ts';
import { dayTextAgo, type Moment, periodOf } from '../kernel/rule/window.ts';

/** Text of SQL and the values that stand in it by number (PostgreSQL) or by name (ClickHouse). */
export type EventSql = {
  /** One expression for each condition: 1 where the customer's rows come to it. */
  readonly conditions: readonly string[];
  /** What a row must be to matter to any of them. */
  readonly where: string;
  readonly params: Readonly<Record<string, unknown>>;
};

type Named = { readonly params: Record<string, unknown>; readonly moment: Moment };

// What ClickHouse's DateTime64 can hold: from 1900 to 2299.
const FIRST_INSTANT = -2_208_988_800_000;
const LAST_INSTANT = 10_413_791_999_000;

function given(named: Named, type: string, value: unknown): string {
  const name = `v${Object.keys(named.params).length}`;
  named.params[name] = value;
  return `{${name}:${type}}`;
}

function instant(named: Named, at: Instant): string {
  const held = Math.min(Math.max(at, FIRST_INSTANT), LAST_INSTANT);
  return `fromUnixTimestamp64Milli(${given(named, 'Int64', held)}, 'UTC')`;
}

function dayOf(test: Extract<ValueTest, { op: 'day' }>, moment: Moment): string {
  return typeof test.day === 'string' ? test.day : dayTextAgo(test.day, moment);
}

function propertyTest(named: Named, path: ValuePath, test: ValueTest): string {
  const at = `properties, ${path.map((key) => given(named, 'String', key)).join(', ')}`;
  const type = `JSONType(${at})`;
  const text = `JSONExtractString(${at})`;
  const isNumber = `${type} IN ('Int64', 'UInt64', 'Double')`;
  switch (test.op) {
    case 'exists':
      return `${type} != 'Null'`;
    case 'in': {
      const texts = test.values.filter((value) => typeof value === 'string');
      const numbers = test.values.filter((value) => typeof value === 'number');
      const flags = test.values.filter((value) => typeof value === 'boolean').map(Number);
      const ways = [
        `${type} = 'String' AND ${text} IN ${given(named, 'Array(String)', texts)}`,
        `${isNumber} AND JSONExtractFloat(${at}) IN ${given(named, 'Array(Float64)', numbers)}`,
        `${type} = 'Bool' AND JSONExtractBool(${at}) IN ${given(named, 'Array(UInt8)', flags)}`,
      ].filter((_, index) => [texts, numbers, flags][index]?.length !== 0);
      return ways.map((way) => `(${way})`).join(' OR ');
    }
    case 'contains': {
      const sought = given(named, 'String', test.text);
      return `(${type} = 'String' AND position(${text}, ${sought}) > 0) OR (${type} = 'Array'
        AND arrayExists(each -> JSONType(each) = 'String' AND JSONExtractString(each) = ${sought}, JSONExtractArrayRaw(${at})))`;
    }
    case 'number':
      return `${isNumber} AND JSONExtractFloat(${at}) ${test.than} ${given(named, 'Float64', test.value)}`;
    case 'day':
      return `${type} = 'String' AND match(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')
        AND substring(${text}, 1, 10) ${test.than} ${given(named, 'String', dayOf(test, named.moment))}`;
    default:
      return test satisfies never;
  }
}

function eventTest(named: Named, did: Did): string {
  const { from, to } = periodOf(did.window, named.moment);
  const parts = [`events.at < ${instant(named, to)}`];
  if (from !== null) parts.push(`events.at >= ${instant(named, from)}`);
  if (did.event !== null) parts.push(`events.name = ${given(named, 'String', did.event)}`);
  if (did.channels !== null) parts.push(`events.channel IN ${given(named, 'Array(String)', did.channels)}`);
  if (did.sources !== null) parts.push(`events.source IN ${given(named, 'Array(String)', did.sources)}`);
  if (did.products !== null) parts.push(`hasAny(events.products, ${given(named, 'Array(String)', did.products)})`);
  parts.push(...did.properties.map(({ path, test }) => `(${propertyTest(named, path, test)})`));
  return parts.join(' AND ');
}

/** The conditions on events as ClickHouse aggregates over the rows of one customer. */
export function eventSql(dids: readonly Did[], moment: Moment): EventSql {
  const named: Named = { params: {}, moment };
  const conditions = dids.map((did) => `countIf(${eventTest(named, did)}) >= ${given(named, 'UInt32', did.atLeast)}`);
  const parts = [`events.at < ${instant(named, moment.now)}`];
  const names = dids.map((did) => did.event);
  if (!names.includes(null)) parts.push(`events.name IN ${given(named, 'Array(String)', [...new Set(names)])}`);
  const begins = dids.map((did) => periodOf(did.window, moment).from ?? FIRST_INSTANT);
  parts.push(`events.at >= ${instant(named, Math.min(...begins))}`);
  return { conditions, where: parts.join(' AND '), params: named.params };
}

/** The conditions on events that stand in the rules, each once, in order. */
export function didsIn(rules: readonly Rule[]): Did[] {
  const dids = rules.flatMap(nodesOf).flatMap((node) => (node.kind === 'did' ? [node.did] : []));
  return [...new Map(dids.map((did) => [JSON.stringify(did), did])).values()];
}

/** The values of a PostgreSQL statement, numbered as they are added. */
export type Numbered = { readonly values: unknown[]; readonly moment: Moment };

function numbered({ values }: Numbered, value: unknown): string {
  return `$${values.push(value)}`;
}

function attributeTest(sql: Numbered, path: ValuePath, test: ValueTest): string {
  const value = `c.attributes${path.map((key) => ` -> ${numbered(sql, key)}::text`).join('')}`;
  const type = `jsonb_typeof(${value})`;
  const text = `(${value}) #>> '{}'`;
  switch (test.op) {
    case 'exists':
      return `${type} <> 'null'`;
    case 'in':
      return `(${value}) = any(${numbered(
        sql,
        test.values.map((each) => JSON.stringify(each)),
      )}::jsonb[])`;
    case 'contains': {
      const sought = `${numbered(sql, test.text)}::text`;
      return `case ${type} when 'string' then strpos(${text}, ${sought}) > 0
        when 'array' then (${value}) @> jsonb_build_array(${sought}) end`;
    }
    case 'number':
      return `case ${type} when 'number' then (${value})::numeric ${test.than} ${numbered(sql, String(test.value))}::numeric end`;
    case 'day':
      return `case when ${type} = 'string' and ${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}'
        then left(${text}, 10) collate "C" ${test.than} ${numbered(sql, dayOf(test, sql.moment))}::text end`;
    default:
      return test satisfies never;
  }
}

/** A condition that is no combination as a PostgreSQL expression over the customer `c`; `did` says how one on events came out. */
export function conditionSql(rule: Rule, sql: Numbered, did: (did: Did) => string): string {
  if (rule.kind === 'attribute') return `coalesce(${attributeTest(sql, rule.path, rule.test)}, false)`;
  if (rule.kind === 'identifier')
    return `exists (select from identifiers i where i.customer_id = c.id and i.type = ${numbered(sql, rule.type)})`;
  if (rule.kind === 'did') return did(rule.did);
  // No goal is known to be reached yet, and a segment has been written out before.
  return 'false';
}

/** The whole rule as a PostgreSQL expression over the customer `c`. */
export function ruleSql(rule: Rule, sql: Numbered, did: (did: Did) => string): string {
  if (rule.kind === 'not') return `not (${ruleSql(rule.of, sql, did)})`;
  if (rule.kind === 'all' || rule.kind === 'any') {
    if (rule.of.length === 0) return String(rule.kind === 'all');
    const word = rule.kind === 'all' ? ' and ' : ' or ';
    return `(${rule.of.map((each) => ruleSql(each, sql, did)).join(word)})`;
  }
  return conditionSql(rule, sql, did);
}
