import { DAY_MS, HOUR_MS, type Instant, toIso } from '../../kernel/period.ts';
import { type ClickHouse, toDateTime64 } from '../../store/clickhouse.ts';
import type { Deps } from '../../store/deps.ts';
import type { Sql } from '../../store/postgres.ts';
import type { Health, SourceHealth } from './health.contract.ts';
import { lastHours, silenceOf, USUAL_DAYS } from './health.ts';

const RECENT_MS = 300_000;

type HourRow = {
  readonly source: string;
  readonly last_seen: string;
  readonly recent: string;
  readonly hours: [number, string][];
  readonly channels: string[];
};

/** Every source there has ever been, by the hours in which it was heard lately. Reads the narrow columns only. */
async function heardHours(clickhouse: ClickHouse, now: Instant): Promise<HourRow[]> {
  const result = await clickhouse.query({
    query: `
      SELECT source, toUnixTimestamp64Milli(max(last)) AS last_seen, sum(recent_) AS recent,
        groupArrayIf((toUnixTimestamp(hour), events), hour >= toStartOfHour({usual: DateTime64(3, 'UTC')})) AS hours,
        arraySort(groupUniqArrayArray(8)(channels_)) AS channels
      FROM (
        SELECT source, toStartOfHour(received_at) AS hour, max(received_at) AS last, count() AS events,
          countIf(received_at > {recent: DateTime64(3, 'UTC')}) AS recent_,
          groupUniqArray(8)(channel) AS channels_
        FROM events GROUP BY source, hour
      )
      GROUP BY source`,
    query_params: {
      usual: toDateTime64(now - USUAL_DAYS * DAY_MS),
      recent: toDateTime64(now - RECENT_MS),
    },
    format: 'JSONEachRow',
  });
  return result.json<HourRow>();
}

type DayRow = {
  readonly source: string;
  readonly events: string;
  readonly last_hour: string;
  readonly lags: [number, number];
  readonly violating: string;
  readonly whole: string;
};

/** The last day of each source: each event once, however often it was sent. */
async function lastDays(clickhouse: ClickHouse, now: Instant): Promise<DayRow[]> {
  const thisHour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const result = await clickhouse.query({
    query: `
      SELECT source, uniqIf(message_id, received_at > {day: DateTime64(3, 'UTC')}) AS events,
        uniqIf(message_id, received_at > {hour: DateTime64(3, 'UTC')}) AS last_hour,
        quantilesIf(0.5, 0.99)(greatest(0, toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(at)),
          received_at > {day: DateTime64(3, 'UTC')}) AS lags,
        uniqIf(message_id, violation_mode = 'warn' AND received_at > {day: DateTime64(3, 'UTC')}) AS violating,
        uniqExactIf(message_id, received_at < {thisHour: DateTime64(3, 'UTC')}) AS whole
      FROM events WHERE received_at >= {from: DateTime64(3, 'UTC')} GROUP BY source`,
    query_params: {
      day: toDateTime64(now - DAY_MS),
      hour: toDateTime64(now - HOUR_MS),
      thisHour: toDateTime64(thisHour),
      from: toDateTime64(thisHour - DAY_MS),
    },
    format: 'JSONEachRow',
  });
  return result.json<DayRow>();
}

type CountRow = {
  readonly source: string;
  readonly outcome: 'taken' | 'refused';
  readonly code: string;
  readonly count: number;
};

/** What was counted as it came: acknowledged events in the 24 whole hours before this one, and refused requests since. */
async function countsOf(sql: Sql, now: Instant): Promise<CountRow[]> {
  const thisHour = new Date(Math.floor(now / HOUR_MS) * HOUR_MS);
  const { rows } = await sql.query<CountRow>(
    `select source, outcome, code, sum(count)::bigint as count from inflow_counts
     where hour >= $1 and (outcome = 'refused' or hour < $2)
     group by source, outcome, code order by count desc`,
    [new Date(thisHour.getTime() - DAY_MS), thisHour],
  );
  return rows;
}

