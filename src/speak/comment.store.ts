import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { CommentInput } from './comment.contract.ts';

export type Subject = { readonly kind: 'message' | 'offer'; readonly id: string };
export type NewComment = Subject & {
  readonly commentId: string;
  readonly said: CommentInput;
  readonly at: Instant;
  readonly by: string;
};

export async function insertComment(tx: Sql, { commentId, kind, id, said, at, by }: NewComment): Promise<void> {
  await tx.query(
    `insert into comments (id, subject_kind, subject_id, version, channel, text, written_at, written_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [commentId, kind, id, said.version, said.channel ?? null, said.text, new Date(at), by],
  );
}

/** Settles a comment; one that is settled keeps who did it first. Returns false when the subject has no such comment. */
export async function settleComment(
  tx: Sql,
  subject: Subject,
  commentId: string,
  settled: { readonly at: Instant; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update comments set settled_at = coalesce(settled_at, $4), settled_by = coalesce(settled_by, $5)
     where id = $1 and subject_kind = $2 and subject_id = $3`,
    [commentId, subject.kind, subject.id, new Date(settled.at), settled.by],
  );
  return rowCount === 1;
}
