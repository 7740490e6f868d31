import { toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Comment } from './comment.contract.ts';

// The newest are what people answer; more of one thing nobody reads through.
const MOST_COMMENTS = 500;

type Row = Omit<Comment, 'writtenAt' | 'settledAt'> & { readonly writtenAt: Date; readonly settledAt: Date | null };

/** What has been said of a message or an offer, in the order of time; of very much the newest. */
export async function listComments(sql: Sql, kind: 'message' | 'offer', id: string): Promise<Comment[]> {
  const { rows } = await sql.query<Row>(
    `select id, text, version, channel, written_at as "writtenAt", written_by as "writtenBy",
       settled_at as "settledAt", settled_by as "settledBy"
     from comments where subject_id = $1 and subject_kind = $2 order by written_at desc, id desc limit ${MOST_COMMENTS}`,
    [id, kind],
  );
  return rows
    .map((row) => ({
      ...row,
      writtenAt: toIso(row.writtenAt.getTime()),
      settledAt: row.settledAt?.toISOString() ?? null,
    }))
    .toReversed();
}
