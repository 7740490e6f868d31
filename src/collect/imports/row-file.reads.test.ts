import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import type { Row } from '../row.ts';
import { readTextFile } from '../text-file.reads.ts';
import { diskSource } from './disk-file.reads.ts';
import { openRowFile } from './row-file.reads.ts';

const root = resolve(import.meta.dirname, '../../..');
const shared = process.env['SAMSPEL_SHARED_DATA'] ?? resolve(root, '../shared/data');
const isShared = existsSync(join(shared, 'ocel'));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samspel-rows-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function rowsOf(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  const { batches } = await openRowFile(diskSource(path), { name: basename(path) });
  for await (const batch of batches) rows.push(...batch.rows.flatMap((each) => ('row' in each ? [each.row] : [])));
  return rows;
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function distinct(rows: readonly Row[], column: string): number {
  return new Set(rows.map((row) => row[column])).size;
}

type Gold = { readonly events: number; readonly cases: number; readonly activities: number };

describe('an event log in XES', () => {
  test('comes to the events, cases and activities that it has', async () => {
    const rows = await rowsOf(join(root, 'examples/event-logs/running-example.xes'));
    expect([rows.length, distinct(rows, 'case:concept:name'), distinct(rows, 'concept:name')]).toEqual([42, 6, 8]);
    expect(rows[0]).toEqual({
      'case:concept:name': '3',
      'case:creator': 'Fluxicon Nitro',
      'concept:name': 'register request',
      'org:resource': 'Pete',
      'time:timestamp': '2010-12-30T14:32:00.000+01:00',
      Activity: 'register request',
      Resource: 'Pete',
      Costs: '50',
    });
  });

  test.skipIf(!isShared)(
    'of 4,580 cases comes to what pm4py counts (skipped where shared/data is absent)',
    async () => {
      const gold = JSON.parse(await readTextFile(join(shared, 'logs/gold/helpdesk.json'))) as Gold;
      const rows = await rowsOf(join(shared, 'logs/helpdesk.xes.gz'));
      expect([rows.length, distinct(rows, 'case:concept:name'), distinct(rows, 'concept:name')]).toEqual([
        gold.events,
        gold.cases,
        gold.activities,
      ]);
    },
  );

  test.skipIf(!isShared)('written as a table comes to the same (skipped where shared/data is absent)', async () => {
    const gold = JSON.parse(await readTextFile(join(shared, 'logs/gold/receipt.json'))) as Gold;
    const rows = await rowsOf(join(shared, 'logs/receipt.csv.gz'));
    expect([rows.length, distinct(rows, 'case:concept:name'), distinct(rows, 'concept:name')]).toEqual([
      gold.events,
      gold.cases,
      gold.activities,
    ]);
  });

  test('keeps numbers and truth as they are, and does not take what lies deeper for its own', async () => {
    const xes =
      '<log><string key="concept:name" value="of the log"/><trace><string key="a" value="1"><string key="b" value="2"/></string>' +
      '<event><int key="n" value="7"/><float key="f" value="0.5"/><boolean key="t" value="true"/>' +
      '<list key="l"><string key="inner" value="x"/></list></event></trace><event><string key="n" value="alone"/></event></log>';
    expect(await rowsOf(await written('small.xes', xes))).toEqual([
      { 'case:a': '1', n: 7, f: 0.5, t: true },
      { n: 'alone' },
    ]);
  });

  test('that declares entities of its own is refused before any is unfolded', async () => {
    const bomb = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><log><trace/></log>';
    await expect(rowsOf(await written('bomb.xes', bomb))).rejects.toThrow(
      /bomb.xes cannot be read: it declares a document type/,
    );
  });

  test.each([
    ['cut.xes', '<log><trace><event>', /unclosed tag/],
    ['other.xes', '<html></html>', /whose first tag is <log>/],
    ['entity.xes', '<log><trace><string key="a" value="&b;"/></trace></log>', /undefined entity|entity/],
    ['long.xes', `<log>${' '.repeat(1_200_000)}</log>`, /without a tag/],
  ])('%s is refused with the reason', async (name, content, reason) => {
    await expect(rowsOf(await written(name, content))).rejects.toThrow(reason);
  });
});

describe('an object-centric log', () => {
  const log = {
    objectTypes: [],
    eventTypes: [],
    objects: [
      {
        id: 'K1',
        type: 'Customer',
        attributes: [
          { name: 'email', time: '1970-01-01T00:00:00Z', value: 'old@example.se' },
          { name: 'email', time: '2026-03-01T00:00:00Z', value: 'new@example.se' },
        ],
      },
      { id: 'O1', type: 'Order', attributes: [] },
      { id: 'O2', type: 'Order', attributes: [] },
    ],
    events: [
      {
        id: 'e1',
        type: 'Order Completed',
        time: '2026-02-01T10:00:00Z',
        attributes: [{ name: 'total', value: 10 }],
        relationships: ['K1', 'O1', 'O2', 'O2', 'nobody'].map((objectId) => ({ objectId, qualifier: 'of' })),
      },
    ],
  };

  test('shows each event with its objects by their type, and the attributes that they had then', async () => {
    expect(await rowsOf(await written('a.jsonocel', JSON.stringify(log)))).toEqual([
      {
        'ocel:id': 'e1',
        'ocel:activity': 'Order Completed',
        'ocel:timestamp': '2026-02-01T10:00:00Z',
        total: 10,
        Customer: 'K1',
        'Customer.email': 'old@example.se',
        Order: ['O1', 'O2'],
      },
    ]);
  });

  test('is the same as XML', async () => {
    const xml = `<log><object-types><object-type name="Customer"><attributes><attribute name="email" type="string"/></attributes></object-type></object-types>
      <objects><object id="K1" type="Customer"><attributes><attribute name="email" time="1970-01-01T00:00:00Z">å@example.se</attribute></attributes>
      <objects><relationship object-id="O1" qualifier="has"/></objects></object><object id="O1" type="Order"/></objects>
      <events><event id="e1" type="Order Completed" time="2026-02-01T10:00:00Z"><attributes><attribute name="total">10</attribute></attributes>
      <objects><relationship object-id="K1" qualifier="of"/><relationship object-id="O1" qualifier="of"/></objects></event></events></log>`;
    expect(await rowsOf(await written('a.xmlocel.gz', gzipSync(xml)))).toEqual([
      {
        'ocel:id': 'e1',
        'ocel:activity': 'Order Completed',
        'ocel:timestamp': '2026-02-01T10:00:00Z',
        total: '10',
        Customer: 'K1',
        'Customer.email': 'å@example.se',
        Order: 'O1',
      },
    ]);
  });

  test.skipIf(!isShared)(
    'of the standard reads the same as JSON and XML (skipped where shared/data is absent)',
    async () => {
      const json = await rowsOf(join(shared, 'ocel/ocel20_example.jsonocel'));
      const xml = await rowsOf(join(shared, 'ocel/ocel20_example.xmlocel'));
      const untimed = (rows: readonly Row[]) => rows.map(({ 'ocel:timestamp': _time, ...rest }) => rest);
      expect(json).toHaveLength(13);
      expect(untimed(xml)).toEqual(untimed(json));
    },
  );

  test.skipIf(!isShared)('of the first version is read too (skipped where shared/data is absent)', async () => {
    const rows = await rowsOf(join(shared, 'ocel/recruiting-red.jsonocel'));
    expect(rows).toHaveLength(6607);
    expect(rows[0]).toMatchObject({ 'ocel:activity': 'submit application', applications: 'Application[770001]' });
  });

  test('that is none is refused', async () => {
    await expect(rowsOf(await written('b.jsonocel', '{"a":1}'))).rejects.toThrow(/OCEL 2.0 or 1.0/);
  });
});

describe('a Parquet file', () => {
  let given: TestDeps;
  beforeAll(async () => {
    given = await openDeps();
  });
  afterAll(() => given.close());

  /** Written by ClickHouse, whose writer knows nothing of our reader. */
  async function parquet(
    name: string,
    select: string,
    settings: Record<string, string | number> = {},
  ): Promise<string> {
    const { stream } = await given.deps.clickhouse.exec({
      query: `${select} format Parquet`,
      clickhouse_settings: settings,
    });
    const parts: Buffer[] = [];
    for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
    return await written(name, Buffer.concat(parts));
  }

  const people =
    `select toString(number) as id, toInt64(number) as big, toBool(number % 2 = 0) as even, number / 4 as part, ` +
    `if(number = 1, null, 'å') as word, toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC') as at, [number, 1] as list from numbers(2500)`;

  test.each(['none', 'snappy', 'zstd', 'gzip', 'brotli'])('packed by %s comes to its rows', async (method) => {
    const settings = { output_format_parquet_compression_method: method, output_format_parquet_row_group_size: 1000 };
    const rows = await rowsOf(await parquet(`${method}.parquet`, people, settings));
    expect(rows).toHaveLength(2500);
    expect(rows[1]).toEqual({
      id: '1',
      big: 1,
      even: false,
      part: 0.25,
      word: null,
      at: '2026-01-02T03:04:05.678Z',
      list: [1, 1],
    });
    expect(rows.map((row) => row['id'])).toEqual(Array.from({ length: 2500 }, (_, n) => String(n)));
  });

  test('of a few bytes that would unfold to 100 MB at once is refused before it does', async () => {
    const zeros = `select repeat(repeat('0', 1000000), 100) as x`;
    const path = await parquet('bomb.parquet', zeros, { output_format_parquet_compression_method: 'gzip' });
    expect((await stat(path)).size).toBeLessThan(1_000_000);
    await expect(rowsOf(path)).rejects.toThrow(/a page of it unpacks to 1\d{8} bytes/);
  });

  test('that is cut or none is refused', async () => {
    await expect(rowsOf(await written('cut.parquet', 'PAR1 and no more'))).rejects.toThrow(/no Parquet file/);
    const lying = Buffer.concat([
      Buffer.from('PAR1'),
      Buffer.alloc(20),
      Buffer.from([255, 255, 255, 127]),
      Buffer.from('PAR1'),
    ]);
    await expect(rowsOf(await written('lying.parquet', lying))).rejects.toThrow(/its description says/);
  });
});
