import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Deed } from './audit.ts';

/** Adds rows to the audit, in the caller's transaction. */
export async function insertDeeds(
  sql: Sql,
  deeds: readonly (Deed & { readonly id: string })[],
  now: Instant,
): Promise<void> {
  await sql.query(
    `insert into audit (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail)
     select id, $9, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
       as deed (id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail)`,
    [
      deeds.map((each) => each.id),
      deeds.map((each) => each.by.kind),
      deeds.map((each) => each.by.id),
      deeds.map((each) => each.by.name),
      deeds.map((each) => each.action),
      deeds.map((each) => each.subject.kind),
      deeds.map((each) => each.subject.id),
      deeds.map((each) => JSON.stringify(each.detail ?? {})),
      new Date(now),
    ],
  );
}
