import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/command.ts';
import { run } from './readiness.command.ts';
import type { Verdict } from './verdict.contract.ts';

const root = resolve(import.meta.dirname, '../..');
const examples = join(root, 'examples/online-retail');
const shared = resolve(root, '../shared/data');
const folder = mkdtempSync(join(tmpdir(), 'samspel-readiness-'));
afterAll(() => rmSync(folder, { recursive: true }));

const readiness = (args: string[]) => runCommand(run, args);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function verdictOf(...args: string[]): Promise<Verdict> {
  const { code, out, err } = await readiness([...args, '--json']);
  expect({ code: code < 2, err }).toEqual({ code: true, err: '' });
  return (JSON.parse(out) as { verdict: Verdict }).verdict;
}

const criterion = (verdict: Verdict, about: string) => verdict.criteria.find((each) => each.about === about);

/** The cells of a quoted table, by an expression of its own: nothing of what is tested takes part. */
function cellsIn(path: string): string[][] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,)(?=,|$)/g)].map((found) => found[1] ?? found[2] ?? ''),
  );
}

const mapping = join(examples, 'invoices.mapping.json');
const question = join(examples, 'buys-again.question.json');
const retail = join(shared, 'online-retail/online-retail.csv.gz');
const hasRetail = existsSync(retail);
const until = ['--until', '2011-12-10'];
const journey = join(shared, 'complete-journey');
const hasJourney = existsSync(join(journey, 'transactions_sample.csv.gz'));

