import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { resolveCustomers } from '../identify/resolve.service.ts';
import { usableIdentifiers } from '../identify/identifier.ts';
import { importFile, importingOf, run, tableOf } from './import.command.ts';
import { readImportOptions } from './import-options.ts';

const identity = { usable: usableIdentifiers, resolve: resolveCustomers };
let given: TestDeps;
let folder: string;
beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-import-'));
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

function terminal() {
  return { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
}

async function said(io: ReturnType<typeof terminal>): Promise<{ out: string; err: string }> {
  io.stdout.end();
  io.stderr.end();
  return { out: await text(io.stdout), err: await text(io.stderr) };
}

async function importing(args: readonly string[]) {
  const options = readImportOptions(args);
  if (options === 'help') throw new Error('no import was asked for');
  const io = terminal();
  const code = await importFile(given.deps, options, await tableOf(options), io);
  return { code, ...(await said(io)) };
}

async function importingEvents(args: readonly string[]) {
  const options = readImportOptions(args);
  if (options === 'help') throw new Error('no import was asked for');
  const io = terminal();
  const work = await importingOf(options, io, identity);
  const code = await work(given.deps, folder);
  return { code, ...(await said(io)) };
}

test('a file with bad rows is taken in without them, and each is shown with its line and reason', async () => {
  const file = join(folder, 'prices.csv');
  await writeFile(
    file,
    'product;channel;price;currency;seen_at\na;web;19,90;SEK;2026-11-22\nb;web;gratis;SEK;2026-11-22\n',
  );
  const first = await importing(['sightings', file]);
  expect(first.code).toBe(1);
  expect(first.out).toContain('1 sightings taken in, 0 known before, 1 not accepted');
  expect(first.err).toMatch(/line 3, price: .*gratis/);
});

test('a file is read by a mapping beside it, and handed in again it changes nothing', async () => {
  const file = join(folder, 'wide.csv');
  const mapping = join(folder, 'wide.mapping.yaml');
  await writeFile(file, 'sku,price\na,19.90\n');
  await writeFile(mapping, 'product: sku\ncurrency: SEK\nsightings:\n  - channel: store\n    price: price\n');
  const args = ['sightings', file, '--mapping', mapping, '--seen-at', '2026-11-22', '--source', 'till'];
  expect(await importing(args)).toMatchObject({ code: 0, err: '' });
  expect((await importing(args)).out).toContain('0 sightings taken in, 1 known before, 0 not accepted');
});

test.each([
  [['sightings', '/nowhere/prices.csv'], /there is no such file/],
  [['sightings'], /FILE: found nothing/],
  [['letters', 'a.csv'], /what: found letters/],
])('%j ends with code 2 and says what is wrong', async (args, why) => {
  const io = terminal();
  expect(await run(args, io, identity)).toBe(2);
  expect((await said(io)).err).toMatch(why);
});

test('help is printed without any server', async () => {
  const io = terminal();
  expect(await run(['--help'], io, identity)).toBe(0);
  expect((await said(io)).out).toContain('samspel import sightings FILE');
});

test('a file of events is taken in once; handed in again it is known', async () => {
  const file = join(folder, 'visits.csv');
  const mapping = join(folder, 'visits.mapping.yaml');
  await writeFile(file, 'card;when\n9752;2026-11-20 10:00:00\n9753;in spring\n');
  await writeFile(
    mapping,
    'kind: events\nat: { column: when, format: "YYYY-MM-DD HH:mm:ss" }\nidentifiers: [{ type: loyalty, column: card }]\nevent: Store Visited\nchannel: store\n',
  );
  const args = ['events', file, '--mapping', mapping];
  const first = await importingEvents(args);
  expect(first).toMatchObject({ code: 1, err: expect.stringMatching(/line 3, when: .*in spring/) });
  expect(first.out).toContain('2 rows read: 1 events taken in, 1 not accepted, 0 rows passed over');
  expect((await importingEvents(args)).out).toMatch(/is in already, since 2026-11-22T09:00:00.000Z: 1 events/);
});

test('a feed is handed in by its name and channel alone, and without a channel it is refused in words', async () => {
  const file = join(folder, 'feed.xml');
  await writeFile(
    file,
    '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>feed-troja</g:id><g:price>999 SEK</g:price></item></channel></rss>',
  );
  const first = await importing([file, '--channel', 'web']);
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('1 sightings taken in') });
  await expect(importing([file])).rejects.toThrow('--channel web');
  expect(() => readImportOptions([file, '--channel', 'Web shop'])).toThrow('--channel');
  expect(() => readImportOptions([file, '--channel', 'web', '--product-by', 'name'])).toThrow('id, gtin, group');
});
