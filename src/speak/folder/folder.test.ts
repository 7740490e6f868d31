import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../test/command.ts';
import { run } from '../check.command.ts';

const example = resolve(import.meta.dirname, '../../../examples/one-voice');
const top = mkdtempSync(join(tmpdir(), 'samspel-folder-'));
afterAll(() => rmSync(top, { recursive: true }));
const seen = ['--seen-at', '2026-11-25T08:00:00Z'];
const check = (folder: string, ...args: string[]) => runCommand(run, [folder, ...seen, ...args]);

let folders = 0;
function folderOf(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = join(top, String(folders));
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

type Answer = {
  findings: {
    kind: string;
    product: string;
    channels: string[];
    holdsTo: string;
    witness: { statements: { channel: string; amount: number; source: string; sourceRow: number }[] };
  }[];
  redemptions: { message: string; line: number }[];
  badRows: { count: number; first: { file: string; line: number; reason: string }[] };
};
async function answer(folder: string, ...args: string[]): Promise<Answer & { code: number; err: string }> {
  const { code, out, err } = await check(folder, '--json', ...args);
  return { ...(JSON.parse(out) as Answer), code, err };
}

const products = 'product,name\njeans-alv,Jeans Älv\njacka-fjall,Jacka Fjäll\n';
const prices = (rows: string): string => `product,channel,price,currency,seen_at\n${rows}\n`;

describe('the three stories, by files alone', () => {
  test('the sweater, the phone price and the jeans of the newsletter are found, and nothing else', async () => {
    const { findings, code, err, badRows, redemptions } = await answer(example);
    expect([code, err, badRows.count, redemptions]).toEqual([1, '', 0, []]);
    const told = findings.map(({ kind, product, channels }) => [kind, product, channels.join(' ')].join(': '));
    expect(told.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'missing: jeans-alv: newsletter app',
      'unequal: jacka-fjall: app phone',
      'unequal: jacka-fjall: phone store',
      'unequal: jacka-fjall: phone web',
      'unequal: ulltroja-gran: store web',
    ]);
    const phone = findings.find(({ channels }) => channels.join(' ') === 'phone web');
    expect(phone?.witness.statements[0]).toMatchObject({
      amount: 1_299_00,
      source: join(example, 'scripts/jackan.txt'),
      sourceRow: 3,
    });
  });

  test('each points to its file and line in a CI, an offer to the line where it begins', async () => {
    const { out } = await check(example, '--format', 'github');
    expect(out).toContain(`::error file=${example}/offers.yaml,line=2,title=missing%3A jeans-alv Jeans Älv::`);
    expect(out).toContain(`(see also ${example}/scripts/jackan.txt:3)`);
    expect(out).toContain(`::error file=${example}/prices/stores.csv,line=2,title=unequal%3A ulltroja-gran`);
  });

  test('paths are told from where one stands, as a CI wants them', async () => {
    const folder = relative('.', example);
    for (const typed of [folder, `./${folder}/`]) {
      const { out } = await check(typed, '--format', 'github', '--channel', `./${folder}/feeds/app.xml=app`);
      expect(out).toContain(`::error file=${folder}/prices/stores.csv,line=2,`);
    }
  });

  test('put right in the files, nothing is found', async () => {
    const folder = folderOf({});
    cpSync(example, folder, { recursive: true });
    write(folder, 'scripts/jackan.txt', 'Jacka Fjäll kostar 1 499 kronor.');
    write(folder, 'prices/stores.csv', 'artikel;butik;pris;datum\nulltroja-gran;Umeå;799,00;2026-11-25\n');
    write(folder, 'feeds/app.xml', jeansFeed('499.00 SEK'));
    const { code, findings } = await answer(folder);
    expect([code, findings]).toEqual([0, []]);
  });
});

function jeansFeed(price: string): string {
  return `<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><item><g:id>jeans-alv</g:id><g:price>${price}</g:price></item></channel></rss>`;
}

