import type { Sql } from '../store/postgres.ts';
import type { AuditPage, AuditRow } from './audit.contract.ts';

const PAGE = 50;

export type AuditQuery = {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly action?: string | undefined;
  /** The id of the row that stood last on the page before: ids are in the order of time. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

type Row = Pick<AuditRow, 'id' | 'action' | 'detail'> & {
  readonly at: Date;
  readonly actorKind: AuditRow['actor']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly subjectKind: string;
  readonly subjectId: string;
};

/** What was changed and by whom, the newest first. */
export async function listDeeds(sql: Sql, query: AuditQuery): Promise<AuditPage> {
  const { limit = PAGE } = query;
  const { rows } = await sql.query<Row>(
    `select id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
            subject_kind as "subjectKind", subject_id as "subjectId", detail
     from audit
     where ($1::text is null or subject_kind = $1) and ($2::text is null or subject_id = $2)
       and ($3::text is null or action = $3) and ($4::uuid is null or id < $4)
     order by id desc limit $5`,
    [query.subjectKind ?? null, query.subjectId ?? null, query.action ?? null, query.after ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      action: row.action,
      subject: { kind: row.subjectKind, id: row.subjectId },
      detail: row.detail,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
