import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { mayRun } from '../../src/store/embedded/postgres-user.ts';
import { Deployment, enginesIn, living, removeData, REPO } from './deployment.ts';

/** Who starts it and where it lies: PostgreSQL refuses root, and another user must reach its programs and its data. */
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const quick = ['--empty', '--port', '0'];
let tidy: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of tidy.toReversed()) await step();
  tidy = [];
});

function temporary(parent: string, prefix: string, mode: number): string {
  const folder = mkdtempSync(join(parent, prefix));
  chmodSync(folder, mode);
  tidy.push(() => removeData(folder));
  return folder;
}

function start(launch: ConstructorParameters<typeof Deployment>[0]): Deployment {
  const deployment = new Deployment(launch);
  tidy.push(() => deployment.dispose());
  return deployment;
}

function ownerOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

async function stopsCleanly(deployment: Deployment): Promise<void> {
  const family = deployment.family();
  deployment.pressControlC();
  expect(await deployment.ended()).toBe(0);
  expect(living(family)).toEqual([]);
}

const nobodyReadsUs = isRoot && mayRun(nobody, 'test', ['-r', join(REPO, 'src/cli.ts')]);

test.skipIf(!nobodyReadsUs)('an ordinary user starts it with everything in the data folder', async () => {
  const folder = temporary(tmpdir(), 'samspel-user-', 0o700);
  chownSync(folder, nobody.uid, nobody.gid);
  const deployment = start({ folder, args: quick, user: nobody });
  await deployment.answers();
  const { postgres, clickhouse } = enginesIn(deployment.family());
  expect([ownerOf(postgres.pid), ownerOf(clickhouse.pid)]).toEqual([nobody.uid, nobody.uid]);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['clickhouse', 'instance', 'postgres', 'running.json']));
  await stopsCleanly(deployment);

  // Later root goes on with the same data, still as the user that they belong to.
  const later = start({ folder, args: quick });
  await later.answers();
  expect(ownerOf(enginesIn(later.family()).postgres.pid)).toBe(nobody.uid);
  await stopsCleanly(later);
});

test.skipIf(!isRoot)(
  'root starts it in a folder that others may enter, and PostgreSQL runs as another user there',
  async () => {
    const folder = temporary(tmpdir(), 'samspel-root-', 0o755);
    const deployment = start({ folder, args: quick });
    await deployment.answers();
    expect(ownerOf(enginesIn(deployment.family()).postgres.pid)).not.toBe(0);
    expect(existsSync(join(folder, 'postgres/data/PG_VERSION'))).toBe(true);
    await stopsCleanly(deployment);
  },
);

test.skipIf(!isRoot)(
  'root starts it from a clone that others may not enter, with the data folder in the clone',
  async () => {
    // Links where they can be made, else copies: the same files, under a folder that only root may enter.
    const home = temporary(tmpdir(), 'samspel-clone-', 0o700);
    const clone = join(home, 'samspel');
    mkdirSync(clone);
    const parts = ['src', 'db', 'bin', 'package.json', 'node_modules'].map((name) => join(REPO, name));
    const linked = spawnSync('cp', ['--archive', '--link', ...parts, clone]);
    if (linked.status !== 0) expect(spawnSync('cp', ['--archive', ...parts, clone]).status).toBe(0);
    expect(mayRun(nobody, 'test', ['-r', join(clone, 'package.json')])).toBe(false);

    const folder = join(clone, '.samspel');
    tidy.push(() => removeData(folder));
    const deployment = start({ folder, args: quick, clone });
    await deployment.answers();
    const { postgres } = enginesIn(deployment.family());
    expect(ownerOf(postgres.pid)).not.toBe(0);
    expect(postgres.command).toContain('/var/lib/samspel/');
    const instance = readFileSync(join(folder, 'instance'), 'utf8').trim();
    expect(existsSync(`/var/lib/samspel/${instance}/data/PG_VERSION`)).toBe(true);
    await stopsCleanly(deployment);

    // A new data folder in the same place never meets the databases of the old one.
    rmSync(join(folder, 'instance'));
    const anew = start({ folder, args: quick, clone });
    await anew.answers();
    expect(readFileSync(join(folder, 'instance'), 'utf8').trim()).not.toBe(instance);
    await stopsCleanly(anew);
    rmSync(`/var/lib/samspel/${instance}`, { recursive: true });
  },
);

test.skipIf(!isRoot)('a data folder with a long name has its socket elsewhere', async () => {
  const folder = join(temporary(tmpdir(), 'samspel-long-', 0o755), 'x'.repeat(90));
  tidy.push(() => removeData(folder));
  const deployment = start({ folder, args: quick });
  await deployment.answers();
  await stopsCleanly(deployment);
});