describe('samspel readiness', () => {
  test('says of the shipped example what it is good for, in words', async () => {
    const { code, out, err } = await readiness([
      join(examples, 'invoices.csv.gz'),
      '--mapping',
      mapping,
      '--question',
      question,
    ]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('How many customers buy again?\nNOT ENOUGH');
    expect(out).toMatch(
      /of the events say whose they are\. The anonymous [\d.]+ % \(\d+ events\) hold [\d.]+ % of the products/,
    );
    expect(out).toMatch(/What would help, the cheapest/);
    expect(out).not.toMatch(/[{}]|undefined|NaN/);
  });

  test.skipIf(!hasRetail)(
    'the anonymous quarter of Online Retail is named as what it is (skipped without the shared data)',
    { timeout: 300_000 },
    async () => {
      const cells = cellsIn(retail);
      const anonymous = cells.filter((row) => row[6] === '' || row[6] === 'NA');
      const customers = new Set(cells.map((row) => row[6]).filter((id) => id !== '' && id !== 'NA'));
      // What the data set is known for: 541,909 lines, 4,372 customers, and 135,080 lines of nobody.
      expect([cells.length, customers.size, anonymous.length]).toEqual([541_909, 4372, 135_080]);
      const whole = new Set(cells.map((row) => row.join('\u0001')));
      const lines = await verdictOf(
        retail,
        '--mapping',
        join(examples, 'lines.mapping.json'),
        '--question',
        question,
        ...until,
      );
      expect(lines.totals).toEqual({ events: 541_909, identified: 406_829, customers: 4372 });
      expect(lines.verdict).toBe('usable');
      expect(criterion(lines, 'identified')).toMatchObject({
        grade: 'usable',
        found: 406_829 / 541_909,
        params: { anonymous: 135_080 },
      });
      expect(criterion(lines, 'repeated')?.params['repeated']).toBe(cells.length - whole.size);
      // The anonymous are not like the others, so their absence is not chance.
      expect(criterion(lines, 'alike')).toMatchObject({ grade: 'usable', subject: 'weekend' });
      const weekend = (row: string[]): boolean => new Date(`${row[4]?.slice(0, 10)}T12:00:00Z`).getUTCDay() % 6 === 0;
      const difference = lines.differences.find(({ aspect }) => aspect === 'weekend');
      expect(difference?.anonymous).toBeCloseTo(anonymous.filter(weekend).length / anonymous.length, 6);
    },
  );

  test.skipIf(!hasRetail)(
    'by invoices one in ten is of nobody, and holds a quarter of the lines (skipped without the shared data)',
    { timeout: 300_000 },
    async () => {
      const isOrder = (row: string[]): boolean =>
        !/^[AC]/.test(row[0] ?? '') && !(Number(row[3]) < 0 && row[6] === 'NA' && Number(row[5]) === 0);
      const orders = cellsIn(retail)
        .map((row) => row.map((cell, i) => (i === 6 && cell === '' ? 'NA' : cell)))
        .filter(isOrder);
      const invoices = new Map(orders.map((row) => [row[0], row[6]]));
      const nobody = [...invoices.values()].filter((id) => id === 'NA').length;
      const invoiced = await verdictOf(retail, '--mapping', mapping, '--question', question, ...until);
      expect(invoiced.totals.events).toBe(invoices.size);
      expect(invoiced.totals.identified).toBe(invoices.size - nobody);
      const { anonymousProducts } = criterion(invoiced, 'identified')?.params ?? {};
      expect(Number(anonymousProducts)).toBeCloseTo(orders.filter((row) => row[6] === 'NA').length / orders.length, 6);
      expect(Number(anonymousProducts)).toBeGreaterThan(0.25);
      // The shop was closed over Christmas.
      expect(criterion(invoiced, 'timely')).toMatchObject({
        code: 'flow-gap',
        params: { days: 11, from: '2010-12-24T00:00:00.000Z' },
      });
      expect(invoiced.corrections.map(({ code }) => code)).toEqual(['leave-days-out']);
    },
  );

  test.skipIf(!hasJourney)(
    'every receipt of the Complete Journey is of a household (skipped without the shared data)',
    { timeout: 120_000 },
    async () => {
      const receipts = cellsIn(join(journey, 'transactions_sample.csv.gz'));
      const households = new Set(receipts.map(([id]) => id)).size;
      expect([receipts.length, households]).toEqual([75_000, 2377]);
      const base = { kind: 'events', timeZone: 'UTC', identifiers: [{ type: 'loyalty', column: 'household_id' }] };
      const till = file('till.json', {
        ...base,
        at: { column: 'transaction_timestamp', format: 'YYYY-MM-DD HH:mm:ss' },
        event: 'Receipt Issued',
        channel: 'store',
        properties: {
          product: 'product_id',
          total: { column: 'sales_value', as: 'number' },
          basket: 'basket_id',
          store: 'store_id',
        },
      });
      const sent = file('sent.json', {
        ...base,
        at: { at: '2017-06-01T00:00:00Z' },
        event: 'Letter Sent',
        channel: 'print',
        properties: { campaign: 'campaign_id' },
      });
      const asked = file('asked.json', {
        title: { sv: 'Vilka får brev?', en: 'Who gets letters?' },
        population: { channels: ['store'], events: ['Receipt Issued'] },
        measure: { kind: 'share', channels: ['print', 'sms'], events: ['Letter Sent', 'SMS Delivered'] },
        compare: 'channel',
        strata: { by: 'day-part' },
        days: 366,
        timeZone: 'UTC',
        precision: { points: 5, confidence: 95 },
      });
      const files = [join(journey, 'transactions_sample.csv.gz'), join(journey, 'campaigns.csv.gz')];
      const verdict = await verdictOf(
        ...files,
        '--mapping',
        till,
        '--mapping',
        sent,
        '--question',
        asked,
        '--until',
        '2018-01-02',
      );
      expect(verdict.totals).toEqual({ events: 75_000, identified: 75_000, customers: households });
      expect(criterion(verdict, 'identified')).toMatchObject({ grade: 'good', found: 1 });
      expect(criterion(verdict, 'number')).toMatchObject({ grade: 'good', found: households });
      // The text messages of the question are in no file, and the letters all bear one date, half a year before its end.
      expect(
        verdict.criteria.filter(({ grade }) => grade === 'not-enough').map(({ code, subject }) => `${code} ${subject}`),
      ).toEqual(['channel-silent sms', 'flow-silent print']);
    },
  );

  test.each([
    [[], /one or more tables/],
    [['a.csv'], /one for all files/],
    [['a.csv', '--mapping', mapping], /a shipped question, or a file/],
    [['a.csv', '--mapping', mapping, '--question', question], /there is no such file/],
    [['a.csv', '--mapping', mapping, '--question', 'nonsense'], /there is no such file/],
    [['a.csv', '--mapping', mapping, '--question', mapping], /title: found nothing/],
    [['a.csv', '--mapping', mapping, '--question', question, '--until', 'soon'], /2011-12-10/],
    [['a.csv', '--wrong'], /wrong/],
  ])('%j ends with 2 and says why', async (args, expected) => {
    const { code, out, err } = await readiness(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(expected);
  });

  test('--help says what it does', async () => {
    expect(await readiness(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('samspel readiness FILES'),
    });
  });
});
