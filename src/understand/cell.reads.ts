import { toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { CUSTOMER_NOW, WITH_HOMES } from '../identify/home.reads.ts';
import { readAttribution } from './attribution.reads.ts';
import { MOST_STRATA, OTHER_STRATA } from './census.ts';
import type { CellCustomer } from './cell.contract.ts';
import { IN_PERIOD, IS_POPULATION, LIMITS, paramsOf, stratumSql } from './question-events.reads.ts';
import { periodOf, type ZonedQuestion } from './question.ts';

export type CellQuestion = {
  readonly channel: string | undefined;
  readonly stratum: string | undefined;
  readonly known: boolean | undefined;
  readonly limit: number;
};

type Row = readonly [customer: string, events: string, last: string];
type Seen = { readonly events: number; readonly last: number };

/** Who is behind a number: the customers of a channel and stratum, known or not, the one seen last first. */
export async function customersBehind(
  deps: Deps,
  question: ZonedQuestion,
  { channel, stratum, known, limit }: CellQuestion,
): Promise<{ total: number; customers: CellCustomer[] }> {
  const answer = await deps.clickhouse.query({
    query: `
      WITH largest AS (
        SELECT stratum FROM (
          SELECT ${stratumSql(question)} AS stratum FROM events WHERE ${IN_PERIOD} AND ${IS_POPULATION}
        ) WHERE stratum != '' GROUP BY stratum ORDER BY count() DESC, stratum LIMIT ${MOST_STRATA}
      )
      SELECT toString(who), uniqExact(message_id), toUnixTimestamp64Milli(max(at))
      FROM (
        SELECT ${CUSTOMER_NOW} AS who, message_id, at, ${stratumSql(question)} AS stratum
        FROM events ${WITH_HOMES}
        WHERE ${IN_PERIOD} AND ${IS_POPULATION} AND ({channel: String} = '' OR channel = {channel: String})
      )
      WHERE NOT {byStratum: Bool} OR stratum = {stratum: String}
        OR ({stratum: String} = '${OTHER_STRATA}' AND stratum != '' AND stratum NOT IN (SELECT stratum FROM largest))
      GROUP BY who
      ${LIMITS}`,
    query_params: {
      ...paramsOf(question, periodOf(question, deps.clock())),
      channel: channel ?? '',
      stratum: stratum ?? '',
      byStratum: stratum !== undefined,
    },
    format: 'JSONCompactEachRow',
  });
  const { isIdentified } = await readAttribution(deps.postgres);
  const seen = new Map<string, Seen>();
  for await (const rows of answer.stream<Row>())
    for (const row of rows) {
      const [customer, events, last] = row.json();
      if (known === undefined || isIdentified(customer) === known)
        seen.set(customer, { events: Number(events), last: Number(last) });
    }
  const page = [...seen].toSorted(([a, x], [b, y]) => y.last - x.last || (a < b ? -1 : 1)).slice(0, limit);
  const names = await namesOf(
    deps,
    page.map(([id]) => id),
  );
  return {
    total: seen.size,
    customers: page.map(([id, { events, last }]) => ({
      id,
      name: names.get(id) ?? null,
      isIdentified: isIdentified(id),
      events,
      lastAt: toIso(last),
    })),
  };
}

async function namesOf({ postgres }: Deps, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await postgres.query<{ id: string; name: string | null }>(
    "select id, attributes ->> 'name' as name from customers where id = any($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