describe('a text', () => {
  const shop = { 'products.csv': products, 'web.csv': prices('jeans-alv,web,599,SEK,2026-11-25') };

  test('holds until the end of the last day that it names', async () => {
    const folder = folderOf({ ...shop, 'newsletter/a.html': '<p>Jeans Älv 499 kr t.o.m. söndag</p>' });
    write(
      folder,
      'web.csv',
      `product,channel,price,currency,seen_at,holds_to\njeans-alv,web,599,SEK,2026-11-25,2026-12-24\n`,
    );
    const { findings } = await answer(folder);
    // Sunday the 29th ends in Stockholm at 23:00 UTC.
    expect(findings).toMatchObject([{ channels: ['newsletter', 'web'], holdsTo: '2026-11-29T23:00:00.000Z' }]);
  });

  test('is read from the day on which the settings say that it was sent', async () => {
    const folder = folderOf({
      ...shop,
      'samspel.yaml': 'seenAt: { newsletter: 2026-11-10 }',
      'newsletter/a.txt': 'Jeans Älv 499 kr t.o.m. söndag',
    });
    expect((await answer(folder)).findings).toEqual([]);
  });

  test.each(['Jeans Älv från 499 kr', 'Jeans Älv, 2 för 500 kr', 'Jeans Älv 499 kr med koden ÄLV1'])(
    'makes no claim of what not everybody pays: %s',
    async (text) => {
      const { findings, badRows } = await answer(folderOf({ ...shop, 'chat/a.txt': text }));
      expect([findings, badRows.count]).toEqual([[], 0]);
    },
  );

  test('with a price of nothing that is known is told of, with its line', async () => {
    const { badRows } = await answer(folderOf({ ...shop, 'scripts/a.txt': 'Hej!\nMössan kostar 99 kr.' }));
    expect(badRows.first).toMatchObject([{ line: 2, reason: '"99 kr" stands beside no product of products.csv' }]);
  });
});

describe('redemptions', () => {
  const offers = (more: string): string =>
    `- {name: Tack, products: [jeans-alv], channels: [store], terms: {kind: percent-off, percent: 20}, from: 2026-11-01, to: 2026-12-01, ${more}}\n`;
  const table = 'offer,code,customer,at\n';

  test('that are not as offered are told with the row, and never with the customer', async () => {
    const folder = folderOf({
      'offers.yaml': offers('audience: [anna], codes: [T1], redemptionLimit: 1'),
      'redemptions.csv': `${table}Tack,T1,anna,2026-11-02\nTack,T1,anna,2026-11-03\nTack,T2,bo,2026-12-01\nNope,,anna,2026-11-02\nTack,T1,anna,\n`,
    });
    const { redemptions, code, badRows } = await answer(folder);
    expect([code, badRows.count]).toEqual([1, 1]);
    expect(redemptions.map(({ line, message }) => [line, message])).toEqual([
      [5, 'a redemption without a code: there is no such offer'],
      [3, 'a redemption of the code T1: the customer has used it 2 times, allowed is 1'],
      [
        4,
        'a redemption of the code T2: the offer has no such code; outside the period of the offer, from 2026-10-31T23:00:00.000Z until 2026-11-30T23:00:00.000Z; the offer was not made to this customer',
      ],
    ]);
    expect(JSON.stringify(redemptions)).not.toMatch(/anna|"bo"/);
    expect((await check(folder, '--fail-on', 'unequal')).code).toBe(0);
    expect((await check(folder, '--fail-on', 'redemption')).code).toBe(1);
    expect((await check(folder)).out).toContain('3 redemptions not as offered:');
    for (const format of ['junit', 'sarif', 'csv', 'github'])
      expect((await check(folder, '--format', format)).out).toContain('there is no such offer');
  });

  test('of an offer without codes need none', async () => {
    const folder = folderOf({
      'offers.yaml': offers('audience: everyone'),
      'redemptions.csv': `${table}Tack,,anna,2026-11-02\n`,
    });
    expect((await answer(folder)).redemptions).toEqual([]);
  });
});

test('price zones and channels that are not ours are as the folder says', async () => {
  const mapping = {
    product: 'p',
    currency: 'SEK',
    sightings: [
      { channel: 'web', price: 'web' },
      { channel: 'other', price: 'other', ours: false },
    ],
  };
  const folder = folderOf({
    'compare.csv': 'p,web,other\njeans-alv,599,499\n',
    'compare.mapping.json': JSON.stringify(mapping),
    'zones.csv': 'place,zone\nUmeå,north\nLund,south\n',
    'stores.csv': `product,channel,place,price,currency,seen_at\njacka-fjall,store,Umeå,10,SEK,2026-11-25\njacka-fjall,store,Lund,11,SEK,2026-11-25\n`,
  });
  expect((await answer(folder)).findings).toEqual([]);
  rmSync(join(folder, 'zones.csv'));
  expect((await answer(folder)).findings).toMatchObject([{ product: 'jacka-fjall' }]);
});

