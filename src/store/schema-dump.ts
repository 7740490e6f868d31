import type { ClickHouse } from './clickhouse.ts';
import type { Postgres } from './postgres.ts';

/** The schemas as the databases themselves tell them, in an order that depends on names only. */

const header =
  '-- Made by `node scripts/schema.ts` from the numbered files beside this one. Not applied by anything: it is for reading.\n';

const tablesQuery = `
  select c.relname as name,
    array(select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                   case when d.oid is null then '' when a.attgenerated = 's'
                        then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                        else ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
                   case when a.attnotnull then ' not null' else '' end)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(select '  constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
          from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
          order by array_position(array['p', 'u', 'c', 'f'], k.contype::text), k.conname) as constraints,
    array(select pg_get_indexdef(i.indexrelid) || ';'
          from pg_index i join pg_class x on x.oid = i.indexrelid
          where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)
          order by x.relname) as indexes,
    array(select pg_get_triggerdef(t.oid) || ';' from pg_trigger t
          where t.tgrelid = c.oid and not t.tgisinternal order by t.tgname) as triggers
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`;

const otherQuery = `
  select text from (
    select 1 as kind, p.proname as name, pg_get_functiondef(p.oid) || ';' as text from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
      and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
    union all
    select 2, c.relname, format('create view %I as%s%s', c.relname, chr(10), pg_get_viewdef(c.oid)) from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
    union all
    select 3, e.extname, format('create extension %I;', e.extname) from pg_extension e where e.extname <> 'plpgsql'
  ) other order by kind, name`;

type Table = {
  readonly name: string;
  readonly columns: string[];
  readonly constraints: string[];
  readonly indexes: string[];
  readonly triggers: string[];
};

/** PostgreSQL's schema `public`. What the job queue makes for itself lies in a schema of its own. */
export async function dumpPostgres(postgres: Postgres): Promise<string> {
  const tables = await postgres.query<Table>(tablesQuery);
  const other = await postgres.query<{ text: string }>(otherQuery);
  const parts = tables.rows.map(({ name, columns, constraints, indexes, triggers }) => {
    const body = [...columns, ...constraints].join(',\n');
    return [`create table ${name} (\n${body}\n);`, ...indexes, ...triggers].join('\n');
  });
  return `${[header, ...parts, ...other.rows.map(({ text }) => text.trim())].join('\n')}\n`.replaceAll(/[ \t]+$/gm, '');
}

/** ClickHouse's tables, views and dictionaries, without the name of the database they happen to be in. */
export async function dumpClickHouse(clickhouse: ClickHouse): Promise<string> {
  const result = await clickhouse.query({
    query: `select replaceOne(formatQuery(create_table_query), concat(currentDatabase(), '.'), '') as text
            from system.tables where database = currentDatabase() and not is_temporary
              and not startsWith(name, '.inner') order by name`,
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ text: string }>();
  return [header, ...rows.map(({ text }) => `${text};\n`)].join('\n').replaceAll(/[ \t]+$/gm, '');
}
