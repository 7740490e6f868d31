import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openStores } from '../../src/store/embedded/running.ts';
import { Deployment, living } from './deployment.ts';
import { findDebianPostgres, type OtherPostgres, runDebianPostgres } from './other-postgres.ts';

/** A machine outgrown: many processes on a PostgreSQL and a ClickHouse that somebody else runs. */
const programs = findDebianPostgres();
if (programs === undefined)
  console.warn('No PostgreSQL of Debian is here: apt-get install postgresql. Its tests are left out.');

describe.skipIf(programs === undefined)('on DATABASE_URL and CLICKHOUSE_URL', () => {
  let postgres: OtherPostgres;
  let folder: string;
  let clickhouseUrl: string;
  const started: Deployment[] = [];

  beforeAll(async () => {
    postgres = await runDebianPostgres(programs ?? '');
    folder = mkdtempSync(join(tmpdir(), 'samspel-real-'));
    clickhouseUrl = inject('engines').clickhouseUrl.replace(/[^/]+$/, `life_${randomBytes(6).toString('hex')}`);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(started.map((deployment) => deployment.dispose()));
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });

  function start(role: 'api' | 'worker'): Deployment {
    const args = ['--role', role, '--port', '0'];
    const environment = { DATABASE_URL: postgres.url, CLICKHOUSE_URL: clickhouseUrl };
    const deployment = new Deployment({ folder, args, environment });
    started.push(deployment);
    return deployment;
  }

  test('two servers and a worker start together, on one data folder, without an engine of their own', async () => {
    const servers = [start('api'), start('api')];
    const worker = start('worker');
    const [one = '', two = ''] = await Promise.all(servers.map((server) => server.answers()));
    await worker.says(/worker is at work/);
    expect(one).not.toBe(two);
    for (const each of [...servers, worker])
      expect(each.family().filter(({ command }) => /postgres|engine-process/.test(command))).toEqual([]);

    const stores = openStores({
      databaseUrl: postgres.url,
      clickhouseUrl,
      connections: 1,
      timeZone: 'Europe/Stockholm',
    });
    const { rows } = await stores.deps.postgres.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    expect(Number.parseInt(rows[0]?.version ?? '', 10)).toBeGreaterThanOrEqual(15);
    await stores.close();

    // A login made by one opens a session on the other: they are one deployment.
    const link = (await servers[0]?.says(/(http:\S+\/login\/\S+)/)) ?? '';
    const entered = await fetch(link.replace(one, two), { method: 'POST', redirect: 'manual' });
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^samspel_session=/);
    const answer = await fetch(`${one}/v1/channels`, { headers: { cookie } });
    expect(answer.status).toBe(200);

    const families = [...servers, worker].flatMap((each) => each.family());
    for (const each of [...servers, worker]) each.pressControlC();
    expect(await Promise.all([...servers, worker].map((each) => each.ended()))).toEqual([0, 0, 0]);
    expect(living(families)).toEqual([]);
  });

  test('a process among many that is not told where the databases are says so', async () => {
    const lost = new Deployment({ folder, args: ['--role', 'api'], environment: { DATABASE_URL: postgres.url } });
    started.push(lost);
    expect(await lost.ended()).toBe(2);
    expect(lost.output).toContain('set CLICKHOUSE_URL');
  });

  test('one process with everything keeps what DATABASE_URL says, and runs only the engine that is not named', async () => {
    const args = ['--empty', '--port', '0'];
    const deployment = new Deployment({ folder, args, environment: { DATABASE_URL: postgres.url } });
    started.push(deployment);
    await deployment.answers();
    const engines = deployment.family().filter(({ command }) => /bin\/postgres|engine-process/.test(command));
    expect(engines).toHaveLength(1);
    expect(deployment.owner().databaseUrl).toBe(postgres.url);
    deployment.pressControlC();
    expect(await deployment.ended()).toBe(0);
  });
});
