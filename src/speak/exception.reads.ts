import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { ExceptionInput, ExceptionQuery, ExceptionView } from './exception.contract.ts';
import type { DeclaredException } from './exception.ts';

const MOST_LISTED = 500;

type ExceptionRow = {
  id: string;
  kind: ExceptionInput['kind'];
  channels: string[];
  products: string[] | null;
  product_names: Record<string, string>;
  valid_from: Date;
  valid_to: Date;
  shown_text: string;
  reason: string;
  declared_at: Date;
  declared_by: string;
  declared_by_name: string;
  ended_at: Date | null;
  state: ExceptionView['state'];
  excepts: number;
};

const selected = `
  select * from (
    select e.*, m.name as declared_by_name,
      case when least(e.valid_to, e.ended_at) <= $1 then 'ended' when e.valid_from > $1 then 'coming'
        else 'in-force' end as state,
      (select count(*) from contradictions c where c.excepted_by = e.id) as excepts,
      (select coalesce(jsonb_object_agg(p.id, p.name), '{}') from products p
       where p.id = any (e.products) and p.name is not null) as product_names
    from exceptions e join members m on m.id = e.declared_by) as declared`;

/** The exceptions, the newest first, at most 500. */
export async function listExceptions(sql: Sql, { state }: ExceptionQuery, now: Instant): Promise<ExceptionView[]> {
  const { rows } = await sql.query<ExceptionRow>(
    `${selected} where $2::text is null or state = $2 order by declared_at desc, id desc limit $3`,
    [new Date(now), state ?? null, MOST_LISTED],
  );
  return rows.map(viewOf);
}

/** One exception as people see it. */
export async function findException(sql: Sql, id: string, now: Instant): Promise<ExceptionView | undefined> {
  const { rows } = await sql.query<ExceptionRow>(`${selected} where id = $2`, [new Date(now), id]);
  return rows[0] && viewOf(rows[0]);
}

/** The exceptions that anything may be excepted by, of all products or of some. What ended before it began is none. */
export async function loadExceptions(sql: Sql, products: readonly string[] | 'all'): Promise<DeclaredException[]> {
  const { rows } = await sql.query<
    Pick<ExceptionRow, 'id' | 'kind' | 'channels' | 'products'> & { from: Date; to: Date }
  >(
    `select id, kind, channels, products, valid_from as "from", least(valid_to, ended_at) as "to" from exceptions
     where least(valid_to, ended_at) > valid_from and ($1::text[] is null or products is null or products && $1)`,
    [products === 'all' ? null : products],
  );
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to.getTime() }));
}

function viewOf(row: ExceptionRow): ExceptionView {
  const { id, kind, channels, products, reason, state, excepts } = row;
  return {
    id,
    kind,
    channels,
    products,
    productNames: row.product_names,
    state,
    shownText: row.shown_text,
    reason,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    declaredAt: row.declared_at.toISOString(),
    declaredBy: { id: row.declared_by, name: row.declared_by_name },
    endedAt: row.ended_at?.toISOString() ?? null,
    excepts,
  };
}
