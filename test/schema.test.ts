import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from './databases.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

/** The schema as it stands after all migrations, in one order, so that a review sees the result and not only the steps. */
async function postgresSchema(): Promise<string> {
  const { rows } = await given.deps.postgres.query<{ name: string; lines: string[] }>(
    `select c.relname as name, array(
       select format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then ' not null' else '' end,
         coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''))
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
     ) || array(
       select format('  constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
       where conrelid = c.oid and contype <> 'n' order by conname
     ) || array(
       select '  ' || regexp_replace(pg_get_indexdef(i.indexrelid), ' ON public\\.', ' on ') from pg_index i
       where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
       order by i.indexrelid::regclass::text
     ) as lines
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  );
  return rows.map(({ name, lines }) => [`table ${name}`, ...lines].join('\n')).join('\n\n');
}

async function clickhouseSchema(): Promise<string> {
  const answer = await given.deps.clickhouse.query({
    query: `select name, create_table_query as statement from system.tables
      where database = currentDatabase() order by name`,
    format: 'JSONEachRow',
  });
  const tables = await answer.json<{ name: string; statement: string }>();
  return tables
    .map(({ statement }) =>
      statement
        .replace(/ test_[0-9a-f]{16}\./, ' ')
        .replaceAll(/, (?=`)/g, ',\n  ')
        .replaceAll(/ (?=ENGINE|PARTITION|ORDER|SETTINGS)/g, '\n  '),
    )
    .join('\n\n');
}

const head = '-- Generated from the migrations; `npx vitest run test/schema.test.ts -u` writes it anew.\n\n';

test('db/postgres/schema.sql is what the migrations come to', async () => {
  const path = resolve(import.meta.dirname, '../db/postgres/schema.sql');
  await expect(`${head}${await postgresSchema()}\n`).toMatchFileSnapshot(path);
});

test('db/clickhouse/schema.sql is what the migrations come to', async () => {
  const path = resolve(import.meta.dirname, '../db/clickhouse/schema.sql');
  await expect(`${head}${await clickhouseSchema()}\n`).toMatchFileSnapshot(path);
});
