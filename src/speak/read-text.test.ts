import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/command.ts';
import { run } from './read-text.command.ts';

const folder = mkdtempSync(join(tmpdir(), 'samspel-read-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const letter = file('brev.txt', 'Hej!\nTröja Alva nu 599 kr (ord. 899 kr).\nGäller t.o.m. söndag.\n');
const now = ['--now', '2026-11-26'];

describe('samspel read-text', () => {
  test('prints what a text states, with line and column, by product', async () => {
    const products = file('products.csv', 'product,name\n4711,Tröja Alva\n');
    const { code, out } = await runCommand(run, [letter, ...now, '--products', products]);
    expect(code).toBe(0);
    expect(out).toBe(
      '4711\n  2:15     price 599.00 SEK  "599 kr"\n  2:28     prior price 899.00 SEK  "899 kr"\n' +
        '  3:15     valid to 2026-11-29  "söndag"\n',
    );
  });

  test('gives places in the source of an HTML newsletter, as JSON', async () => {
    const page = file('brev.html', '<style>1 kr</style>\n<p>Nu <b>599</b>&nbsp;kr');
    const { code, out } = await runCommand(run, [page, ...now, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      groups: [
        {
          terms: [
            {
              kind: 'price',
              amount: { amount: 59900, currency: 'SEK' },
              from: 29,
              to: 44,
              text: '599\u00a0kr',
              line: 2,
              column: 10,
            },
          ],
        },
      ],
      general: [],
    });
  });

  test('says so when a text states nothing', async () => {
    const { code, out } = await runCommand(run, [file('tomt.txt', 'Ring 070-123 45 67.'), ...now]);
    expect([code, out]).toEqual([0, 'The text states no prices, shares off, codes or dates.\n']);
  });

  test.each([
    [[], 'FILE: found nothing, allowed is one file'],
    [[letter, letter], 'FILE: found 2 files'],
    [[letter, '--now', 'igår'], '--now: found "igår", allowed is a day or a time, as 2026'],
    [[letter, '--time-zone', 'Umeå'], '--time-zone: found "Umeå"'],
    [[join(folder, 'none.txt')], 'there is no such file'],
    [[letter, '--products', letter], 'must have the columns product and name'],
    [[file('stor.txt', ' '.repeat(16_000_001))], 'is 17 MB, allowed is 16 MB'],
  ])('tells what is wrong with %j', async (args, why) => {
    const { code, err } = await runCommand(run, args);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});
