import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formatsModule from 'ajv-formats';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/command.ts';
import { run } from './check.command.ts';
import { reportForGithub } from './check-github.ts';
import { type CheckItem, checkKinds } from './check-item.ts';
import { reportAsJunit } from './check-junit.ts';
import { reportAsSarif } from './check-sarif.ts';
import { isFailing, readFailOn } from './fail-on.ts';

const folder = mkdtempSync(join(tmpdir(), 'samspel-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));
const check = (args: string[]) => runCommand(run, args);

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const head = 'product;product_name;channel;price;currency;price_type;seen_at';
const prices = file(
  'prices.csv',
  [
    head,
    'tröja;Ulltröja;web;799;SEK;;2026-11-25',
    'tröja;;store;999;SEK;;2026-11-25',
    'byxa;;web;500;SEK;;2026-11-25',
    'byxa;;store;500;SEK;;2026-11-25',
    'mössa;;web;gratis;SEK;;2026-11-25',
  ].join('\n'),
);

type Node = { name: string; attributes: Record<string, string>; text: string; children: Node[] };

/** Reads XML strictly, as a CI would; throws where it is none. */
function parseXml(text: string): Node {
  const top: Node = { name: '', attributes: {}, text: '', children: [] };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node = { name, attributes: { ...attributes }, text: '', children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (piece) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += piece;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [root] = top.children;
  if (root === undefined) throw new Error('no element');
  return root;
}

type Place = { physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } } };
type SarifResult = {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Place[];
  relatedLocations?: (Place & { id: number })[];
  partialFingerprints: Record<string, string>;
  suppressions?: { justification: string }[];
};
type SarifRun = {
  tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string } }[] } };
  invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
  results: SarifResult[];
};

const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
formatsModule.default(ajv);
// It is written in draft 4; besides how it names itself, it says nothing that draft 7 reads otherwise.
const { $schema: _draft, id: _address, ...sarifAsDraft7 } = sarifSchema;
const isSarif = ajv.compile(sarifAsDraft7);

/** Reads a log and holds it to the schema of SARIF 2.1.0, and to what the standard says beside it (OASIS, section 3). */
function parseSarif(text: string): SarifRun {
  const log = JSON.parse(text) as { version: string; $schema: string; runs: SarifRun[] };
  isSarif(log);
  expect(isSarif.errors).toBeNull();
  expect(() => new URL(log.$schema)).not.toThrow();
  expect(log.runs).toHaveLength(1);
  const [only] = log.runs;
  if (only === undefined) throw new Error('no run');
  const { name, rules } = only.tool.driver;
  expect(name).not.toBe('');
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const rule of rules) expect(rule.shortDescription.text).not.toBe('');
  for (const invocation of only.invocations) {
    expect(invocation.executionSuccessful).toBe(true);
    for (const { message } of invocation.toolExecutionNotifications) expect(message.text).toSatisfy(isPlainMessage);
  }
  for (const result of only.results) {
    expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['none', 'note', 'warning', 'error']).toContain(result.level);
    expect(result.message.text).toSatisfy(isPlainMessage);
    expect(result.suppressions).toBeDefined();
    for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
      expect(physicalLocation.artifactLocation.uri).toMatch(/^(?:[\w\-.~%!$&'()*+,;=@/]|file:\/\/\/)*$/);
      const line = physicalLocation.region?.startLine ?? 1;
      expect(Number.isInteger(line) && line >= 1).toBe(true);
    }
    const ids = (result.relatedLocations ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const print of Object.values(result.partialFingerprints)) expect(print).not.toBe('');
  }
  return only;
}

/** True of a message that no reader takes for one with arguments to fill in (3.11.5), or with links to follow (3.11.6). */
function isPlainMessage(text: string): boolean {
  const single = text.replaceAll('{{', '').replaceAll('}}', '');
  return text !== '' && !/[{}]/.test(single) && !/\[(?:[^\\[\]]|\\[\\[\]])*\]\(/.test(text);
}

describe('a finding', () => {
  test('is shown by GitHub beside its row', async () => {
    const { code, out } = await check([prices, '--format', 'github']);
    expect(code).toBe(1);
    const also = `${prices}:2`;
    expect(out).toBe(
      `::error file=${prices},line=3,title=unequal%3A tröja Ulltröja::` +
        `store 999.00 SEK, web 799.00 SEK: differ by 200.00 SEK, 25 %25 (see also ${also})\n`,
    );
  });

  test('is a failure of its product in JUnit, and a product that agrees passes', async () => {
    const { out } = await check([prices, '--format', 'junit']);
    const suites = parseXml(out);
    expect([suites.name, suites.attributes['tests'], suites.attributes['failures']]).toEqual(['testsuites', '2', '1']);
    const cases = suites.children[0]?.children ?? [];
    expect(cases.map(({ attributes, children }) => [attributes['name'], children.map(({ name }) => name)])).toEqual([
      ['tröja', ['failure']],
      ['byxa', []],
    ]);
    const [failure] = cases[0]?.children ?? [];
    expect(failure?.attributes).toMatchObject({ type: 'unequal' });
    expect(failure?.text).toContain(`${prices}:3, ${prices}:2`);
  });

  test('is a result in SARIF, with both rows, and the row that is none is a notification', async () => {
    const { out } = await check([prices, '--format', 'sarif']);
    const { results, invocations, tool } = parseSarif(out);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(checkKinds);
    expect(results).toMatchObject([
      {
        ruleId: 'unequal',
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation: { uri: `file://${prices}` }, region: { startLine: 3 } } }],
        relatedLocations: [{ physicalLocation: { region: { startLine: 2 } } }],
      },
    ]);
    expect(invocations[0]?.toolExecutionNotifications).toMatchObject([{ level: 'warning' }]);
  });

  test('is the same in --json and in --format json', async () => {
    expect((await check([prices, '--format', 'json'])).out).toBe((await check([prices, '--json'])).out);
  });

  test('of a missing offer points to the file that the offer stands in', async () => {
    const offer = { name: 'Mössa', terms: { kind: 'percent-off', percent: 10 }, products: ['mössa'] };
    const period = { channels: ['web'], validFrom: '2026-11-24T00:00:00Z' };
    const offers = file('offers.json', JSON.stringify([{ ...offer, ...period }]));
    const { out } = await check([prices, '--offers', offers, '--now', '2026-11-26', '--format', 'github']);
    expect(out).toContain(`::error file=${offers},title=missing%3A mössa::`);
  });
});

