import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { type ClickHouse, ClickHouseError, createClickHouse } from '../clickhouse.ts';
import { becomesTrue } from './process-table.ts';

/**
 * What we rely on of ClickHouse over HTTP, asked through the ordinary client. Our own engine must answer as a server does.
 */
let given: TestDeps;
let clickhouse: ClickHouse;

beforeAll(async () => {
  given = await openDeps();
  clickhouse = given.deps.clickhouse;
  await clickhouse.command({
    query: `create table numbers_kept (n UInt64, word String) engine = MergeTree order by n
            settings non_replicated_deduplication_window = 100`,
  });
});
afterAll(() => given.close());

async function rowsOf<T>(query: string, query_params: Record<string, unknown> = {}): Promise<T[]> {
  return await (await clickhouse.query({ query, query_params, format: 'JSONEachRow' })).json<T>();
}

async function oneOf(query: string, query_params: Record<string, unknown> = {}): Promise<unknown> {
  const [row] = await rowsOf<{ value: unknown }>(`select (${query}) as value`, query_params);
  return row?.value;
}

async function faultOf(work: Promise<unknown>): Promise<ClickHouseError> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ClickHouseError);
  return fault as ClickHouseError;
}

/** How many queries run in the engine whose text holds the mark. */
async function runningWith(mark: string): Promise<number> {
  const query = `select count() as value from system.processes where position(query, {mark:String}) > 0
                 and position(query, 'system.processes') = 0`;
  return Number((await rowsOf<{ value: string }>(query, { mark }))[0]?.value);
}

describe('answers', () => {
  test('a ping is answered', async () => {
    expect((await clickhouse.ping()).success).toBe(true);
  });

  test('a large answer comes in pieces, each before the next is made', async () => {
    const result = await clickhouse.query({ query: 'select number from numbers(600000)', format: 'JSONEachRow' });
    let pieces = 0;
    let rows = 0;
    for await (const piece of result.stream<{ number: string }>()) {
      pieces += 1;
      rows += piece.length;
    }
    expect(rows).toBe(600_000);
    expect(pieces).toBeGreaterThan(5);
  });

  test('an answer is written in the format asked for', async () => {
    const json = await clickhouse.query({ query: 'select 1 as a, 18446744073709551615 as b', format: 'JSON' });
    expect(await json.json()).toMatchObject({ data: [{ a: 1, b: '18446744073709551615' }], rows: 1 });
    const csv = await clickhouse.query({ query: "select 1 as a, 'x,y' as b", format: 'CSVWithNames' });
    expect(await csv.text()).toBe('"a","b"\n1,"x,y"\n');
    const tabs = await clickhouse.exec({ query: 'select 1, 2' });
    expect(await tabs.stream.toArray().then((pieces) => Buffer.concat(pieces as Buffer[]).toString())).toBe('1\t2\n');
  });

  test('a query without a row is an empty answer', async () => {
    expect(await rowsOf('select number from numbers(10) where number > 100')).toEqual([]);
  });
});

