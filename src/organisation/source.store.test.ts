import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { type Actor, hashToken } from '../http/auth.ts';
import { migrate } from '../store/migrate.ts';
import { createPostgres, type Postgres } from '../store/postgres.ts';
import { findActor } from './actor.reads.ts';
import { listSources } from './source.reads.ts';

const migrations = resolve(import.meta.dirname, '../../db');
const THE_FIRST_WITH_SOURCES = '0025';

let given: TestDeps;
let before: string;
let postgres: Postgres;
beforeAll(async () => {
  given = await openDeps();
  before = await mkdtemp(join(tmpdir(), 'samspel-before-sources-'));
  await mkdir(join(before, 'postgres'));
  await cp(join(migrations, 'clickhouse'), join(before, 'clickhouse'), { recursive: true });
  const names = await readdir(join(migrations, 'postgres'));
  const older = names.filter((name) => name < THE_FIRST_WITH_SOURCES && /^\d/.test(name));
  await Promise.all(older.map((name) => cp(join(migrations, 'postgres', name), join(before, 'postgres', name))));
  // A schema of its own, as if the database were older.
  await given.deps.postgres.query('create schema older');
  postgres = createPostgres(`${given.databaseUrl}?options=-c%20search_path%3Dolder`, () => {}, 2);
});
afterAll(async () => {
  await postgres.end();
  await given.close();
  await rm(before, { recursive: true });
});

const hour = (n: number): string => `2026-11-0${n}T08:00:00Z`;

async function keyOf(token: string): Promise<Actor | undefined> {
  const deps = { postgres, clock: given.deps.clock };
  return findActor(deps)({ kind: 'key', tokenHash: hashToken(token) });
}

test('every key from before there were sources works as it did, and each name of a write key is a source', async () => {
  await migrate(postgres, given.clickhouseUrl, before);
  await postgres.query(
    `insert into api_keys (id, name, kind, channel, origins, key_hash, created_at, revoked_at)
     select gen_random_uuid(), name, kind, channel, origins, sha256(token::bytea), at::timestamptz, revoked::timestamptz
     from (values
       ('kassan', 'channel', 'web', '{}'::text[], 'sk_1', $1, null),
       ('Webb & app', 'write', 'web', '{https://b.example,https://a.example}', 'wk_1', $2, null),
       ('Webb & app', 'write', 'web', '{https://a.example,https://b.example}', 'wk_2', $1, null),
       ('Webb & app', 'write', 'app', '{}', 'wk_3', $3, null),
       ('gammal', 'write', null, '{}', 'wk_4', $1, $3)
     ) as key (name, kind, channel, origins, token, at, revoked)`,
    [hour(1), hour(2), hour(3)],
  );
  await migrate(postgres, given.clickhouseUrl);

  expect(await keyOf('sk_1')).toMatchObject({ name: 'kassan', may: 'channel', channel: 'web', source: null });
  const web = {
    name: 'Webb & app',
    may: 'write',
    channel: 'web',
    source: { id: 'Webb & app', isPaused: false, phoneCountry: null },
  };
  expect(await keyOf('wk_1')).toMatchObject(web);
  expect(await keyOf('wk_2')).toMatchObject(web);
  const app = await keyOf('wk_3');
  expect(app).toMatchObject({ may: 'write', channel: 'app', origins: [] });
  expect(app?.name).toMatch(/^Webb & app [0-9a-f-]{36}$/);
  expect(await keyOf('wk_4')).toBeUndefined();

  const sources = await listSources(postgres, given.clock.now());
  expect(
    sources.map(({ name, kind, channel, liveKeys, createdAt }) => [name, kind, channel, liveKeys, createdAt]),
  ).toEqual([
    ['gammal', 'server', null, 0, '2026-11-01T08:00:00.000Z'],
    ['Webb & app', 'browser', 'web', 2, '2026-11-01T08:00:00.000Z'],
    ['Webb & app (app)', 'server', 'app', 1, '2026-11-03T08:00:00.000Z'],
  ]);
});
