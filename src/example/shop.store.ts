import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** Holds back every other process that would load the example, until the transaction ends. */
export async function lockExample(tx: Sql): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('example'))");
  // It waits, doing nothing, while other connections load: on a busy machine that is longer than a transaction may.
  await tx.query('set local idle_in_transaction_session_timeout = 0');
}

/** Whether the example has been loaded to its end. */
export async function isExampleLoaded(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query("select from deployment where key = 'example'");
  return rowCount === 1;
}

/** Writes down for when the example is drawn; a load that begins again after a crash draws for the same time. */
export async function saveExampleTime(sql: Sql, now: Instant): Promise<Instant> {
  const { rows } = await sql.query<{ at: number }>(
    `insert into deployment (key, value) values ('example-begun', to_jsonb($1::bigint))
     on conflict (key) do update set value = deployment.value
     returning value::bigint as at`,
    [now],
  );
  return rows[0]?.at ?? now;
}

/** Marks the example as loaded, and names the deployment after the shop. */
export async function markExampleLoaded(sql: Sql, name: string): Promise<void> {
  await sql.query(
    `insert into deployment (key, value)
     values ('name', to_jsonb($1::text)), ('example', 'true') on conflict (key) do nothing`,
    [name],
  );
}