type LetterRow = { readonly source: string; readonly code: string; readonly count: number; readonly open: number };

async function lettersOf(sql: Sql, now: Instant): Promise<LetterRow[]> {
  const { rows } = await sql.query<LetterRow>(
    `select l.source, l.code, count(*) as count, count(*) filter (where l.status = 'open') as open
     from dead_letters l left join dead_requests r on r.id = l.request_id
     where l.kind = 'event' and l.source is not null and l.received_at > $1 and r.form is distinct from 'unread'
     group by l.source, l.code order by count desc`,
    [new Date(now - DAY_MS)],
  );
  return rows;
}

type Figures = {
  readonly heard: HourRow | undefined;
  readonly day: DayRow | undefined;
  readonly counts: readonly CountRow[];
  readonly letters: readonly LetterRow[];
};

function healthOf(source: string, { heard, day, counts, letters }: Figures, now: Instant): SourceHealth {
  const hours = new Map((heard?.hours ?? []).map(([hour, events]) => [hour * 1000, Number(events)]));
  const lastSeen = heard === undefined ? undefined : Number(heard.last_seen);
  const silence = lastSeen === undefined ? undefined : silenceOf([...hours.keys()], lastSeen, now);
  const taken = counts.find((each) => each.outcome === 'taken')?.count ?? 0;
  const lags = Number(day?.events ?? 0) > 0 ? day?.lags : undefined;
  return {
    source,
    channels: heard?.channels ?? [],
    lastSeenAt: lastSeen === undefined ? null : toIso(lastSeen),
    perMinute: Number(heard?.recent ?? 0) / (RECENT_MS / 60_000),
    lastHour: Number(day?.last_hour ?? 0),
    lastDay: Number(day?.events ?? 0),
    hours: lastHours(hours, now),
    lagP50Ms: lags?.[0] ?? null,
    lagP99Ms: lags?.[1] ?? null,
    violating: Number(day?.violating ?? 0),
    // Of a source that is not counted as it comes, as an import, nothing can be said.
    repeated: Math.max(0, taken - Number(day?.whole ?? 0)),
    deadLetters: letters.map(({ code, count, open }) => ({ code, count, open })),
    refused: counts.flatMap(({ outcome, code, count }) => (outcome === 'refused' ? [{ code, count }] : [])),
    silence: silence === undefined ? null : { since: toIso(silence.since), usualHours: silence.usualHours },
  };
}

/** How every source has fared: two questions to the history and two to the tables, however many sources there are. */
export async function readHealth(deps: Pick<Deps, 'postgres' | 'clickhouse'>, now: Instant): Promise<Health> {
  const { postgres, clickhouse } = deps;
  const [heard, days, counts, letters] = await Promise.all([
    heardHours(clickhouse, now),
    lastDays(clickhouse, now),
    countsOf(postgres, now),
    lettersOf(postgres, now),
  ]);
  const heardBy = new Map(heard.map((each) => [each.source, each]));
  const dayBy = new Map(days.map((each) => [each.source, each]));
  const countsBy = Map.groupBy(counts, (each) => each.source);
  const lettersBy = Map.groupBy(letters, (each) => each.source);
  const names = new Set([...heardBy.keys(), ...countsBy.keys(), ...lettersBy.keys()]);
  names.delete('');
  const sources = [...names].map((source) =>
    healthOf(
      source,
      {
        heard: heardBy.get(source),
        day: dayBy.get(source),
        counts: countsBy.get(source) ?? [],
        letters: lettersBy.get(source) ?? [],
      },
      now,
    ),
  );
  return {
    sources: sources.toSorted(
      (a, b) => (b.lastSeenAt ?? '').localeCompare(a.lastSeenAt ?? '') || (a.source < b.source ? -1 : 1),
    ),
    strangers: (countsBy.get('') ?? []).map(({ code, count }) => ({ code, count })),
  };
}
