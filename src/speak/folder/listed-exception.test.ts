import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from '../../../test/command.ts';
import { run } from '../check.command.ts';

const top = mkdtempSync(join(tmpdir(), 'samspel-exceptions-'));
afterAll(() => rmSync(top, { recursive: true }));
const check = (folder: string, ...args: string[]) =>
  runCommand(run, [folder, '--seen-at', '2026-11-25T08:00:00Z', ...args]);

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(top, 'folder-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const exception = (more = ''): string =>
  `- kind: web-price\n  channels: [web]\n  shownText: Gäller bara på webben\n  reason: utförsäljning\n${more}`;
const table =
  'product,channel,price,currency,seen_at\njeans-alv,web,299,SEK,2026-11-25T07:00:00Z\njeans-alv,store,399,SEK,2026-11-25T07:00:00Z\njacka-fjall,app,99,SEK,2026-11-25T07:00:00Z\njacka-fjall,store,199,SEK,2026-11-25T07:00:00Z\n';

test('what a declared exception covers is told and fails nothing; the rest fails', async () => {
  const folder = folderOf({ 'prices.csv': table, 'exceptions.yaml': exception('  to: 2026-12-01') });
  const { out, code } = await check(folder, '--format', 'sarif');
  const [sarif] = (JSON.parse(out) as { runs: { results: { level: string; suppressions?: { kind: string }[] }[] }[] })
    .runs;
  expect(code).toBe(1);
  expect(
    sarif?.results
      .map(({ level, suppressions }) => [level, suppressions?.[0]?.kind])
      .toSorted((a, b) => String(a).localeCompare(String(b))),
  ).toEqual([
    ['error', undefined],
    ['note', 'external'],
  ]);
  expect((await check(folder, '--fail-on', '2')).code).toBe(0);
  const { out: text } = await check(folder);
  expect(text).toContain('until 2026-11-30T23:00:00.000Z: "Gäller bara på webben"');
});

test('when an exception has ended it covers nothing', async () => {
  const folder = folderOf({ 'prices.csv': table, 'exceptions.yaml': exception('  to: 2026-11-25T08:00:00Z') });
  expect((await check(folder, '--fail-on', '2')).code).toBe(1);
});

test.each([
  ['no end', '', 'to: found'],
  ['an end too far ahead', '  to: 2028-01-01', 'at most 366 days ahead'],
  ['an end before its beginning', '  from: 2026-12-01\n  to: 2026-11-01', 'from and to: found'],
  ['a word that is none', '  to: 2026-12-01\n  until: 2027-01-01', 'until'],
])('an exception with %s ends the check with its line', async (_what, more, words) => {
  const folder = folderOf({ 'prices.csv': table, 'exceptions.yaml': exception(more) });
  const { code, err } = await check(folder);
  expect(code).toBe(2);
  expect(err).toContain('line 1: ');
  expect(err).toContain(words);
});
