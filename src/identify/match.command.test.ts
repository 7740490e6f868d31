import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/command.ts';
import { run } from './match.command.ts';

const examples = resolve(import.meta.dirname, '../../examples/identity');
const folder = mkdtempSync(join(tmpdir(), 'samspel-match-'));
afterAll(() => rmSync(folder, { recursive: true }));

const match = (args: string[], input?: string) => runCommand(run, args, input);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

type Named = { readonly id: string; readonly file: string };
type Answer = {
  readonly summary: { readonly records: number; readonly found: number; readonly badRows: number };
  readonly clusters: {
    readonly probability: number;
    readonly records: Named[];
    readonly joins: { readonly why: { readonly bits: number } }[];
  }[];
};

const fake = join(examples, 'fake_1000.csv');

describe('samspel match', () => {
  test('prints the clusters of a list for people, with what joins each record', async () => {
    const { code, out, err } = await match([fake, '--limit', '3']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1,000 records of');
    expect(out).toMatch(/The 3 surest of \d+:/);
    expect(out.match(/one person\n {2}/g)).toHaveLength(3);
    expect(out).toMatch(/\d+ = \d+: \+[\d.]+ bits: start -[\d.]+, surname/);
  });

  test('prints all clusters as JSON, a join less than there are records, the same at every run', async () => {
    const { code, out } = await match([fake, '--json']);
    const { summary, clusters } = JSON.parse(out) as Answer;
    expect(code).toBe(0);
    expect(summary).toMatchObject({ records: 1000, found: clusters.length, badRows: 0 });
    for (const { records, joins, probability } of clusters) {
      expect(joins).toHaveLength(records.length - 1);
      expect(probability).toBeLessThan(1);
    }
    expect((await match([fake, '--json'])).out).toBe(out);
  });

  test('a surer threshold finds fewer, and pairs can be asked for instead', async () => {
    const found = async (...args: string[]): Promise<number> =>
      (JSON.parse((await match([fake, '--json', ...args])).out) as Answer).summary.found;
    expect(await found('--pairs', '--threshold', '0.99')).toBeLessThan(await found('--pairs'));
    expect(await found('--pairs')).toBeGreaterThan(1500);
  });

  test('two lists are laid side by side, each with its own columns, one from standard input', async () => {
    const people = [
      ['Ada', 'Lövgren', 'ada@post.se', '1980-01-02'],
      ['Bo', 'Ek', 'bo.ek@post.se', '1971-05-06'],
      ['Cleo', 'Dal', 'cleo@post.se', '1990-11-12'],
      ['Dan', 'Ståhl', 'dan@post.se', '1966-07-30'],
    ];
    const web = file('web.csv', `first_name,last_name,email,dob\n${people.map((row) => row.join(',')).join('\n')}\n`);
    const till = `namn;eft;post;född;konto\n${people.map(([a, b, c, d]) => `${a};${b};${c};${d};1`).join('\n')}\n;;;;;;\n`;
    const mapping = file('till.yaml', 'givenName: namn\nsurname: eft\nemail: post\nbirthDate: född\n');
    const { code, out } = await match(
      [
        web,
        '-',
        '--mapping',
        file('web.json', '{"givenName":"first_name","surname":"last_name","email":"email","birthDate":"dob"}'),
        '--mapping',
        mapping,
        '--one-to-one',
        '--csv',
      ],
      till,
    );
    expect(code).toBe(0);
    const rows = out
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(';'));
    expect(rows[0]).toEqual(['\uFEFFcluster', 'id', 'file', 'joined_to', 'probability', 'bits', 'why']);
    expect(rows.slice(1).map(([cluster, id, from]) => [cluster, id, from === '-'])).toHaveLength(8);
    for (const line of ['line 2', 'line 3', 'line 4', 'line 5'])
      expect(rows.filter(([, id]) => id === line)).toHaveLength(2);
  });

  test('a cell that would be run by a spreadsheet, or command a terminal, is made harmless', async () => {
    const [header, ...rows] = readFileSync(fake, 'utf8').trim().split('\n');
    const bad = file('bad.csv', [header, ...rows.map((row) => `=1+${row.replace(',', '\u001B[2J,')}`)].join('\n'));
    expect((await match([bad, '--csv'])).out).toContain(";'=1+");
    expect((await match([bad])).out).not.toContain('\u001B');
  });

  test.each([
    [[], /one list, or two/],
    [[fake, fake, fake], /one list, or two/],
    [[fake, '--one-to-one'], /two lists/],
    [[fake, '--threshold', '1'], /above 0 and below 1/],
    [[fake, '--json', '--csv'], /one of the two/],
    [[fake, '--mapping', 'a', '--mapping', 'b'], /one for each file/],
    [[fake, '--wrong'], /wrong/],
    [[join(folder, 'none.csv')], /there is no such file/],
    [[fake, '--mapping', join(folder, 'none.json')], /there is no such file/],
    [[resolve(examples, '../complete-journey/transactions.csv.gz')], /Say it by --mapping/],
  ])('%j ends with 2 and says why', async (args, expected) => {
    const { code, out, err } = await match(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(expected);
  });

  test('--help says what it does', async () => {
    expect(await match(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('samspel match FILE') });
  });
});
