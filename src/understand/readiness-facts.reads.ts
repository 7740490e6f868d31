import type { Period } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { CUSTOMER_NOW, WITH_HOMES } from '../identify/home.reads.ts';
import { type Attribution, readAttribution } from './attribution.reads.ts';
import { MOST_STRATA, openCensus, OTHER_STRATA } from './census.ts';
import type { Facts, Flow, Link, Moments, Role, Tally } from './facts.ts';
import type { Question } from './question.contract.ts';
import type { ZonedQuestion } from './question.ts';
import {
  CONTENT,
  HAS_FIELD,
  IN_PERIOD,
  IS_EVENING,
  IS_MEASURE,
  IS_POPULATION,
  IS_WEEKEND,
  LIMITS,
  MESSAGE,
  paramsOf,
  stratumSql,
  VALUE,
} from './question-events.reads.ts';

type FlowRow = {
  readonly role: Role | 'other';
  readonly channel: string;
  readonly events: string;
  readonly contents: string;
  readonly with_field: string;
  readonly first: string;
  readonly last: string;
  readonly days: number[];
  readonly recent: string;
  readonly recent_late: string;
  readonly types: string[];
};

/** Each channel's events by the part they play, as they came in over time. */
async function readFlows({ clickhouse }: Deps, question: ZonedQuestion, period: Period): Promise<FlowRow[]> {
  const answer = await clickhouse.query({
    query: `
      SELECT role, channel, uniqExact(number_of) AS events, uniqExact(content) AS contents,
        uniqExactIf(number_of, has_field) AS with_field,
        toUnixTimestamp64Milli(min(at)) AS first, toUnixTimestamp64Milli(max(at)) AS last,
        arraySort(groupUniqArray(toUInt32(intDiv(toUnixTimestamp(at), 86400)))) AS days,
        uniqExactIf(number_of, at >= {recentFrom: DateTime64(3, 'UTC')}) AS recent,
        uniqExactIf(number_of, at >= {recentFrom: DateTime64(3, 'UTC')} AND is_late) AS recent_late,
        groupUniqArrayArray(types) AS types
      FROM (
        SELECT channel, ${MESSAGE} AS number_of, at, ${CONTENT} AS content, ${HAS_FIELD} AS has_field,
          toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(at) > {lateMs: Int64} AS is_late,
          arrayMap(each -> each.1, JSONExtract(identifiers, 'Array(Tuple(type String))')) AS types,
          arrayJoin(arrayFilter(each -> each != '', [
            if(${IS_POPULATION}, 'population', ''), if(${IS_MEASURE}, 'measure', ''),
            if(NOT ${IS_POPULATION} AND NOT ${IS_MEASURE}, 'other', '')])) AS role
        FROM events
        WHERE ${IN_PERIOD} AND (${IS_POPULATION} OR ${IS_MEASURE} OR has({namedChannels: Array(String)}, channel))
      )
      GROUP BY role, channel
      ${LIMITS}`,
    query_params: paramsOf(question, period),
    format: 'JSONEachRow',
  });
  return await answer.json<FlowRow>();
}

/** The numbers of one customer in one channel and stratum, in the order they are asked for. */
type PartRow = readonly [
  customer: string,
  role: Role,
  channel: string,
  stratum: string,
  events: string,
  ...moments: (number | string | null)[],
];

const moments = (value: string): string =>
  `count(${value}), ifNull(sum(${value}), 0), ifNull(sum(${value} * ${value}), 0)`;
/** For what is 0 or 1 the sum of squares is the sum. */
const ones = (flag: string): string => `count(), countIf(${flag}), countIf(${flag})`;

