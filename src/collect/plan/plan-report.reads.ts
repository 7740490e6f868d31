import type { Instant } from '../../kernel/period.ts';
import { type ClickHouse, toDateTime64 } from '../../store/clickhouse.ts';
import type { CallType } from '../event.contract.ts';
import type { PlanMode } from './plan.contract.ts';
import type { ViolatingEvent, ViolationGroup } from './plan-report.contract.ts';
import { ANY_NAME, type PlanName } from './plan.ts';

/** What the history says of how the plan is kept to. An event that was sent twice counts once. */
const MOST_NAMES = 2000;
const MOST_GROUPS = 200;

export type NameVolume = PlanName & {
  readonly events: number;
  readonly violating: number;
  readonly lastSeenAt: string;
};

type VolumeRow = {
  readonly type: CallType;
  readonly name: string;
  readonly events: string;
  readonly violating: string;
  readonly last: string;
};

function timeOf(written: string): string {
  return new Date(`${written.replace(' ', 'T')}Z`).toISOString();
}

/**
 * How many events came of each name since then, and how many did not hold. Pages and screens that have no entry of
 * their own (`planned`) count as one name: there are as many titles as pages.
 */
export async function volumesByName(
  clickhouse: ClickHouse,
  since: Instant,
  planned: readonly PlanName[],
): Promise<NameVolume[]> {
  const own = planned.filter(({ type }) => type === 'page' || type === 'screen');
  const result = await clickhouse.query({
    query: `SELECT type, if(type IN ('page', 'screen') AND NOT has({own: Array(String)}, concat(type, ' ', name)),
        {any: String}, name) AS planName,
        uniqExact(message_id) AS events, uniqExactIf(message_id, notEmpty(violations)) AS violating,
        max(received_at) AS last
      FROM events WHERE received_at >= {since: DateTime64(3)}
      GROUP BY type, planName ORDER BY events DESC, type, planName LIMIT {most: UInt32}`,
    query_params: {
      since: toDateTime64(since),
      own: own.map(({ type, name }) => `${type} ${name}`),
      any: ANY_NAME,
      most: MOST_NAMES,
    },
    format: 'JSONEachRow',
  });
  const rows = await result.json<Omit<VolumeRow, 'name'> & { readonly planName: string }>();
  return rows.map(({ type, planName, events, violating, last }) => ({
    type,
    name: planName,
    events: Number(events),
    violating: Number(violating),
    lastSeenAt: timeOf(last),
  }));
}

/** Which events an entry of the plan is about: those of its name, or all of the type but those with an entry of their own. */
export type Scope = PlanName & { readonly since: Instant; readonly others: readonly string[] };

const inScope = `type = {type: String} AND received_at >= {since: DateTime64(3)}
  AND (name = {name: String} OR ({name: String} = '${ANY_NAME}' AND NOT has({others: Array(String)}, name)))`;

function scopeParams({ type, name, since, others }: Scope) {
  return { type, name, since: toDateTime64(since), others };
}

/** How many events came of one name, and how many did not hold. */
export async function volumeOf(
  clickhouse: ClickHouse,
  scope: Scope,
): Promise<{ readonly events: number; readonly violating: number }> {
  const result = await clickhouse.query({
    query: `SELECT uniqExact(message_id) AS events, uniqExactIf(message_id, notEmpty(violations)) AS violating
      FROM events WHERE ${inScope}`,
    query_params: scopeParams(scope),
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ events: string; violating: string }>();
  return { events: Number(row?.events ?? 0), violating: Number(row?.violating ?? 0) };
}

type GroupRow = {
  readonly violation: string;
  readonly source: string;
  readonly violation_mode: PlanMode;
  readonly events: string;
  readonly first: string;
  readonly last: string;
};

/** What one name violated, by violation and source, the most frequent first. */
export async function violationGroups(clickhouse: ClickHouse, scope: Scope): Promise<ViolationGroup[]> {
  const result = await clickhouse.query({
    query: `SELECT arrayJoin(violations) AS violation, source, violation_mode, uniqExact(message_id) AS events,
        min(received_at) AS first, max(received_at) AS last
      FROM events WHERE ${inScope} AND notEmpty(violations)
      GROUP BY violation, source, violation_mode ORDER BY events DESC, violation, source LIMIT {most: UInt32}`,
    query_params: { ...scopeParams(scope), most: MOST_GROUPS },
    format: 'JSONEachRow',
  });
  const rows = await result.json<GroupRow>();
  return rows.map(({ violation, source, violation_mode: mode, events, first, last }) => ({
    violation,
    source,
    mode,
    events: Number(events),
    firstAt: timeOf(first),
    lastAt: timeOf(last),
  }));
}

type EventRow = {
  readonly message_id: string;
  readonly customer: string;
  readonly at: string;
  readonly source: string;
  readonly channel: string;
  readonly violation_mode: PlanMode;
  readonly violation_details: string;
};

/** The events behind a violation, the newest first. */
export async function violatingEvents(
  clickhouse: ClickHouse,
  { violation, source, limit, ...scope }: Scope & { violation?: string; source?: string; limit: number },
): Promise<ViolatingEvent[]> {
  const result = await clickhouse.query({
    query: `SELECT message_id, customer, at, source, channel, violation_mode, violation_details
      FROM events WHERE ${inScope} AND notEmpty(violations)
        AND ({violation: String} = '' OR has(violations, {violation: String}))
        AND ({source: String} = '' OR source = {source: String})
      ORDER BY received_at DESC, message_id LIMIT 1 BY message_id LIMIT {limit: UInt32}`,
    query_params: { ...scopeParams(scope), violation: violation ?? '', source: source ?? '', limit },
    format: 'JSONEachRow',
  });
  const rows = await result.json<EventRow>();
  return rows.map((row) => {
    const details = JSON.parse(row.violation_details) as Pick<ViolatingEvent, 'version' | 'violations'>;
    return {
      messageId: row.message_id,
      customerId: row.customer,
      at: timeOf(row.at),
      source: row.source,
      channel: row.channel,
      mode: row.violation_mode,
      version: details.version,
      violations: details.violations,
    };
  });
}

export type PastEvent = { readonly customer: string; readonly source: string; readonly properties: unknown };

type PastRow = { readonly customer: string; readonly source: string; readonly properties: string };

/** Past events of a name, one piece after the other so that they need not be in memory together. */
export async function* pastEvents(
  clickhouse: ClickHouse,
  scope: Scope,
  { most, order }: { readonly most: number; readonly order: 'newest' | 'spread' },
): AsyncGenerator<readonly PastEvent[]> {
  // A sample is spread over the whole time by a hash, so that it is the same each time it is taken.
  const by = order === 'newest' ? 'received_at DESC, message_id' : 'cityHash64(message_id), message_id';
  const result = await clickhouse.query({
    query: `SELECT toString(customer) AS customer, source, properties FROM events WHERE ${inScope}
      ORDER BY ${by} LIMIT 1 BY message_id LIMIT {most: UInt32}`,
    query_params: { ...scopeParams(scope), most },
    format: 'JSONEachRow',
  });
  for await (const rows of result.stream<PastRow>())
    yield rows.map((row) => {
      const { customer, source, properties } = row.json();
      return { customer, source, properties: JSON.parse(properties) as unknown };
    });
}
