import type { Period } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { ContradictionHours } from './spell.contract.ts';

/** A period of weeks, each with the day of its Monday, by which it is named. */
export type HoursPeriod = Period & { readonly weeks: readonly (Period & { readonly monday: string })[] };

/**
 * Contradiction hours in a period of weeks, per week and channel. Each of the two channels carries
 * them. Contradictions of one dispute that stand at the same time count once: each day's prices are one of their own.
 */
export async function contradictionHours(
  sql: Sql,
  { from, to, weeks }: HoursPeriod,
  kind: string | null,
): Promise<ContradictionHours['weeks']> {
  const { rows } = await sql.query<ContradictionHours['weeks'][number]>({
    text: `
      with stood as (
        select c.dispute, channel, s.status, range_agg(tstzrange(s.began_at, least(s.ended_at, $2))) as times
        from contradiction_spells s
        join contradictions c on c.id = s.contradiction_id
        cross join lateral (select c.channel_a as channel union select c.channel_b) as channels
        where s.began_at < $2 and (s.ended_at is null or s.ended_at > $1) and ($3::text is null or c.kind = $3)
        group by c.dispute, channel, s.status
      ), weeks as (
        select monday, tstzrange(begins, ends) as week
        from unnest($4::date[], $5::timestamptz[], $6::timestamptz[]) as each (monday, begins, ends)
      ), hours as (
        select weeks.monday, stood.channel, stood.status,
          extract(epoch from upper(part) - lower(part)) / 3600 as hours
        from weeks join stood on stood.times && weeks.week
        cross join lateral unnest(stood.times * tstzmultirange(weeks.week)) as part
      )
      select to_char(monday, 'IYYY"-W"IW') as week, channel,
        ${['open', 'answered', 'excepted', 'accepted']
          .map(
            (status) =>
              `round(coalesce(sum(hours) filter (where status = '${status}'), 0)::numeric, 1)::float8 as ${status}`,
          )
          .join(',\n        ')}
      from hours group by monday, channel order by monday, channel`,
    values: [
      new Date(from),
      new Date(to),
      kind,
      weeks.map((week) => week.monday),
      weeks.map((week) => new Date(week.from)),
      weeks.map((week) => new Date(week.to)),
    ],
  });
  return rows;
}
