import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/command.ts';
import { run } from './check.command.ts';

const root = resolve(import.meta.dirname, '../..');
const example = (path: string): string => join(root, 'examples', path);
const shared = process.env['SAMSPEL_SHARED_DATA'] ?? resolve(root, '../shared/data');
const folder = mkdtempSync(join(tmpdir(), 'samspel-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const check = (args: string[], input?: string) => runCommand(run, args, input);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

type Answer = {
  summary: Record<string, number>;
  findings: { kind: string; product: string; owners: unknown; witness: { statements: Record<string, unknown>[] } }[];
  badRows: { count: number; first: unknown[] };
};
const answerOf = (out: string): Answer => JSON.parse(out) as Answer;

describe.skipIf(!existsSync(join(shared, 'prices')))(
  'the prices of Cavallo 2017 (may not be shipped; skipped where SAMSPEL_SHARED_DATA or ../shared/data is absent)',
  () => {
    const prices = join(shared, 'prices/store-online-amazon.csv');
    const zones = join(shared, 'prices/zones-45-zipcodes.csv.gz');
    const zonesMapping = example('prices/zones-45-zipcodes.mapping.json');

    test('355 product-days, 155 contradictions in 144 products, 109 on sale, 71 regular and 41 dearer in the store', async () => {
      const mapping = example('prices/store-online-amazon.mapping.json');
      const { code, out } = await check([prices, '--mapping', mapping, '--channels', 'store,online', '--json']);
      const { summary, findings, badRows } = answerOf(out);
      expect(code).toBe(1);
      expect(summary).toEqual({
        compared: 355,
        contradictions: 155,
        products: 144,
        onSale: 109,
        regularInStore: 71,
        dearerInStore: 41,
      });
      expect(findings).toHaveLength(155);
      expect(badRows.count).toBe(0);
      const [found] = findings.filter((each) => each.product === 'USA_40:6350009');
      expect(found).toMatchObject({
        owners: ['Web shop', 'Stores'],
        difference: { amount: 3_000, currency: 'USD', percent: 17.6 },
        witness: {
          statements: [
            { channel: 'online', amount: 16_999, onSale: true, source: prices, sourceRow: 2 },
            { channel: 'store', amount: 19_999, priceType: 'regular', sourceRow: 2 },
          ],
        },
      });
    });

    test('the mapping itself says that Amazon is not ours', async () => {
      const mapping = example('prices/store-online-amazon.mapping.json');
      expect(answerOf((await check([prices, '--mapping', mapping, '--json'])).out).summary).toMatchObject({
        compared: 355,
      });
    });

    test('733 products differ between zip codes; with price zones declared none does', async () => {
      const without = answerOf((await check([zones, '--mapping', zonesMapping, '--json'])).out);
      expect(without.summary).toMatchObject({ contradictions: 733, products: 733 });
      for (const declared of ['place', example('prices/zones-45-zipcodes.zones.csv')]) {
        const { code, out } = await check([zones, '--mapping', zonesMapping, '--zones', declared, '--json']);
        expect([code, answerOf(out).summary['contradictions']]).toEqual([0, 0]);
      }
    });
  },
);

test('the tills of The Complete Journey: 4,805 product-weeks seen in several stores, 1,485 differ', async () => {
  const args = [example('complete-journey/transactions.csv.gz')];
  const mapping = example('complete-journey/transactions.mapping.json');
  const { summary, badRows } = answerOf((await check([...args, '--mapping', mapping, '--json'])).out);
  expect(summary).toMatchObject({ compared: 4805, contradictions: 1485 });
  expect(badRows.count).toBe(0);
});

const plain = [
  'product;product_name;channel;place;price;currency;on_sale;price_type;seen_at',
  'tröja;Ulltröja;web;;299,00;SEK;ja;sale;2026-11-22',
  'tröja;Ulltröja;store;Umeå;399,00;SEK;nej;regular;2026-11-22',
  'byxa;;web;;gratis;SEK;;;2026-11-22',
  'jacka;=HYPERLINK("x");web;;100;SEK;;;2026-11-22',
  'jacka;;app;;101;SEK;;;2026-11-22',
  '',
].join('\n');

describe('a plain table', () => {
  test('needs no mapping; bad rows are counted and shown and do not stop the rest', async () => {
    const { code, out } = await check([file('plain.csv', plain), '--owners', 'store=Butikerna', '--json']);
    const { summary, findings, badRows } = answerOf(out);
    expect(code).toBe(1);
    expect(summary).toMatchObject({ compared: 2, contradictions: 2, onSale: 1, regularInStore: 1, dearerInStore: 1 });
    expect(findings[0]).toMatchObject({
      productName: 'Ulltröja',
      channels: ['store', 'web'],
      owners: ['Butikerna', null],
    });
    expect(badRows).toMatchObject({ count: 1, first: [{ line: 4, field: 'price' }] });
  });

  test('may come on standard input, in windows-1252 too', async () => {
    const path = file('latin.csv', '');
    writeFileSync(path, Buffer.from(plain, 'latin1'));
    expect(answerOf((await check([path, '--json'])).out).findings[0]?.product).toBe('tröja');
    expect(answerOf((await check(['-', '--json'], plain)).out).findings).toHaveLength(2);
  });

  test('several files are checked together', async () => {
    const lines = plain.split('\n');
    const web = file('web.csv', [lines[0], lines[1]].join('\n'));
    const store = file('store.csv', [lines[0], lines[2]].join('\n'));
    expect(answerOf((await check([web, store, '--json'])).out).summary).toMatchObject({ contradictions: 1 });
  });

  test('is told to people with both rows, the difference and the bad rows, without colours into a file', async () => {
    const { out } = await check([file('people.csv', plain)]);
    expect(out).toContain('2 contradictions in 2 products.');
    expect(out).toMatch(/store Umeå +399\.00 SEK +regular +\S+people\.csv:3/);
    expect(out).toMatch(/web +299\.00 SEK +on sale +\S+people\.csv:2/);
    expect(out).toContain('differ by 100.00 SEK, 33.4 %');
    expect(out).toMatch(/people\.csv:4 {2}price: /);
    expect(out).not.toContain('\u001B');
  });

  test('a name in a feed can neither command a terminal nor run in a spreadsheet', async () => {
    const path = file('hostile.csv', plain.replace('Ulltröja;store', 'a\u001B]0;b\u0007;store'));
    expect((await check([path])).out).not.toMatch(/\p{Cc}(?<!\n)/u);
    const { out } = await check([path, '--csv']);
    expect(out.startsWith('\uFEFFkind;product;')).toBe(true);
    expect(out).toContain(`"'=HYPERLINK(""x"")"`);
    expect(out).toContain(';1,00;SEK;1;;price;;\r\n');
  });

  test('tells a reduction that is none, unless the product is exempt or the channel alone counts', async () => {
    const head = 'product;channel;price;currency;price_type;seen_at';
    const rows = ['milk;store;10;SEK;regular;2026-11-01', 'milk;web;12;SEK;regular;2026-11-02'];
    const path = file('prior.csv', [head, ...rows, 'milk;web;11;SEK;sale;2026-11-03'].join('\n'));
    const { out, code } = await check([path]);
    expect(code).toBe(1);
    expect(out).toContain('called reduced, but not below the lowest price of the 30 days before, 1.00 SEK (10 %)');
    const [found] = answerOf((await check([path, '--json'])).out).findings;
    expect(found?.witness).toMatchObject({ prior: { rule: 'not-lower', allChannels: 10_00, ownChannel: 12_00 } });
    expect((await check([path, '--exempt', 'milk'])).code).toBe(0);
    expect((await check([path, '--prior-price', 'own-channel'])).code).toBe(0);
    expect((await check([path, '--prior-price', 'mine'])).code).toBe(2);
  });

  test('tells an ended offer that is still shown', async () => {
    const head = 'product;channel;price;currency;price_type;seen_at';
    const path = file('ended.csv', [head, 'jeans;app;399;SEK;sale;2026-11-20'].join('\n'));
    const terms = { kind: 'fixed-price', amount: 399_00, currency: 'SEK' };
    const period = { validFrom: '2026-11-01T00:00:00Z', validTo: '2026-11-08T00:00:00Z' };
    const offers = file(
      'ended.json',
      JSON.stringify([{ name: 'Jeans', terms, products: ['jeans'], channels: ['app'], ...period }]),
    );
    const { findings } = answerOf((await check([path, '--offers', offers, '--now', '2026-11-21', '--json'])).out);
    expect(findings.filter((each) => each.kind === 'stale')).toMatchObject([{ channels: ['app', 'app'] }]);
  });

  test('fails only from as many findings as it is told', async () => {
    const path = file('fail.csv', plain);
    const codes = await Promise.all(['1', '2', '3'].map(async (n) => (await check([path, '--fail-on', n])).code));
    expect(codes).toEqual([1, 1, 0]);
    expect((await check([path, '--tolerance', '200'])).code).toBe(0);
  });
});

function offersFile(terms: object, channels: string[]): string {
  const offer = { name: 'Höstrea', terms, products: ['tröja'], channels, validFrom: '2026-11-22T00:00:00Z' };
  return file(`offers-${channels.join('-')}.json`, JSON.stringify([offer]));
}

describe('offers', () => {
  test('an offer that a channel does not show is missing there; a channel never seen is named apart', async () => {
    const path = offersFile({ kind: 'fixed-price', amount: 29_900, currency: 'SEK' }, ['web', 'app', 'phone']);
    const args = [file('o.csv', plain), '--offers', path, '--now', '2026-11-23'];
    const { findings } = answerOf((await check([...args, '--json'])).out);
    expect(findings.filter((each) => Object(each).kind === 'missing')).toMatchObject([{ channels: ['web', 'app'] }]);
    const { out } = await check(args);
    expect(out).toContain('phone: offers are stated for it, but nobody has seen what it says.');
    expect(out).toContain('says nothing');
  });

  test('a share off is held against the regular price that was seen', async () => {
    const path = offersFile({ kind: 'percent-off', percent: 50 }, ['store']);
    const args = [file('p.csv', plain), '--offers', path, '--now', '2026-11-22T12:00:00Z', '--json'];
    const { findings } = answerOf((await check(args)).out);
    const inStore = findings.find((each) => Object(each).channels.join() === 'store,store');
    expect(inStore?.witness.statements.map((each) => each['amount'])).toEqual([19_950, 39_900]);
  });
});

test.each([
  ['no file', [], /FILES: found nothing/],
  ['an unknown option', ['x.csv', '--nope'], /--nope/],
  ['a file that is not there', ['no-such-file.csv'], /no such file/],
  ['a folder among files', [folder, 'x.csv'], /it is a folder/],
  ['a mapping that is not there', ['x.csv', '--mapping', 'no-such-mapping'], /no such file/],
  ['two kinds of output', ['x.csv', '--json', '--csv'], /one of the two/],
  ['a tolerance that is no number', ['x.csv', '--tolerance', 'a'], /--tolerance: found "a"/],
  ['an instant that is none', ['x.csv', '--seen-at', 'igår'], /--seen-at: found "igår"/],
  ['a table that is no table of prices', [join(root, 'package.json')], /has no column product/],
  ['offers that are none', ['x.csv', '--offers', join(root, 'package.json')], /allowed is an array of offers/],
])('%s is bad usage: exit code 2 and a line that says why', async (_title, args, expected) => {
  const { code, out, err } = await check(args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(expected);
});

test('help is printed on request', async () => {
  const { code, out } = await check(['--help']);
  expect([code, out.includes('--fail-on N')]).toEqual([0, true]);
});

test('the sweater: reduced in the feed of the web shop, not reduced in the inventory of the stores', async () => {
  const [web, stores] = [example('feeds/web-shop.xml'), example('feeds/stores.txt')];
  const args = [web, stores, '--channel', `${web}=web`, '--channel', `${stores}=store`, '--seen-at', '2026-11-25'];
  const { code, out } = await check([...args, '--json']);
  const { findings, badRows } = answerOf(out);
  expect(code).toBe(1);
  expect(badRows).toMatchObject({ count: 1, first: [{ file: web, field: 'price' }] });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    product: 'ulltroja-gran',
    witness: {
      statements: [
        { channel: 'store', place: 'Umeå', amount: 999_00 },
        { channel: 'web', amount: 799_00, onSale: true },
      ],
    },
  });
  expect((await check([...args.slice(0, 4), '--seen-at', '2026-11-25'])).err).toContain('name the channel');
  expect((await check([web, '--channel', 'other.xml=web'])).code).toBe(2);
});
