import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDelimiter, TableDecoder } from './table.ts';
import { readTable, type TableRow } from './table.reads.ts';

async function rowsOf(bytes: string | Uint8Array, name = 'prices.csv', chunk = 7): Promise<TableRow[]> {
  const all = Buffer.from(bytes);
  const chunks = Array.from({ length: Math.ceil(all.length / chunk) }, (_, i) =>
    all.subarray(i * chunk, (i + 1) * chunk),
  );
  const rows: TableRow[] = [];
  for await (const batch of readTable(Readable.from(chunks), { name })) rows.push(...batch.rows);
  return rows;
}

const utf16le = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('the encoding of a table is found', () => {
  const text = 'vara;pris\ntröja;19,90\n';
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', utf16le(text)],
    ['UTF-16, big end first', utf16le(text).swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['UTF-8, packed', gzipSync(text)],
  ])('%s', async (title, bytes) => {
    const name = title.endsWith('packed') ? 'prices.csv.gz' : 'prices.csv';
    for (const chunk of [1, 2, 3, 1000])
      expect(await rowsOf(bytes, name, chunk)).toEqual([{ line: 2, row: { vara: 'tröja', pris: '19,90' } }]);
  });

  test('text in UTF-8 comes out the same however its bytes are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 5 }), (given, size) => {
        const whole = given.replaceAll(/[\r\uFEFF]/g, '');
        const bytes = Buffer.from(whole);
        const decoder = new TableDecoder();
        let decoded = '';
        for (let i = 0; i < bytes.length; i += size) decoded += decoder.decode(bytes.subarray(i, i + size), false);
        expect(decoded + decoder.decode(new Uint8Array(), true)).toBe(whole);
      }),
    );
  });
});

test.each([
  ['a,b,c', ','],
  ['a;b;"c,d,e,f"', ';'],
  ['a\tb', '\t'],
  ['a|b', '|'],
  ['alone', ','],
])('the header "%s" is divided by "%s"', (header, delimiter) => {
  expect(findDelimiter(header)).toBe(delimiter);
});

test('a decimal comma does not divide a table of semicolons', async () => {
  expect(await rowsOf('id;pris\n1;19,90\n')).toEqual([{ line: 2, row: { id: '1', pris: '19,90' } }]);
});

test('line numbers are those of the file, past quoted line ends, empty lines and either kind of line end', async () => {
  const rows = await rowsOf('id,name\r\n1,"two\r\nlines"\r\n\r\n2,x\n3,y');
  expect(rows.map((each) => each.line)).toEqual([2, 5, 6]);
});

test('a row with more cells than the header is a bad row, and the next one is read', async () => {
  const rows = await rowsOf('id,price\n1,19,90\n2,20\n');
  expect(rows).toMatchObject([
    { line: 2, reason: expect.stringContaining('3 cells') },
    { line: 3, row: { id: '2' } },
  ]);
});

test('NDJSON is told by its name or by its first line; a line that is no object is a bad row', async () => {
  const text = '{"id":1}\nnot json\n[1]\n{"id":2}';
  for (const name of ['x.ndjson', '-']) {
    const rows = await rowsOf(text, name);
    expect(rows).toMatchObject([
      { row: { id: 1 } },
      { line: 2, reason: /./ },
      { line: 3, reason: /./ },
      { row: { id: 2 } },
    ]);
  }
});

test.each([
  ['an empty file', ''],
  ['a header alone', 'id,price'],
])('%s has no rows', async (_title, text) => {
  expect(await rowsOf(text)).toEqual([]);
});

test.each([
  ['a file that is not packed as it says', 'bad.csv.gz', Buffer.from('id,price\n1,2\n'), /cannot be read/],
  [
    'a packed file that breaks off',
    'cut.csv.gz',
    gzipSync('id,price\n'.repeat(5000)).subarray(0, 40),
    /cannot be read/,
  ],
  ['a line without end', 'long.csv', Buffer.alloc(3_000_000, 'x'), /does not end/],
  ['a quote without end', 'quote.csv', Buffer.from(`id,price\n"${'x\n'.repeat(1_000_000)}`), /cannot be read/],
])('%s is told as unreadable', async (_title, name, bytes, expected) => {
  await expect(rowsOf(bytes, name, 65_536)).rejects.toThrow(expected);
});

test('a packed file that holds more than it may is refused while it is unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(30_000_000, 'id,price\n'));
  const read = async (): Promise<void> => {
    for await (const batch of readTable(Readable.from([bomb]), { name: 'bomb.csv.gz', mostBytes: 1_000_000 }))
      expect(batch.rows.length).toBeLessThanOrEqual(1000);
  };
  await expect(read()).rejects.toThrow(/more than 1000000 bytes/);
});

test('whoever stops reading early is not waited for', async () => {
  const source = Readable.from(
    (function* () {
      for (;;) yield Buffer.from('id,price\n1,2\n');
    })(),
  );
  for await (const batch of readTable(source, { name: 'endless.csv' })) {
    expect(batch.rows.length).toBeGreaterThan(0);
    break;
  }
  expect(source.destroyed).toBe(true);
});
