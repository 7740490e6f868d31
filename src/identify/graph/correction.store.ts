import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';

/** Who corrected the graph, when and why, and by which change it can be undone. */
export type Correction = {
  readonly changeId: string;
  readonly madeBy: string;
  readonly reason: string;
  readonly at: Instant;
};

/** Cuts every edge between the two groups of nodes. What was cut knows by which change. */
export async function cutEdges(
  tx: Sql,
  one: readonly string[],
  other: readonly string[],
  { changeId, madeBy, at }: Correction,
): Promise<void> {
  await tx.query(
    `update identity_edges set status = 'cut', because = jsonb_build_object('code', 'cut', 'change', $3::uuid,
       'before', status), decided_by = $4, decided_at = $5
     where status <> 'cut' and ((a = any($1::uuid[]) and b = any($2::uuid[])) or (a = any($2::uuid[]) and b = any($1::uuid[])))`,
    [one, other, changeId, madeBy, new Date(at)],
  );
}

export async function insertCannotLink(
  tx: Sql,
  a: string,
  b: string,
  { changeId, madeBy, reason, at }: Correction,
): Promise<void> {
  await tx.query(
    `insert into cannot_links (a, b, change_id, reason, made_by, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (a, b) do nothing`,
    [a, b, changeId, reason, madeBy, new Date(at)],
  );
}

/** Takes back what a change cut and kept apart. */
export async function restoreCut(tx: Sql, changeId: string): Promise<void> {
  await tx.query(`delete from cannot_links where change_id = $1`, [changeId]);
  await tx.query(
    `update identity_edges set status = because ->> 'before', because = null
     where status = 'cut' and because ->> 'change' = $1::text`,
    [changeId],
  );
}

/** Takes back what keeps any of the one from any of the other, because somebody knows better now. */
export async function forgetApart(tx: Sql, one: readonly string[], other: readonly string[]): Promise<void> {
  await tx.query(
    `delete from cannot_links
     where (a = any($1::uuid[]) and b = any($2::uuid[])) or (a = any($2::uuid[]) and b = any($1::uuid[]))`,
    [one, other],
  );
}

/** Says that two nodes are one person's, by hand or because lists agree so well. It stands before what was seen. */
export async function insertLink(
  tx: Sql,
  a: string,
  b: string,
  link: { readonly kind: 'manual' | 'probabilistic'; readonly source: string; readonly weight: number | null },
  { madeBy, at }: Correction,
): Promise<void> {
  await tx.query(
    `insert into identity_edges (a, b, kind, source, first_at, last_at, weight, status, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $5, $6, 'active', $7, $5)
     on conflict (a, b) do update set kind = excluded.kind, weight = excluded.weight, status = 'active', because = null,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [a, b, link.kind, link.source, new Date(at), link.weight, madeBy],
  );
}

/** Holds nodes together that are somebody else's: what they hung by stays behind. */
export async function holdTogether(
  tx: Sql,
  anchor: string,
  others: readonly string[],
  { madeBy, at }: Correction,
): Promise<void> {
  await tx.query(
    `insert into identity_edges (a, b, kind, source, first_at, last_at, status, decided_by, decided_at)
     select $1, b, 'manual', 'by-hand', $3, $3, 'active', $4, $3 from unnest($2::uuid[]) as b
     on conflict (a, b) do nothing`,
    [anchor, others, new Date(at), madeBy],
  );
}

export async function markUndone(tx: Sql, changeId: string, by: string): Promise<void> {
  await tx.query('update identity_changes set undone_by = $2 where id = $1', [changeId, by]);
}

export async function insertRules(tx: Sql, rules: object, madeBy: string, at: Instant): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into identity_rules (version, rules, made_by, made_at)
     select coalesce(max(version), 0) + 1, $1, $2, $3 from identity_rules returning version`,
    [JSON.stringify(rules), madeBy, new Date(at)],
  );
  return rows[0]?.version ?? 0;
}
