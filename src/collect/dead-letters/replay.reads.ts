import type { Sql } from '../../store/postgres.ts';
import type { LetterFilter, ReplayJob } from './dead-letter.contract.ts';

type Row = Omit<ReplayJob, 'askedAt' | 'finishedAt' | 'failing'> & {
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  readonly afterAt: Date | null;
  readonly afterId: string | null;
};

const columns = `id, asked_at as "askedAt", asked_by as "askedBy", wanted as filter, patch, letters, tried, replayed,
  finished_at as "finishedAt", after_at as "afterAt", after_id as "afterId" from replays`;

function viewOf({ afterAt: _at, afterId: _id, ...row }: Row): ReplayJob {
  return {
    ...row,
    failing: row.tried - row.replayed,
    askedAt: row.askedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export async function findReplay(sql: Sql, id: string): Promise<ReplayJob | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} where id = $1`, [id]);
  return rows[0] && viewOf(rows[0]);
}

const MOST_SHOWN = 20;

/** The newest replays. */
export async function listReplays(sql: Sql): Promise<ReplayJob[]> {
  const { rows } = await sql.query<Row>(`select ${columns} order by asked_at desc, id desc limit ${MOST_SHOWN}`);
  return rows.map(viewOf);
}

/** Where a replay goes on. */
export type ReplayState = {
  readonly filter: LetterFilter;
  readonly patch: string | null;
  readonly by: string;
  readonly askedAt: Date;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
};

/** What there is left to do of a replay; `undefined` when it is finished or unknown. */
export async function openReplay(sql: Sql, id: string): Promise<ReplayState | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} where id = $1 and finished_at is null`, [id]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { filter, patch, askedBy, askedAt, afterAt, afterId } = row;
  return {
    filter,
    patch,
    by: askedBy,
    askedAt,
    after: afterAt === null || afterId === null ? undefined : { at: afterAt, id: afterId },
  };
}
