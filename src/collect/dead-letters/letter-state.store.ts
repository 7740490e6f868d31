import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { LetterFilter } from './dead-letter.contract.ts';
import { withoutNumbers } from '../secret-field.ts';
import { AMONG, filterValues } from './letter-filter.ts';

/** A letter that was taken in after all, and what it had been mended to. */
export type ReplayedLetter = { readonly id: string; readonly mended: string | null };

/** Marks letters as taken in. One that somebody else has settled meanwhile keeps what they did. */
export async function markReplayed(
  sql: Sql,
  letters: readonly ReplayedLetter[],
  by: string,
  at: Instant,
): Promise<void> {
  if (letters.length === 0) return;
  await sql.query(
    `update dead_letters set status = 'replayed', settled_at = $1, settled_by = $2, mended = done.mended
     from unnest($3::uuid[], $4::text[]) as done (id, mended)
     where dead_letters.id = done.id and status = 'open'`,
    [
      new Date(at),
      by,
      letters.map((each) => each.id),
      letters.map((each) => (each.mended === null ? null : withoutNumbers(each.mended).replaceAll('\u0000', ''))),
    ],
  );
}

/** Puts away the open letters among those meant, and says how many there were. */
export async function markDiscarded(
  sql: Sql,
  which: { readonly filter: LetterFilter } | { readonly id: string },
  settled: { readonly by: string; readonly because: string; readonly at: Instant },
): Promise<number> {
  const [filter, id] = 'id' in which ? [{}, which.id] : [which.filter, null];
  const { rowCount } = await sql.query(
    `update dead_letters set status = 'discarded', settled_at = $8, settled_by = $9, settled_because = $10
     where ${AMONG} and status = 'open' and ($11::uuid is null or id = $11)`,
    [...filterValues(filter), new Date(settled.at), settled.by, settled.because, id],
  );
  return rowCount ?? 0;
}

/** A fault that a letter has now, where the rules or the plan have changed since it came. */
export type NewFault = { readonly id: string; readonly code: string; readonly field: string; readonly reason: string };

export async function saveFaults(sql: Sql, faults: readonly NewFault[]): Promise<void> {
  if (faults.length === 0) return;
  await sql.query(
    `update dead_letters set code = now.code, field = now.field, reason = now.reason
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as now (id, code, field, reason)
     where dead_letters.id = now.id and status = 'open'
       and (dead_letters.code, dead_letters.field, dead_letters.reason) is distinct from (now.code, now.field, now.reason)`,
    [
      faults.map((each) => each.id),
      faults.map((each) => each.code),
      faults.map((each) => each.field.replaceAll('\u0000', '').toWellFormed()),
      faults.map((each) => withoutNumbers(each.reason).replaceAll('\u0000', '').toWellFormed()),
    ],
  );
}

/** Writes down that a replay of many letters is wanted. */
export async function insertReplay(
  sql: Sql,
  replay: {
    readonly id: string;
    readonly at: Instant;
    readonly by: string;
    readonly filter: LetterFilter;
    readonly patch: string | null;
    readonly letters: number;
  },
): Promise<void> {
  await sql.query(
    `insert into replays (id, asked_at, asked_by, wanted, patch, letters) values ($1, $2, $3, $4, $5, $6)`,
    [replay.id, new Date(replay.at), replay.by, JSON.stringify(replay.filter), replay.patch, replay.letters],
  );
}

/** How far a replay has come: the last letter that was tried, and how many more were tried and taken in. */
export async function advanceReplay(
  sql: Sql,
  id: string,
  step: { readonly tried: number; readonly replayed: number; readonly at: Instant; readonly letterId: string },
): Promise<void> {
  await sql.query(
    `update replays set tried = tried + $2, replayed = replayed + $3, after_at = $4, after_id = $5 where id = $1`,
    [id, step.tried, step.replayed, new Date(step.at), step.letterId],
  );
}

export async function finishReplay(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql.query('update replays set finished_at = $2 where id = $1 and finished_at is null', [id, new Date(at)]);
}

const EXPIRED_AT_ONCE = 5000;

/** Deletes letters that came before the time, whatever became of them, and the requests that held only those. */
export async function deleteLettersBefore(sql: Sql, before: Instant): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await sql.query(
      `delete from dead_letters where id in (select id from dead_letters where received_at < $1 limit $2)`,
      [new Date(before), EXPIRED_AT_ONCE],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < EXPIRED_AT_ONCE) break;
  }
  await sql.query(
    `delete from dead_requests r where received_at < $1
       and not exists (select from dead_letters l where l.request_id = r.id)`,
    [new Date(before)],
  );
  await sql.query('delete from replays where asked_at < $1', [new Date(before)]);
  return deleted;
}
