import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { configurationPage } from '../scripts/docs.ts';
import { errorRegistry } from '../src/kernel/errors.ts';
import { statusByKind } from '../src/http/problem.ts';
import { readTables } from './architecture.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/README.md', 'examples/**/README.md', 'web/README.md'], {
  cwd: root,
}).toSorted();

const dividedRooms = [...readTables(read('ARCHITECTURE.md')).bySuffix];
const ROOM_README_LINES = 40;

describe('the documents', () => {
  test('docs/errors.md lists every fault with its status and sentence, and no other', () => {
    const rows = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)` \| (\d+) \| ([^|]+) \|/gm)];
    const listed = rows.map(([, code, status, sentence]) => [code, Number(status), sentence?.trim()]);
    const known = Object.entries(errorRegistry).map(([code, { kind, sentence }]) => [
      code,
      statusByKind[kind],
      sentence,
    ]);
    expect(listed).toEqual(known);
  });

  test('docs/configuration.md is generated from the schema', () => {
    expect(read('docs/configuration.md')).toBe(configurationPage());
  });

  test.each([...dividedRooms, 'store', 'http'])('the room %s says what it knows, promises and never does', (room) => {
    const readme = read(`src/${room}/README.md`);
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(ROOM_README_LINES);
    for (const heading of ['## Knows', '## Promises', '## Never']) expect(readme).toContain(heading);
  });

  test.each(pages)('the links of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const own = links.filter((target) => !/^[a-z]+:/.test(target));
    const broken = own.filter((target) => {
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? page : join(dirname(page), file);
      if (!existsSync(join(root, path))) return true;
      return anchor !== undefined && path.endsWith('.md') && !anchorsOf(read(path)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('the glossary has a word for every room', () => {
    const glossary = read('GLOSSARY.md');
    const missing = dividedRooms.filter((room) => !new RegExp(`^\\| \\*{0,2}${room}\\b`, 'm').test(glossary));
    expect(missing).toEqual([]);
  });

  test('every npm script and samspel command that a page names is there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const known = new Set([...Object.keys(scripts), 'ci', 'install', 'prune']);
    const help = spawnSync(process.execPath, [join(root, 'src/cli.ts'), '--help'], { encoding: 'utf8' }).stdout;
    const commands = new Set([...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name));
    const code = pages.map(read).flatMap((text) => text.match(/^ {4}.+$|`[^`\n]+`/gm) ?? []);
    const named = (pattern: RegExp): string[] =>
      code.flatMap((part) => [...part.matchAll(pattern)].map(([, name = '']) => name));
    const scriptsNamed = named(/\bnpm (?:run (?:-s )?)?([a-z]+)/g);
    const commandsNamed = named(/\bsamspel (?:-- )?([a-z]+(?:-[a-z]+)*)\b/g);
    expect(commandsNamed.length).toBeGreaterThan(5);
    expect(scriptsNamed.filter((name) => !known.has(name))).toEqual([]);
    expect(commandsNamed.filter((name) => !commands.has(name))).toEqual([]);
  });
});

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\s-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
