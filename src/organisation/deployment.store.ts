import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** True until the first start of this deployment has been finished. */
export async function isNewDeployment(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query(`select from deployment where key = 'started'`);
  return rowCount === 0;
}

/** The first start is done: what a new deployment is given is not given again, whatever people have done with it. */
export async function markStarted(sql: Sql, now: Instant): Promise<void> {
  await sql.query(`insert into deployment (key, value) values ('started', $1) on conflict (key) do nothing`, [
    JSON.stringify(new Date(now).toISOString()),
  ]);
}