/** Everything that the events of the question come to, one row for each customer, channel and stratum. */
async function eachPart(
  { clickhouse }: Deps,
  question: ZonedQuestion,
  period: Period,
  take: (row: PartRow) => void,
): Promise<void> {
  const isField = question.strata.by === 'field';
  const largest = `SELECT stratum FROM (
      SELECT ${stratumSql(question)} AS stratum FROM events WHERE ${IN_PERIOD} AND ${IS_POPULATION}
    ) WHERE stratum != '' GROUP BY stratum ORDER BY count() DESC, stratum LIMIT ${MOST_STRATA}`;
  const answer = await clickhouse.query({
    query: `
      SELECT toString(who), role, channel, part, uniqExact(number_of),
        ${moments('value')}, ${moments('goods')}, ${ones('is_evening')}, ${ones('is_weekend')},
        count(value), countIf(value < 0), countIf(value < 0)
      FROM (
        SELECT ${CUSTOMER_NOW} AS who, channel, ${MESSAGE} AS number_of, ${VALUE} AS value,
          nullIf(length(products), 0) AS goods, ${IS_EVENING} AS is_evening, ${IS_WEEKEND} AS is_weekend,
          arrayJoin(arrayFilter(each -> each != '',
            [if(${IS_POPULATION}, 'population', ''), if(${IS_MEASURE}, 'measure', '')])) AS role,
          if(role = 'measure', '', ${stratumSql(question)}) AS stratum,
          ${isField ? `if(stratum = '' OR stratum IN (${largest}), stratum, '${OTHER_STRATA}')` : 'stratum'} AS part
        -- FINAL: what was sent twice and is not merged yet would weigh twice in the sums.
        FROM events FINAL ${WITH_HOMES}
        WHERE ${IN_PERIOD} AND (${IS_POPULATION} OR ${IS_MEASURE})
      )
      GROUP BY who, role, channel, part
      ${LIMITS}`,
    query_params: paramsOf(question, period),
    format: 'JSONCompactEachRow',
  });
  for await (const rows of answer.stream<PartRow>()) for (const row of rows) take(row.json());
}

function tallyOf([, , , , events, ...numbers]: PartRow): Tally {
  const at = (i: number): number => Number(numbers[i] ?? 0);
  const momentsAt = (i: number): Moments => ({ n: at(i), sum: at(i + 1), squares: at(i + 2) });
  return {
    events: Number(events),
    aspects: {
      value: momentsAt(0),
      products: momentsAt(3),
      evening: momentsAt(6),
      weekend: momentsAt(9),
      returned: momentsAt(12),
    },
  };
}

/** What the history and the customers say of the data that a question needs. */
export async function readFacts(deps: Deps, question: ZonedQuestion, period: Period): Promise<Facts> {
  const rows = await readFlows(deps, question, period);
  const measured = rows.filter(({ role }) => role === 'measure');
  const asked = linkedChannels(question, measured);
  const typeLists = asked.map(({ types }) => types);
  const attribution = await readAttribution(deps.postgres, typeLists);
  const census = openCensus();
  const identified = new Map<string, number>();
  await eachPart(deps, question, period, (row) => {
    const [customer, role, channel, stratum] = row;
    const isIdentified = attribution.isIdentified(customer);
    const tally = tallyOf(row);
    if (isIdentified) {
      const key = `${role} ${channel}`;
      identified.set(key, (identified.get(key) ?? 0) + tally.events);
    }
    if (role === 'population') census.add({ channel, stratum, customer, isIdentified, tally });
  });
  return {
    period,
    flows: rows.flatMap((row) => flowOf(row, identified)),
    otherEvents: Object.fromEntries(
      rows.filter(({ role }) => role === 'other').map(({ channel, events }) => [channel, Number(events)]),
    ),
    ...census.result(),
    links: linksOf(asked, census.identified, attribution),
  };
}

function flowOf(row: FlowRow, identified: ReadonlyMap<string, number>): Flow[] {
  const { role, channel } = row;
  if (role === 'other') return [];
  const events = Number(row.events);
  return [
    {
      role,
      channel,
      events,
      identified: identified.get(`${role} ${channel}`) ?? 0,
      repeated: Math.max(0, events - Number(row.contents)),
      withField: Number(row.with_field),
      first: Number(row.first),
      last: Number(row.last),
      days: row.days,
      recent: Number(row.recent),
      recentLate: Number(row.recent_late),
    },
  ];
}

type LinkedChannel = { readonly channel: string | null; readonly types: readonly string[] };

/** By which types of identifier a measured channel knows its customers; channels that are not compared stand together. */
function linkedChannels({ measure, compare }: Question, measured: readonly FlowRow[]): LinkedChannel[] {
  if (measure.kind === 'rate' || measured.length === 0) return [];
  if (compare === 'channel') return measured.map(({ channel, types }) => ({ channel, types }));
  const [only, ...more] = measured;
  return [
    {
      channel: more.length === 0 ? (only?.channel ?? null) : null,
      types: [...new Set(measured.flatMap(({ types }) => types))],
    },
  ];
}

function linksOf(asked: readonly LinkedChannel[], customers: ReadonlySet<string>, { hasAnyOf }: Attribution): Link[] {
  const counts = asked.map(() => 0);
  for (const customer of customers)
    for (const index of counts.keys()) if (hasAnyOf(customer, index)) counts[index] = (counts[index] ?? 0) + 1;
  return asked.map(({ channel }, index) => ({ channel, able: counts[index] ?? 0, of: customers.size }));
}