describe('parameters', () => {
  test.each([
    ['String', `quote ' double " back \\ tab \t line \n end ; -- {x:String} å 😀`],
    ['Int64', -5],
    ['Float64', 1.5],
    ['Array(String)', ["a'b", 'c\\d', '']],
    ['Nullable(String)', null],
    ['Map(String, String)', { "k'1": 'v\n1' }],
    ['Bool', true],
  ])('a %s comes through as it was', async (type, value) => {
    const found = await oneOf(`{given:${type}}`, { given: value });
    expect(type === 'Int64' ? Number(found) : found).toEqual(value);
  });

  test('a Date keeps its milliseconds', async () => {
    const at = new Date('2026-03-04T05:06:07.089Z');
    expect(await oneOf("toUnixTimestamp64Milli({at:DateTime64(3, 'UTC')})", { at })).toBe(String(at.getTime()));
  });

  test('an Identifier names a table', async () => {
    expect(await oneOf('select count() from {table:Identifier}', { table: 'numbers_kept' })).toBeDefined();
  });

  test('an array too long for an address comes through whole', async () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word-${index}`);
    expect(await oneOf('length({words:Array(String)})', { words })).toBe('20000');
  });

  test('a parameter that was not given is missing, also where an earlier query gave one of its name', async () => {
    await Promise.all(Array.from({ length: 12 }, () => oneOf('{leftover:String}', { leftover: 'x' })));
    const faults = await Promise.all(Array.from({ length: 12 }, () => faultOf(oneOf('{leftover:String}'))));
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['456']));
  });

  test('of 400 queries at the same time each gets its own answer', async () => {
    const asked = Array.from({ length: 400 }, (_, index) => `caller ${index}`);
    const answers = await Promise.all(
      asked.map((who, index) =>
        index % 2 === 0
          ? oneOf('{who:String}', { who })
          : clickhouse
              .query({ query: 'select {who:String} as value', query_params: { who }, format: 'JSON' })
              .then((result) => result.json<{ value: string }>())
              .then(({ data }) => data[0]?.value),
      ),
    );
    expect(answers).toEqual(asked);
  });
});

describe('settings', () => {
  test('what one query sets, no later query has', async () => {
    const set = await clickhouse.query({
      query: "select getSetting('max_threads') as value",
      clickhouse_settings: { max_threads: 7 },
      format: 'JSONEachRow',
    });
    expect(await set.json()).toEqual([{ value: 7 }]);
    const later = await Promise.all(Array.from({ length: 12 }, () => oneOf("getSetting('max_threads')")));
    expect(later).not.toContain(7);
  });

  test('an unknown setting is refused, and spoils nothing', async () => {
    const unknown = { no_such_setting: 1 } as Record<string, number>;
    const asking = Array.from({ length: 6 }, () =>
      faultOf(clickhouse.query({ query: 'select 1', clickhouse_settings: { max_threads: 7, ...unknown } })),
    );
    expect((await Promise.all(asking)).map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => '115'));
    const later = await Promise.all(Array.from({ length: 12 }, () => oneOf("getSetting('max_threads')")));
    expect(later).not.toContain(7);
  });
});

describe('faults', () => {
  test.each([
    ['selec 1', '62', 'SYNTAX_ERROR'],
    ['select 1; select 2', '62', 'SYNTAX_ERROR'],
    ['select * from no_such_table', '60', 'UNKNOWN_TABLE'],
    ['select throwIf(1)', '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
    [`insert into numbers_kept values (1, 'a'); drop table numbers_kept`, '62', 'SYNTAX_ERROR'],
  ])('%s is refused as a server refuses it', async (query, code, type) => {
    expect(await faultOf(clickhouse.command({ query }))).toMatchObject({ code, type });
  });

  test('a fault in the middle of an answer reaches the reader of it', async () => {
    const query = 'select throwIf(number = 500000) as value from numbers(1000000) settings max_block_size = 1000';
    const result = await clickhouse.query({ query, format: 'JSONEachRow' });
    const reading = async (): Promise<void> => {
      for await (const _ of result.stream()) continue;
    };
    expect((await faultOf(reading())).code).toBe('395');
  });

  test('the wrong password opens nothing', async () => {
    const url = new URL(given.clickhouseUrl);
    url.password = 'wrong';
    const stranger = createClickHouse(url.href);
    onTestFinished(() => stranger.close());
    expect((await faultOf(stranger.query({ query: 'select 1' }))).code).toBe('516');
  });

  test('a database that is not there is named', async () => {
    const elsewhere = createClickHouse(given.clickhouseUrl.replace(/[^/]+$/, 'nowhere'));
    onTestFinished(() => elsewhere.close());
    expect((await faultOf(elsewhere.query({ query: 'select 1' }))).code).toBe('81');
    expect(await oneOf('currentDatabase()')).not.toBe('nowhere');
  });
});

describe('inserts', () => {
  test('rows are written, counted, and found', async () => {
    const values = [
      { n: 1, word: `semi;colon 'quote' \\ å` },
      { n: 2, word: 'line\nbreak' },
    ];
    const { summary } = await clickhouse.insert({ table: 'numbers_kept', values, format: 'JSONEachRow' });
    expect(summary?.written_rows).toBe('2');
    const found = await rowsOf<{ n: string; word: string }>('select n, word from numbers_kept where n < 10 order by n');
    expect(found.map(({ word }) => word)).toEqual(values.map(({ word }) => word));
  });

  test('a stream of rows becomes one insert', async () => {
    const values = Readable.from(Array.from({ length: 5000 }, (_, index) => ({ n: 1000 + index, word: 'streamed' })));
    const { summary } = await clickhouse.insert({ table: 'numbers_kept', values, format: 'JSONEachRow' });
    expect(summary?.written_rows).toBe('5000');
    expect(await oneOf(`select count() from numbers_kept where word = 'streamed'`)).toBe('5000');
  });

  test('a packed body and a choice of columns are taken', async () => {
    const packing = createClickHouse(given.clickhouseUrl, { packed: true });
    onTestFinished(() => packing.close());
    await packing.insert({ table: 'numbers_kept', values: [{ n: 50 }], columns: ['n'], format: 'JSONEachRow' });
    expect(await oneOf('select count() from numbers_kept where n = 50')).toBe('1');
  });

  test('the same token twice is one insert', async () => {
    const insert = (word: string): Promise<unknown> =>
      clickhouse.insert({
        table: 'numbers_kept',
        values: [{ n: 77, word }],
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: 'segment-1' },
      });
    await insert('first');
    await insert('second');
    expect(await rowsOf('select word from numbers_kept where n = 77')).toEqual([{ word: 'first' }]);
  });

  test('a row that does not fit refuses the whole insert', async () => {
    const values = [
      { n: 91, word: 'good' },
      { n: 'bad', word: 'x' },
    ];
    const fault = await faultOf(clickhouse.insert({ table: 'numbers_kept', values, format: 'JSONEachRow' }));
    expect(fault.code).toMatch(/^\d+$/);
    expect(await oneOf('select count() from numbers_kept where n = 91')).toBe('0');
  });
});

describe('long queries', () => {
  const endless = (mark: string): string =>
    `select count() from numbers(1000000000000) where number % 3 = 0 -- ${mark}`;

  test.each(['JSON', 'JSONEachRow'] as const)(
    'a query whose caller goes away stops in the engine (%s)',
    async (format) => {
      const mark = `goes-away-${format}`;
      const leaving = new AbortController();
      const asking = clickhouse.query({ query: endless(mark), format, abort_signal: leaving.signal });
      expect(await becomesTrue(async () => (await runningWith(mark)) === 1, 20_000)).toBe(true);
      leaving.abort();
      await expect(asking).rejects.toThrow(/abort/i);
      expect(await becomesTrue(async () => (await runningWith(mark)) === 0, 20_000)).toBe(true);
    },
  );

  test('a caller who leaves at once leaves nothing behind, and closes no connection of others', async () => {
    const busy = new AbortController();
    const holding = Array.from({ length: 4 }, () =>
      clickhouse.query({ query: endless('busy'), format: 'JSON', abort_signal: busy.signal }).catch(() => {}),
    );
    const leaving = new AbortController();
    const waiting = clickhouse.command({
      query: `insert into numbers_kept values (666, 'left')`,
      abort_signal: leaving.signal,
    });
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    busy.abort();
    await Promise.all(holding);
    expect(await oneOf('select count() from numbers_kept where n = 666')).toBe('0');
  });

  test('small questions are answered while a long one runs', async () => {
    const leaving = new AbortController();
    const asking = clickhouse.query({ query: endless('long'), format: 'JSONEachRow', abort_signal: leaving.signal });
    asking.catch(() => {});
    expect(await becomesTrue(async () => (await runningWith('long')) === 1, 20_000)).toBe(true);
    for (let count = 0; count < 50; count += 1) await oneOf('select count() from numbers_kept where n = 1');
    expect(await runningWith('long')).toBe(1);
    leaving.abort();
    await expect(asking).rejects.toThrow();
  });
});

test('a query that takes more memory than the engine has is refused, and the engine lives', async () => {
  const query = 'select groupArray(number) from numbers(2000000000)';
  expect((await faultOf(clickhouse.query({ query, clickhouse_settings: { max_memory_usage: '0' } }))).code).toBe('241');
  expect(await oneOf('1')).toBe(1);
});