describe('a file that nobody understands', () => {
  test('is named, unless it is to be ignored, and what begins with a dot is not looked at', async () => {
    const folder = folderOf({
      'web.csv': prices('a,web,1,SEK,2026-11-25'),
      'plan.docx': '',
      'newsletter/picture.png': '',
      'lone.mapping.json': '{}',
      'notes/deep/todo.docx': '',
      '.git/config': '',
      'samspel.yaml': 'ignore: [notes]',
    });
    symlinkSync('/etc/hostname', join(folder, 'link.csv'));
    const { err, code } = await answer(folder);
    expect(code).toBe(0);
    expect(err.split('\n').map((line) => line.replace('samspel check: ', '').replace(`${folder}/`, ''))).toEqual([
      'newsletter/picture.png was not read: a text is .html, .htm, .txt or .md.',
      'plan.docx was not read: no file that a check reads; name it under ignore in samspel.yaml.',
      'lone.mapping.json was not read: no table lies beside it that the mapping could be of.',
      'link.csv was not read: a link is not followed.',
      '',
    ]);
    expect((await check(folder, '--format', 'sarif')).out).toContain('no table lies beside it');
  });
});

const offer = 'name: A, products: [a], channels: [web], terms: {kind: fixed-price, amount: 1, currency: SEK}';
const laughs = [
  'a: &a [x]',
  ...'bcdefgh'
    .split('')
    .map((key, at) => `${key}: &${key} [${Array.from({ length: 9 }).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
];

describe('what cannot be read ends the check with 2 and says why', () => {
  test.each([
    [
      'offers with a wrong key',
      { 'offers.yaml': `- {${offer}, from: 2026-11-01, until: 2026-12-01}` },
      /line 1: until: found a key with this name, allowed is .*from, to/,
    ],
    [
      'offers that end before they begin',
      { 'offers.yaml': `- {${offer}, from: 2026-11-02, to: 2026-11-01}` },
      /line 1: from and to: found "2026-11-02" and "2026-11-01"/,
    ],
    [
      'offers that are no list',
      { 'offers.json': '{"a": 1}' },
      /offers\.json cannot be read as offers: allowed is a list/,
    ],
    ['offers that are no YAML', { 'offers.yaml': '- {name: A' }, /offers\.yaml cannot be read as offers/],
    [
      'offers of aliases of aliases',
      { 'offers.yaml': [...laughs, 'offers: [*h]'].join('\n') },
      /offers\.yaml cannot be read as offers: .*alias/,
    ],
    [
      'two offers of one name',
      { 'offers.yaml': `- {${offer}, from: 2026-11-01}\n- {${offer}, from: 2026-11-02}` },
      /offers\.yaml:2 and \S+offers\.yaml:1 are both called "A"/,
    ],
    [
      'a feed without a channel',
      { 'app.xml': jeansFeed('1.00 SEK') },
      /app\.xml is a feed, .*--channel \S+app\.xml=web, or in samspel\.yaml, as channels: \{app\.xml: web\}/,
    ],
    [
      'settings with a wrong key',
      { 'samspel.yaml': 'chanels: {}' },
      /samspel\.yaml: chanels: found a key with this name, allowed is channels/,
    ],
    [
      'settings with a path that is not there',
      { 'samspel.yaml': 'channels: { ap.xml: app }' },
      /names "ap\.xml", and there is no such file/,
    ],
    ['settings with a time zone that is none', { 'samspel.yaml': 'timeZone: Mars' }, /timeZone: found "Mars"/],
    ['settings with a time that is none', { 'samspel.yaml': 'seenAt: { a: igår }' }, /seenAt\.a: found "igår"/],
    ['a table that is none of prices', { 'x.csv': 'a,b\n1,2\n' }, /x\.csv has no column product/],
    ['products without names', { 'products.csv': 'id\n1\n' }, /products\.csv must have the columns product and name/],
    [
      'redemptions without columns',
      { 'redemptions.csv': 'offer\n1\n' },
      /redemptions\.csv must have the columns offer, code, customer, at/,
    ],
  ])('%s', async (_what, files, expected) => {
    const { code, out, err } = await check(folderOf(files));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });

  test.each([
    [['--mapping', 'x.json'], /--mapping: found beside a folder/],
    [['--offers', 'x.json'], /--offers: found beside a folder/],
    [['--channel', 'elsewhere.xml=web'], /--channel: found "elsewhere\.xml"/],
  ])('%s beside a folder', async (args, expected) => {
    const { code, err } = await check(folderOf({}), ...args);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });

  test('a channel for a feed that the folder does not have', async () => {
    const folder = folderOf({ 'app.xml': jeansFeed('1.00 SEK') });
    expect((await check(folder, '--channel', `${folder}/ap.xml=app`)).err).toContain('a table or feed of the folder');
    expect((await check(folder, '--channel', `${folder}/app.xml=app`)).code).toBe(0);
    expect((await check(folder, '--channel', `${folder}/./app.xml=app`)).code).toBe(0);
  });
});
