import { isSecretType } from '../../kernel/identifier-settings.ts';
import { toIso } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { Identifier } from '../identifier.ts';
import type { Waterfall } from '../matching/weight.ts';
import { personReader } from './person-of-customer.ts';
import type { SuggestionPage, SuggestionState, SuggestionView } from './review.contract.ts';

export type Candidate = {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly Identifier[];
};

const CANDIDATES_A_PAGE = 5000;
const identifiersOf = (customer: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.type, i.value), '[]')
    from (select type, value from identifiers where customer_id = ${customer} order by type, value limit 50) as i)`;

/**
 * Everybody who is somebody now, in parts: whoever was merged away is looked at as who they became. Who is frozen or erased
 * is not looked at.
 */
export async function* readCandidates(sql: Sql): AsyncGenerator<readonly Candidate[]> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: Candidate[] } = await sql.query<Candidate>(
      `select c.id, c.attributes, ${identifiersOf('c.id')} as identifiers from customers c
       where c.merged_into is null and c.erased_at is null
         and not exists (select from frozen_customers f where f.customer_id = c.id) and ($1::uuid is null or c.id > $1) order by c.id limit $2`,
      [after, CANDIDATES_A_PAGE],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < CANDIDATES_A_PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}

export type FoundSuggestion = {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly state: SuggestionState;
  readonly bits: number;
  readonly probability: number;
  readonly correctionId: string | null;
};

const found = `s.id, s.a, s.b, s.state, s.bits, s.probability, s.correction_id as "correctionId"`;

export async function findSuggestion(sql: Sql, id: string): Promise<FoundSuggestion | undefined> {
  const { rows } = await sql.query<FoundSuggestion>(`select ${found} from match_suggestions s where s.id = $1`, [id]);
  return rows[0];
}

/** What a run suggests with more certainty than was set, the surest first. */
export async function surerThan(sql: Sql, runId: string, probability: number): Promise<FoundSuggestion[]> {
  const { rows } = await sql.query<FoundSuggestion>(
    `select ${found} from match_suggestions s
     where s.run_id = $1 and s.state = 'open' and s.probability > $2 order by s.bits desc, s.id`,
    [runId, probability],
  );
  return rows;
}

/** True when somebody has said of any of the one and any of the other, as they are now, that they are two people. */
export async function areKeptApart(sql: Sql, a: string, b: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from identity_nodes one
     join cannot_links l on one.id in (l.a, l.b)
     join identity_nodes other on other.id = case when one.id = l.a then l.b else l.a end
     where one.customer_id = $1 and other.customer_id = $2 limit 1`,
    [a, b],
  );
  return rows.length > 0;
}

/** The merge that a correction made and that still stands, so that it can be undone. */
export async function mergeBy(
  sql: Sql,
  correctionId: string,
  pair: readonly [string, string],
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from identity_changes
     where kind = 'merge' and undone_by is null and because ->> 'correction' = $1
       and (customer_id = any($2::uuid[]) or other_id = any($2::uuid[])) order by seq limit 1`,
    [correctionId, pair],
  );
  return rows[0]?.id;
}

type Side = Candidate & { readonly firstSeenAt: string; readonly lastSeenAt: string };
type Row = {
  readonly id: string;
  readonly waterfall: Waterfall;
  readonly state: SuggestionState;
  readonly bits: number;
  readonly snoozedUntil: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly madeAt: Date;
  readonly a: Side;
  readonly b: Side;
};

const side = (customer: string): string =>
  `jsonb_build_object('id', ${customer}.id, 'attributes', ${customer}.attributes,
    'firstSeenAt', ${customer}.first_seen_at, 'lastSeenAt', ${customer}.last_seen_at,
    'identifiers', ${identifiersOf(`${customer}.id`)})`;

/** Open are those that nobody has decided about, and those whose rest is over; both as long as the two are two. */
const isInState = `case $1::text
  when 'open' then (s.state = 'open' or (s.state = 'snoozed' and s.snoozed_until <= $2))
    and a.merged_into is null and b.merged_into is null
  when 'snoozed' then s.state = 'snoozed' and s.snoozed_until > $2 and a.merged_into is null and b.merged_into is null
  else s.state = $1 end`;

export type SuggestionQuery = {
  readonly state: SuggestionState;
  readonly now: number;
  readonly limit: number;
  /** How many to pass over. */
  readonly from: number;
};

/** The suggestions in a state with both records side by side, the surest first; decided ones by when. */
export async function listSuggestions(sql: Sql, { state, now, limit, from }: SuggestionQuery): Promise<SuggestionPage> {
  const { rows } = await sql.query<Row>(
    `select s.id, s.waterfall, s.state, s.bits, s.snoozed_until as "snoozedUntil", s.decided_by as "decidedBy",
       s.decided_at as "decidedAt", s.made_at as "madeAt", ${side('a')} as a, ${side('b')} as b
     from match_suggestions s join customers a on a.id = s.a join customers b on b.id = s.b
     where ${isInState}
     order by case when $1 in ('accepted', 'refused') then s.decided_at end desc, s.bits desc, s.id
     limit $3 offset $4`,
    [state, new Date(now), limit + 1, from],
  );
  const read = personReader();
  return {
    suggestions: rows.slice(0, limit).map((row) => viewOf(row, read)),
    counts: await countByState(sql, now),
    lastRun: await lastRun(sql),
    next: rows.length > limit ? String(from + limit) : null,
  };
}

function viewOf(row: Row, read: ReturnType<typeof personReader>): SuggestionView {
  const sideView = ({ id, attributes, identifiers, firstSeenAt, lastSeenAt }: Side): SuggestionView['a'] => ({
    id,
    name: typeof attributes['name'] === 'string' && attributes['name'] !== '' ? attributes['name'] : null,
    values: { ...read({ attributes, identifiers }) },
    identifiers: identifiers.filter(({ type }) => !isSecretType(type)).map(({ type, value }) => ({ type, value })),
    firstSeenAt: toIso(Date.parse(firstSeenAt)),
    lastSeenAt: toIso(Date.parse(lastSeenAt)),
  });
  return {
    id: row.id,
    a: sideView(row.a),
    b: sideView(row.b),
    waterfall: { ...row.waterfall, steps: [...row.waterfall.steps] },
    state: row.state,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    madeAt: row.madeAt.toISOString(),
  };
}

async function countByState(sql: Sql, now: number): Promise<SuggestionPage['counts']> {
  const { rows } = await sql.query<SuggestionPage['counts']>(
    `select count(*) filter (where two and (s.state = 'open' or (s.state = 'snoozed' and s.snoozed_until <= $1))) as open,
       count(*) filter (where two and s.state = 'snoozed' and s.snoozed_until > $1) as snoozed,
       count(*) filter (where s.state = 'accepted') as accepted, count(*) filter (where s.state = 'refused') as refused
     from match_suggestions s join customers a on a.id = s.a join customers b on b.id = s.b
     cross join lateral (select a.merged_into is null and b.merged_into is null as two) as still`,
    [new Date(now)],
  );
  return rows[0] ?? { open: 0, snoozed: 0, accepted: 0, refused: 0 };
}

async function lastRun(sql: Sql): Promise<SuggestionPage['lastRun']> {
  const { rows } = await sql.query<{ finishedAt: Date; customers: number; suggested: number; merged: number }>(
    `select finished_at as "finishedAt", customers, suggested, merged from match_runs order by finished_at desc limit 1`,
  );
  const [run] = rows;
  return run === undefined ? null : { ...run, finishedAt: run.finishedAt.toISOString() };
}
