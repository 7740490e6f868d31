import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

export type SegmentVersion = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly rule: unknown;
  readonly changedAt: Instant;
  readonly changedBy: string;
};

/** Lets one change of segments through at a time: two at once could each close half of a circle. */
export async function lockSegments(tx: Sql): Promise<void> {
  await tx.query('lock table segments in share row exclusive mode');
}

/** Keeps a version of a segment as the one that holds; a segment's first is version 1. */
export async function saveSegment(tx: Sql, segment: SegmentVersion): Promise<void> {
  const { id, version, name, rule, changedAt, changedBy } = segment;
  await tx.query(
    `with kept as (
       insert into segments (id, version, name, rule, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set version = excluded.version, name = excluded.name, rule = excluded.rule,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
       returning *
     )
     insert into segment_versions (segment_id, version, name, rule, changed_at, changed_by)
     select id, version, name, rule, changed_at, changed_by from kept`,
    [id, version, name, JSON.stringify(rule), new Date(changedAt), changedBy],
  );
}