test('a level follows the harm: from 10 percent an error, from 1 a warning, below a note', async () => {
  const rows = [110, 105, 100.5].flatMap((price, at) => [
    `p${at};;web;100,00;SEK;;2026-11-25`,
    `p${at};;store;${price.toFixed(2).replace('.', ',')};SEK;;2026-11-25`,
  ]);
  const { out } = await check([file('levels.csv', [head, ...rows].join('\n')), '--format', 'sarif']);
  expect(parseSarif(out).results.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
});

describe('a check fails', () => {
  test('on the kinds that it is told of, and not on others', async () => {
    const codes = await Promise.all(
      ['unequal', 'missing,unequal', 'missing', 'stale,prior-price'].map(
        async (kinds) => (await check([prices, '--fail-on', kinds])).code,
      ),
    );
    expect(codes).toEqual([1, 1, 0, 0]);
    const { out } = await check([prices, '--fail-on', 'missing', '--format', 'junit']);
    expect(parseXml(out).attributes['failures']).toBe('0');
    expect(out).toContain('<system-out>unequal: ');
  });

  test('on no reduction that is over and done: that is a note', async () => {
    const rows = ['2026-11-01;100;regular', '2026-11-02;100;sale'].map((each) => each.split(';'));
    const table = [...rows, ['2026-11-03', '110', 'regular']].map(
      ([day, price, type]) => `milk;;store;${price};SEK;${type};${day}`,
    );
    const [over, standing] = [
      file('over.csv', [head, ...table].join('\n')),
      file('standing.csv', [head, ...table.slice(0, 2)].join('\n')),
    ];
    expect((await check([standing])).code).toBe(1);
    const { code, out } = await check([over, '--format', 'sarif']);
    expect([code, parseSarif(out).results.map(({ ruleId, level }) => [ruleId, level])]).toEqual([
      0,
      [['prior-price', 'note']],
    ]);
    expect((await check([over, '--fail-on', 'prior-price'])).code).toBe(0);
  });

  test.each([
    ['0', undefined],
    ['unequal,prices', undefined],
    ['', undefined],
    ['12', 12],
    ['stale, missing', new Set(['stale', 'missing'])],
  ])('from what is written as "%s"', (text, expected) => {
    expect(readFailOn(text)).toEqual(expected);
  });

  test('never for nothing', () => {
    expect([isFailing([], 1), isFailing([], new Set(['stale']))]).toEqual([false, false]);
  });

  test.each([
    ['a kind that is none', ['--fail-on', 'prices'], /--fail-on: found "prices", allowed is .*unequal, missing/],
    ['a format that is none', ['--format', 'xml'], /--format: found "xml", allowed is text, json/],
    ['two formats', ['--format', 'junit', '--json'], /one of the two/],
  ])('with 2 on %s', async (_what, args, expected) => {
    const { code, err } = await check([prices, ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\n::error::x',
    ']]>',
    '</testcase>',
    '\u0000\u001B',
    '\uD800',
    'a:b,c%0A',
    '../å ä?#',
    '{0} av {',
    '[se](7)',
  ),
);
const anItem: fc.Arbitrary<CheckItem> = fc
  .record({
    key: fc.string({ minLength: 1 }),
    kind: fc.constantFrom(...checkKinds),
    subject: hostile,
    title: hostile,
    message: hostile,
    level: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
    places: fc.array(fc.record({ file: hostile, line: fc.option(fc.nat().map((line) => line + 1)) }), { maxLength: 2 }),
    isOver: fc.boolean(),
    meant: fc.option(hostile),
  })
  .map(({ meant, ...item }) => (meant === null ? item : { ...item, meant }));

const aNotice = fc.record({
  file: hostile,
  line: fc.option(fc.nat().map((line) => line + 1)),
  reason: hostile.filter((reason) => reason !== ''),
});

test('whatever stands in a file, it is one command, well-formed XML and a SARIF log', () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 4 }), fc.array(aNotice, { maxLength: 2 }), (items, notices) => {
      const github = [...reportForGithub(items)].join('');
      expect(github.split(/[\r\n]/)).toHaveLength(items.length + 1);
      expect(github.split('\n').filter((line) => /^::(?:error|warning|notice) /.test(line))).toHaveLength(items.length);
      const junit = [...reportAsJunit({ subjects: [], items, isFailure: (item) => !item.isOver })].join('');
      const failing = new Set(items.filter((item) => !item.isOver).map((item) => item.subject));
      expect(parseXml(junit).attributes['failures']).toBe(String(failing.size));
      expect(parseSarif([...reportAsSarif(items, notices)].join('')).results).toHaveLength(items.length);
    }),
  );
});
