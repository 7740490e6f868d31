import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { SuggestionState } from './review.contract.ts';
import type { Suggestion } from './suggestion.ts';

export type MatchRun = {
  readonly id: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly customers: number;
  readonly compared: number;
  readonly suggested: number;
  readonly merged: number;
  readonly threshold: number;
  readonly mergeAbove: number | null;
  readonly madeBy: string;
};

export async function insertRun(sql: Sql, run: MatchRun): Promise<void> {
  await sql.query(
    `insert into match_runs
       (id, started_at, finished_at, customers, compared, suggested, merged, threshold, merge_above, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      run.id,
      new Date(run.startedAt),
      new Date(run.finishedAt),
      run.customers,
      run.compared,
      run.suggested,
      run.merged,
      run.threshold,
      run.mergeAbove,
      run.madeBy,
    ],
  );
}

export async function finishRun(
  sql: Sql,
  { id, finishedAt, suggested, merged }: Pick<MatchRun, 'id' | 'finishedAt' | 'suggested' | 'merged'>,
): Promise<void> {
  await sql.query('update match_runs set finished_at = $2, suggested = $3, merged = $4 where id = $1', [
    id,
    new Date(finishedAt),
    suggested,
    merged,
  ]);
}

/**
 * Saves what a run suggests. A pair that somebody has decided about is left as it was decided, and two that are kept
 * apart by hand are not suggested. Returns how many there are now to decide about, of these.
 */
export async function saveSuggestions(
  sql: Sql,
  suggestions: readonly Suggestion[],
  run: { readonly id: string; readonly newId: () => string; readonly now: Instant },
): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into match_suggestions (id, run_id, a, b, bits, probability, waterfall, made_at)
     select s.id, $1, s.a, s.b, s.bits, s.probability, s.waterfall::jsonb, $2
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::float8[], $7::float8[], $8::text[])
       as s (id, a, b, bits, probability, waterfall)
     where not exists (
       select from identity_nodes one
       join cannot_links l on one.id in (l.a, l.b)
       join identity_nodes other on other.id = case when one.id = l.a then l.b else l.a end
       where one.customer_id = s.a and other.customer_id = s.b
     )
     on conflict (a, b) do update set run_id = excluded.run_id, bits = excluded.bits,
       probability = excluded.probability, waterfall = excluded.waterfall
       where match_suggestions.state in ('open', 'snoozed')`,
    [
      run.id,
      new Date(run.now),
      suggestions.map(() => run.newId()),
      suggestions.map((each) => each.a),
      suggestions.map((each) => each.b),
      suggestions.map((each) => each.why.bits),
      suggestions.map((each) => each.why.probability),
      suggestions.map((each) => JSON.stringify(each.why)),
    ],
  );
  return rowCount ?? 0;
}

/** Takes away what nobody has decided about and the newest run no longer says. */
export async function dropStale(sql: Sql, runId: string): Promise<void> {
  await sql.query(`delete from match_suggestions where state in ('open', 'snoozed') and run_id <> $1`, [runId]);
}

export type Verdict = {
  readonly state: SuggestionState;
  readonly snoozedUntil: Instant | null;
  readonly by: string | null;
  readonly at: Instant | null;
  readonly correctionId: string | null;
};

/** Notes what became of a suggestion. False when it stood in none of the states that this may follow. */
export async function noteVerdict(
  sql: Sql,
  id: string,
  from: readonly SuggestionState[],
  { state, snoozedUntil, by, at, correctionId }: Verdict,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update match_suggestions set state = $3, snoozed_until = $4, decided_by = $5, decided_at = $6, correction_id = $7
     where id = $1 and state = any($2::text[])`,
    [
      id,
      from,
      state,
      snoozedUntil === null ? null : new Date(snoozedUntil),
      by,
      at === null ? null : new Date(at),
      correctionId,
    ],
  );
  return rowCount === 1;
}
