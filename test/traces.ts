import type { Deps } from '../src/store/deps.ts';

/** Every row of every table of both stores in which a text stands, as `store.table`. What may be found by asking. */
export async function tracesIn({ postgres, clickhouse }: Deps, text: string): Promise<string[]> {
  const { rows } = await postgres.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const held = await postgres.query(`select from ${name} as t where strpos(t::text, $1) > 0 limit 1`, [text]);
    if (held.rowCount !== 0) found.push(`postgres ${name}`);
  }
  const asked = await clickhouse.query({
    query: `select count() as many from events where positionCaseInsensitive(formatRow('JSONEachRow', *), {text:String}) > 0`,
    query_params: { text },
    format: 'JSONEachRow',
  });
  const [answer] = await asked.json<{ many: string }>();
  return Number(answer?.many) === 0 ? found : [...found, 'clickhouse events'];
}
