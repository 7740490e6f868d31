import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from '../../../test/command.ts';
import { run } from '../check.command.ts';

const folder = mkdtempSync(join(tmpdir(), 'samspel-terms-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const check = (...args: string[]) =>
  runCommand(run, [folder, '--seen-at', '2026-11-25T08:00:00Z', ...args]).then(({ out, err }) => out + err);

write('products.csv', 'product,name\njeans,Jeans Älv\njacka,Jacka Fjäll\nhatt,Hatt Bäck\n');
write(
  'offers.yaml',
  `- { id: jeans-v48, name: Jeans vecka 48, products: [jeans], channels: [web], terms: { kind: fixed-price, amount: 59900, currency: SEK },
    from: 2026-11-24, to: 2026-11-30 }
`,
);
write(
  'newsletter/v48.txt',
  'Hej!\nJeans Älv 599 kr t.o.m. 6 december\n30 % rabatt på Jacka Fjäll\nHatt Bäck 199 kr med koden VINTER20',
);
write('chat/svar.txt', '40 % rabatt på Jacka Fjäll\nHatt Bäck 199 kr med koden VINTER30');

type Answer = { findings: { kind: string; aspect?: string; product: string; channels: string[] }[] };

test('a folder whose texts tell another last day, share or code is told of each, in every form', async () => {
  const { findings } = JSON.parse(await check('--json')) as Answer;
  const told = findings.filter(({ aspect = 'price' }) => aspect !== 'price');
  const said = told.map(({ aspect, product, channels }) => [aspect, product, ...channels].join(' '));
  expect(new Set(said)).toEqual(
    new Set(['code hatt chat newsletter', 'period jeans web newsletter', 'share jacka chat newsletter']),
  );
  expect(await check()).toContain('tell another last day');
  const lines = await check('--format', 'github');
  expect(lines).toContain(
    'chat 199.00 SEK with code VINTER30, newsletter 199.00 SEK with code VINTER20: ask for another code',
  );
  expect(lines).toMatch(/file=[^,]*chat\/svar\.txt,line=1,title=unequal%3A jacka/);
  expect(lines).toContain('chat 40 %25 off, newsletter 30 %25 off: take off another share');
  const csv = await check('--format', 'csv');
  expect(csv).toMatch(/;period;2026-11-\d\d;2026-12-06/);
  expect(await check('--format', 'sarif')).toContain('take off another share');
  expect(await check('--format', 'junit')).toContain('take off another share');
});

test('what a folder declares as meant is told, and fails nothing', async () => {
  const words = 'shownText: Gäller bara i nyhetsbrevet, reason: eget erbjudande';
  write('exceptions.yaml', `- { kind: web-price, channels: [newsletter], to: 2026-12-20, ${words} }\n`);
  const { findings } = JSON.parse(await check('--json')) as Answer;
  const told = findings.filter(({ aspect = 'price' }) => aspect !== 'price');
  expect(new Set(told.map(({ aspect }) => aspect))).toEqual(new Set(['code', 'period', 'share']));
  expect(told).toHaveLength(3);
  for (const each of told) expect(each).toMatchObject({ exceptedBy: { shownText: 'Gäller bara i nyhetsbrevet' } });
  const failing = (await check('--format', 'github')).split('\n').filter((line) => line.startsWith('::error'));
  expect(failing.filter((line) => /another (?:last day|share|code)/.test(line))).toEqual([]);
  // Of members nothing is told here, so that what is declared of them covers nothing.
  write('exceptions.yaml', `- { kind: member-price, channels: [newsletter], to: 2026-12-20, ${words} }\n`);
  expect(await check('--json')).not.toContain('exceptedBy');
});
