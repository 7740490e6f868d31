import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { PlanMode, PlanOrigin } from './plan.contract.ts';
import type { PlanName, PlanSettings, PlanVersion } from './plan.ts';

/** A version of the plan as it is kept, with who made and changed it. */
export type KeptVersion = PlanVersion & {
  readonly origin: PlanOrigin;
  readonly description: string | null;
  readonly owner: string | null;
};

/** Takes the plan for a change, one at a time, and tells every process that it is another one. */
export async function lockPlan(sql: Sql): Promise<void> {
  await sql.query('update plan_settings set revision = revision + 1');
}

/** Keeps new versions; one that is there already is left as it is. Returns how many are new. */
export async function insertVersions(
  sql: Sql,
  versions: readonly KeptVersion[],
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into plan_versions (id, type, name, version, status, mode, origin, schema, description, owner,
       made_at, made_by, changed_at, changed_by, published_at, retired_at)
     select id, type, name, version, status, mode, origin, schema, description, owner, $1, $2, $1, $2,
       case when status <> 'draft' then $1::timestamptz end, case when status = 'retired' then $1::timestamptz end
     from unnest($3::uuid[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::json[],
       $11::text[], $12::text[])
       as v (id, type, name, version, status, mode, origin, schema, description, owner)
     on conflict do nothing`,
    [
      new Date(at),
      by,
      versions.map((each) => each.id),
      versions.map((each) => each.type),
      versions.map((each) => each.name),
      versions.map((each) => each.version),
      versions.map((each) => each.status),
      versions.map((each) => each.mode),
      versions.map((each) => each.origin),
      versions.map((each) => JSON.stringify(each.schema)),
      versions.map((each) => each.description),
      versions.map((each) => each.owner),
    ],
  );
  return rowCount ?? 0;
}

/** Retires the live versions of names of which another version is to be live. */
export async function retireOthers(
  sql: Sql,
  live: readonly (PlanName & { readonly version: number })[],
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<void> {
  await sql.query(
    `update plan_versions v set status = 'retired', retired_at = $1, changed_at = $1, changed_by = $2
     from unnest($3::text[], $4::text[], $5::integer[]) as l (type, name, version)
     where v.type = l.type and v.name = l.name and v.status = 'live' and v.version <> l.version`,
    [new Date(at), by, live.map((each) => each.type), live.map((each) => each.name), live.map((each) => each.version)],
  );
}

/** Writes versions that are there already as a file has them. */
export async function rewriteVersions(
  sql: Sql,
  versions: readonly Omit<KeptVersion, 'id' | 'origin'>[],
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<void> {
  await sql.query(
    `update plan_versions v set status = f.status, mode = f.mode, schema = f.schema, description = f.description,
       owner = f.owner, changed_at = $1, changed_by = $2,
       published_at = case when f.status = 'live' and v.status <> 'live' then $1 else v.published_at end,
       retired_at = case when f.status = 'retired' then coalesce(v.retired_at, $1) end
     from unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::json[], $9::text[], $10::text[])
       as f (type, name, version, status, mode, schema, description, owner)
     where v.type = f.type and v.name = f.name and v.version = f.version`,
    [
      new Date(at),
      by,
      versions.map((each) => each.type),
      versions.map((each) => each.name),
      versions.map((each) => each.version),
      versions.map((each) => each.status),
      versions.map((each) => each.mode),
      versions.map((each) => JSON.stringify(each.schema)),
      versions.map((each) => each.description),
      versions.map((each) => each.owner),
    ],
  );
}

type Change = {
  readonly id: string;
  readonly schema: unknown;
  readonly mode: PlanMode;
  readonly description: string | null;
  readonly owner: string | null;
  readonly at: Instant;
  readonly by: string;
};

/** Writes what may be changed of a version. Whether it may is asked before, under the plan's lock. */
export async function updateVersion(sql: Sql, change: Change): Promise<void> {
  await sql.query(
    `update plan_versions set schema = $2, mode = $3, description = $4, owner = $5, changed_at = $6, changed_by = $7
     where id = $1`,
    [
      change.id,
      JSON.stringify(change.schema),
      change.mode,
      change.description,
      change.owner,
      new Date(change.at),
      change.by,
    ],
  );
}

/** Retires the live version of a name, when there is one. */
export async function retireLive(sql: Sql, { type, name }: PlanName, at: Instant, by: string): Promise<void> {
  await sql.query(
    `update plan_versions set status = 'retired', retired_at = $3, changed_at = $3, changed_by = $4
     where type = $1 and name = $2 and status = 'live'`,
    [type, name, new Date(at), by],
  );
}

/** Makes a version the live one; the one before must have been retired. */
export async function publishVersion(sql: Sql, id: string, at: Instant, by: string): Promise<void> {
  await sql.query(
    `update plan_versions set status = 'live', published_at = $2, retired_at = null, changed_at = $2, changed_by = $3
     where id = $1`,
    [id, new Date(at), by],
  );
}

/** Takes a draft away. */
export async function deleteVersion(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from plan_versions where id = $1', [id]);
}

export async function saveSettings(sql: Sql, { unknownNames, unknownProperties }: PlanSettings): Promise<void> {
  await sql.query('update plan_settings set unknown_names = $1, unknown_properties = $2', [
    unknownNames,
    unknownProperties,
  ]);
}

/** Marks that the plan has been given what is shipped. Returns `false` when it had been before. */
export async function markShipped(sql: Sql, at: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update plan_settings set shipped_at = $1, revision = revision + 1 where shipped_at is null',
    [new Date(at)],
  );
  return rowCount === 1;
}
