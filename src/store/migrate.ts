import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PoolClient } from 'pg';
import { type ClickHouse, createClickHouse } from './clickhouse.ts';
import { type Applied, type Migration, pendingOf } from './migration.ts';
import type { Postgres } from './postgres.ts';
import { prepareQueue } from './queue.ts';
import { quotedName, splitStatements } from './sql-text.ts';

const FOLDER = resolve(import.meta.dirname, '../../db');

/** Any number, as long as no other program uses it: whoever holds it brings the databases up to date, the others wait. */
const LOCK_ID = 7_267_735;

/** Brings both databases up to date. Any number of processes may call it at once; one does the work. */
export async function migrate(postgres: Postgres, clickhouseUrl: string, folder: string = FOLDER): Promise<void> {
  const connection = await postgres.connect();
  let broken = false;
  try {
    await connection.query('select pg_advisory_lock($1)', [LOCK_ID]);
    await migratePostgres(connection, await readMigrations(join(folder, 'postgres')));
    await migrateClickHouse(clickhouseUrl, await readMigrations(join(folder, 'clickhouse')));
    await connection.query('select pg_advisory_unlock($1)', [LOCK_ID]);
  } catch (error) {
    // The lock is the connection's, and goes with it.
    broken = true;
    throw error;
  } finally {
    connection.release(broken);
  }
  await prepareQueue(postgres);
}

/** The numbered files of a folder, in order. Line ends do not count, so that a checkout on any system is the same. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function migratePostgres(connection: PoolClient, files: readonly Migration[]): Promise<void> {
  await connection.query(`create table if not exists schema_migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await connection.query<Applied>('select name, checksum from schema_migrations order by name');
  for (const file of pendingOf('PostgreSQL', files, rows)) {
    // A file is one transaction: it is applied and written down, or neither.
    await connection.query('begin');
    try {
      await connection.query(file.sql);
      await connection.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
        file.name,
        file.checksum,
      ]);
      await connection.query('commit');
    } catch (error) {
      await connection.query('rollback');
      throw error;
    }
  }
}

/**
 * ClickHouse has no transactions over definitions. A file that was cut short is run again from its beginning, so its
 * statements say `if not exists`.
 */
async function migrateClickHouse(url: string, files: readonly Migration[]): Promise<void> {
  await createDatabase(url);
  const clickhouse = createClickHouse(url);
  try {
    await clickhouse.command({
      query: `create table if not exists schema_migrations (name String, checksum String, applied_at DateTime default now())
        engine = MergeTree order by name`,
    });
    for (const file of pendingOf('ClickHouse', files, await appliedTo(clickhouse))) {
      for (const query of splitStatements(file.sql)) await clickhouse.command({ query });
      const values = [{ name: file.name, checksum: file.checksum }];
      await clickhouse.insert({ table: 'schema_migrations', values, format: 'JSONEachRow' });
    }
  } finally {
    await clickhouse.close();
  }
}

async function appliedTo(clickhouse: ClickHouse): Promise<Applied[]> {
  const query = 'select name, checksum from schema_migrations order by name';
  return await (await clickhouse.query({ query, format: 'JSONEachRow' })).json<Applied>();
}

/** The database that the URL names. It is asked for without one, since it may not be there yet. */
async function createDatabase(url: string): Promise<void> {
  const server = new URL(url);
  const database = decodeURIComponent(server.pathname.slice(1));
  if (database === '') return;
  server.pathname = '/';
  const clickhouse = createClickHouse(server.href);
  try {
    await clickhouse.command({ query: `create database if not exists ${quotedName(database)}` });
  } finally {
    await clickhouse.close();
  }
}
