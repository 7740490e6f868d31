import type { Sql } from '../../store/postgres.ts';
import type { PlanVersionView } from './plan.contract.ts';
import type { PlanName, PlanSettings, PlanVersion } from './plan.ts';

/** How many times the plan has been changed: the one small read by which a process sees whether it has the newest. */
export async function planRevision(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ revision: number }>('select revision from plan_settings');
  return rows[0]?.revision ?? 0;
}

export type PlanInForce = {
  readonly revision: number;
  readonly settings: PlanSettings;
  readonly versions: readonly PlanVersion[];
};

/** What events are held against: the versions that are live or were, and the settings, as of one moment. */
export async function planInForce(sql: Sql): Promise<PlanInForce> {
  const { rows } = await sql.query<{ revision: number; settings: PlanSettings; versions: PlanVersion[] }>(
    `select revision, json_build_object('unknownNames', unknown_names, 'unknownProperties', unknown_properties) as settings,
       coalesce((select json_agg(json_build_object('id', id, 'type', type, 'name', name, 'version', version,
           'status', status, 'mode', mode, 'schema', schema))
         from plan_versions where status <> 'draft'), '[]') as versions
     from plan_settings`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the settings of the plan are gone');
  return row;
}

const columns = `id, type, name, version, status, mode, origin, schema, description, owner,
  made_at as "madeAt", made_by as "madeBy", changed_at as "changedAt", changed_by as "changedBy",
  published_at as "publishedAt", retired_at as "retiredAt"`;

type Row = Omit<PlanVersionView, 'madeAt' | 'changedAt' | 'publishedAt' | 'retiredAt'> & {
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
};

function viewOf(row: Row): PlanVersionView {
  return {
    ...row,
    madeAt: row.madeAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    retiredAt: row.retiredAt?.toISOString() ?? null,
  };
}

/** The versions of one name, the newest first. */
export async function versionsOf(sql: Sql, { type, name }: PlanName): Promise<PlanVersionView[]> {
  const { rows } = await sql.query<Row>(
    `select ${columns} from plan_versions where type = $1 and name = $2 order by version desc`,
    [type, name],
  );
  return rows.map(viewOf);
}

export async function findVersion(sql: Sql, id: string): Promise<PlanVersionView | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} from plan_versions where id = $1`, [id]);
  return rows.map(viewOf)[0];
}
export async function planSettings(sql: Sql): Promise<PlanSettings> {
  const { rows } = await sql.query<PlanSettings>(
    'select unknown_names as "unknownNames", unknown_properties as "unknownProperties" from plan_settings',
  );
  return rows[0] ?? { unknownNames: 'allow', unknownProperties: 'allow' };
}

/** Every version of the plan, by type and name, the newest first. */
export async function listVersions(sql: Sql): Promise<PlanVersionView[]> {
  const { rows } = await sql.query<Row>(`select ${columns} from plan_versions order by type, name, version desc`);
  return rows.map(viewOf);
}
