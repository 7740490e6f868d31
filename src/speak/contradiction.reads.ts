import { isUuid } from '../kernel/id.ts';
import { containing, type Sql } from '../store/postgres.ts';
import type { Aspect } from './aspect.contract.ts';
import type { Contradiction, ContradictionPage } from './contradiction.contract.ts';
import type { Instant } from '../kernel/period.ts';
import { withQuotes } from './text/text.reads.ts';
import { readHarmCursor, writeHarmCursor } from './harm-cursor.ts';

export type ContradictionQuestion = {
  readonly status?: Contradiction['status'] | undefined;
  readonly kind?: Contradiction['kind'] | undefined;
  /** Of what is unequal, in what; nothing else has an aspect. */
  readonly aspect?: Aspect | undefined;
  readonly channel?: string | undefined;
  readonly product?: string | undefined;
  readonly assignee?: string | undefined;
  readonly snoozed?: 'yes' | 'no' | undefined;
  readonly q?: string | undefined;
  /** By which it is told whether a contradiction is put off still. */
  readonly now?: Instant | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type ContradictionRow = {
  id: string;
  kind: Contradiction['kind'];
  aspect: Aspect;
  status: Contradiction['status'];
  product: string;
  product_name: string | null;
  zone: string;
  channel_a: string;
  channel_b: string;
  owner_a: string | null;
  owner_b: string | null;
  difference_amount: number | null;
  difference_percent: number | null;
  currency: string | null;
  witness: Contradiction['witness'];
  holds_from: Date;
  holds_to: Date | null;
  exposed: number;
  harm: number;
  answered_by: string | null;
  excepted_by: string | null;
  accepted_until: Date | null;
  accepted_because: string | null;
  accepted_by: string | null;
  accepted_by_name: string | null;
  accepted_at: Date | null;
  accepted_amount: number | null;
  accepted_currency: string | null;
  assigned_to: string | null;
  assignee_name: string | null;
  snoozed_until: Date | null;
  opened_at: Date;
  closed_at: Date | null;
};

const selected = `
  select c.*, p.name as product_name, h.accepted_until, h.accepted_because, h.accepted_by, h.accepted_at,
    h.accepted_amount, h.accepted_currency, h.assigned_to, h.snoozed_until,
    acceptor.name as accepted_by_name, assignee.name as assignee_name,
    coalesce(member_a.name, department_a.name) as owner_a, coalesce(member_b.name, department_b.name) as owner_b
  from contradictions c
  left join products p on p.id = c.product
  left join contradiction_handling h on h.dispute = c.dispute
  left join members acceptor on acceptor.id = h.accepted_by
  left join members assignee on assignee.id = h.assigned_to
  left join channels a on a.id = c.channel_a
  left join members member_a on member_a.id = a.owner_member_id
  left join departments department_a on department_a.id = a.department_id
  left join channels b on b.id = c.channel_b
  left join members member_b on member_b.id = b.owner_member_id
  left join departments department_b on department_b.id = b.department_id`;

const filtered = `
  ($1::text is null or c.status = $1) and ($2::text is null or c.kind = $2)
  and ($3::text is null or $3 in (c.channel_a, c.channel_b)) and ($4::text is null or c.product = $4)
  and ($5::text is null or c.product ilike $5 or exists
    (select from products named where named.id = c.product and named.name ilike $5))
  and ($6::uuid is null or exists
    (select from contradiction_handling h where h.dispute = c.dispute and h.assigned_to = $6))
  and ($7::text is null or ($7 = 'yes') = exists
    (select from contradiction_handling h where h.dispute = c.dispute and h.snoozed_until > $8::timestamptz))
  and ($9::text is null or (c.kind = 'unequal' and c.aspect = $9))`;

function filtersOf(question: ContradictionQuestion): (string | Date | null)[] {
  const { status, kind, channel, product, q, assignee, snoozed, now, aspect } = question;
  const about = [status ?? null, kind ?? null, channel ?? null, product ?? null, containing(q)];
  return [...about, assignee ?? null, snoozed ?? null, new Date(now ?? 0), aspect ?? null];
}

function contradictionOf(row: ContradictionRow): Contradiction {
  const { difference_amount: amount, difference_percent: percent, currency } = row;
  return {
    id: row.id,
    kind: row.kind,
    ...(row.kind === 'unequal' ? { aspect: row.aspect } : {}),
    status: row.status,
    product: row.product,
    productName: row.product_name,
    zone: row.zone,
    channels: [row.channel_a, row.channel_b],
    owners: [row.owner_a, row.owner_b],
    difference: amount === null || currency === null ? null : { amount, currency, percent: percent ?? 0 },
    holdsFrom: row.holds_from.toISOString(),
    holdsTo: row.holds_to?.toISOString() ?? null,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    answeredBy: row.answered_by,
    exceptedBy: row.excepted_by,
    ...handlingOf(row),
    exposed: row.exposed,
    harm: row.harm,
    witness: row.witness,
  };
}

function handlingOf(row: ContradictionRow): Pick<Contradiction, 'acceptance' | 'assignee' | 'snoozedUntil'> {
  const { accepted_until: until, accepted_by: by, accepted_at: at, accepted_amount: amount } = row;
  const currency = row.accepted_currency;
  return {
    acceptance:
      until === null || by === null || at === null
        ? null
        : {
            until: until.toISOString(),
            because: row.accepted_because ?? '',
            by: { id: by, name: row.accepted_by_name ?? '' },
            at: at.toISOString(),
            difference: amount === null || currency === null ? null : { amount, currency },
          },
    assignee: row.assigned_to === null ? null : { id: row.assigned_to, name: row.assignee_name ?? '' },
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
  };
}

/** The contradictions that fit the question, the most harmful first, a page at a time. */
export async function listContradictions(sql: Sql, question: ContradictionQuestion): Promise<ContradictionPage> {
  const filters = filtersOf(question);
  const after = readHarmCursor(question.cursor, isUuid);
  const page = await sql.query<ContradictionRow>(
    `${selected} where ${filtered}
       and ($10::float8 is null or c.harm < $10 or (c.harm = $10 and c.id > $11::uuid))
     order by c.harm desc, c.id limit $12`,
    [...filters, after?.harm ?? null, after?.id ?? null, question.limit + 1],
  );
  const counted = await sql.query<{ total: number }>(
    `select count(*) as total from contradictions c where ${filtered}`,
    filters,
  );
  const contradictions = await withQuotes(sql, page.rows.slice(0, question.limit).map(contradictionOf));
  const last = page.rows.length > question.limit ? contradictions.at(-1) : undefined;
  return {
    contradictions,
    total: counted.rows[0]?.total ?? 0,
    next: last === undefined ? null : writeHarmCursor(last),
  };
}

export async function findContradiction(sql: Sql, id: string): Promise<Contradiction | undefined> {
  const { rows } = await sql.query<ContradictionRow>(`${selected} where c.id = $1`, [id]);
  return (await withQuotes(sql, rows.map(contradictionOf)))[0];
}

/** What the contradiction is about, whenever it began. */
export async function disputeOfContradiction(sql: Sql, id: string): Promise<string> {
  const { rows } = await sql.query<{ dispute: string }>('select dispute from contradictions where id = $1', [id]);
  return rows[0]?.dispute ?? '';
}

/** The open contradictions that hurt most and are not put off, for the first screen of the day. */
export async function worstContradictions(sql: Sql, limit: number, now: Instant): Promise<Contradiction[]> {
  const { rows } = await sql.query<ContradictionRow>(
    `${selected} where c.status = 'open' and coalesce(h.snoozed_until, '-infinity') <= $2
     order by c.harm desc, c.id limit $1`,
    [limit, new Date(now)],
  );
  return withQuotes(sql, rows.map(contradictionOf));
}

export type ContradictionCounts = {
  readonly open: number;
  readonly answered: number;
  readonly closed: number;
  readonly openByChannel: Readonly<Record<string, number>>;
};

/** How many contradictions there are in each status, and how many open ones each channel takes part in. */
export async function contradictionCounts(sql: Sql): Promise<ContradictionCounts> {
  const { rows } = await sql.query<{ status: Contradiction['status'] | null; channel: string | null; count: number }>(
    `select status, null as channel, count(*) as count from contradictions group by status
     union all
     select null, channel, count(*) from contradictions,
       unnest(case when channel_a = channel_b then array[channel_a] else array[channel_a, channel_b] end) as channel
     where status = 'open' group by channel`,
  );
  const of = (status: Contradiction['status']): number => rows.find((row) => row.status === status)?.count ?? 0;
  const byChannel = rows.flatMap((row) => (row.channel === null ? [] : [[row.channel, row.count] as const]));
  return {
    open: of('open'),
    answered: of('answered'),
    closed: of('closed'),
    openByChannel: Object.fromEntries(byChannel),
  };
}
