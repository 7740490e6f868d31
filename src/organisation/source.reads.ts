import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { SourceView } from './source.contract.ts';

type Row = Omit<SourceView, 'createdAt' | 'pausedAt' | 'lastUsedAt' | 'state'> & {
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  readonly lastUsedAt: Date | null;
};

const selected = `
  select s.id, s.name, s.kind, s.channel, d.name as department, m.name as owner, s.origins,
         s.phone_country as "phoneCountry", s.purpose, s.created_at as "createdAt", s.paused_at as "pausedAt",
         k.live as "liveKeys", k.used as "lastUsedAt"
  from sources s
  left join departments d on d.id = s.department_id
  left join members m on m.id = s.owner_member_id
  cross join lateral (
    select count(*) filter (where revoked_at is null and (stops_at is null or stops_at > $1)) as live,
           max(last_used_at) as used
    from api_keys where source_id = s.id
  ) k
  where s.removed_at is null`;

function viewOf({ createdAt, pausedAt, lastUsedAt, ...row }: Row): SourceView {
  return {
    ...row,
    state: pausedAt === null ? 'active' : 'paused',
    createdAt: createdAt.toISOString(),
    pausedAt: pausedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** Every source there is, by name. */
export async function listSources(sql: Sql, now: Instant): Promise<SourceView[]> {
  const { rows } = await sql.query<Row>(`${selected} order by lower(s.name), s.id`, [new Date(now)]);
  return rows.map(viewOf);
}

/** One source; `undefined` when there is none of this id. */
export async function findSource(sql: Sql, id: string, now: Instant): Promise<SourceView | undefined> {
  const { rows } = await sql.query<Row>(`${selected} and s.id = $2`, [new Date(now), id]);
  return rows[0] && viewOf(rows[0]);
}
