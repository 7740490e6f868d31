import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import type { ImportDetail } from '../import.contract.ts';
import type { Preview, Uploaded } from './event-import.contract.ts';
import { takeUpImports } from './import-start.service.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

async function upload(fileName: string, content: string | Buffer, query = '', headers = given.member) {
  const answer = await given.app.inject({
    method: 'POST',
    url: `/v1/imports?fileName=${encodeURIComponent(fileName)}${query}`,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload: content,
  });
  return { status: answer.statusCode, body: answer.json<Uploaded & { detail: string }>() };
}

type Reply<T> = { readonly status: number; readonly body: T };

async function post<T>(url: string, payload: object = {}, headers = given.member): Promise<Reply<T>> {
  const answer = await given.app.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, body: answer.json<T>() };
}

async function importOf(id: string): Promise<ImportDetail> {
  return (await given.app.inject({ url: `/v1/imports/${id}`, headers: given.member })).json<ImportDetail>();
}

async function countEvents(source: string): Promise<number> {
  await given.flush();
  const found = await given.deps.clickhouse.query({
    query: 'select toUInt32(uniqExact(message_id)) as n from events where source = {source:String}',
    query_params: { source },
    format: 'JSONEachRow',
  });
  return (await found.json<{ n: number }>())[0]?.n ?? 0;
}

const visits = {
  kind: 'events',
  at: { column: 'when', format: 'YYYY-MM-DD HH:mm:ss' },
  identifiers: [{ type: 'loyalty', column: 'card' }],
  event: 'Store Visited',
  channel: 'store',
};

describe('a file that is handed in', () => {
  test('is looked at first: what its columns seem to be, and what they would become', async () => {
    const text =
      'Kvittonr;Datum;Kundnr;Artikel;Antal;Pris\n1;2026-11-20;17;J-1;1;1299,00\n1;2026-11-20;17;M-2;2;199,50\n2;2026-11-20;;M-2;1;199,50\n3;igår;18;M-2;1;199,50\n';
    const { status, body } = await upload('kvitton.csv', text);
    expect(status).toBe(202);
    const preview = await post<Preview>(`/v1/imports/${body.id}/preview`);
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ rowsRead: 4, events: 2, bad: 1, anonymous: 1, lacks: [], fault: null });
    expect(preview.body.columns.map((each) => each.role)).toEqual([
      'receipt',
      'time',
      'user_id',
      'product_id',
      'quantity',
      'price',
    ]);
    expect(preview.body.outcomes[0]).toMatchObject({
      kind: 'call',
      line: 2,
      call: { event: 'Order Completed', userId: '17', properties: { order_id: '1', total: 1698 } },
    });
    expect(await importOf(body.id)).toMatchObject({ state: 'draft', kind: 'events', accepted: 0 });

    const started = await post<Uploaded>(`/v1/imports/${body.id}/start`, {
      mapping: preview.body.mapping,
      saveAs: 'kvitton',
    });
    expect(started).toMatchObject({ status: 202, body: { id: body.id, isKnown: false } });
    expect(await countEvents('kvitton.csv')).toBe(2);
    expect(await importOf(body.id)).toMatchObject({
      state: 'done',
      mapping: 'kvitton',
      accepted: 2,
      anonymous: 1,
      rejected: 1,
      rowsRead: 4,
      bytesRead: Buffer.byteLength(text),
      mayResume: false,
      rejectedRows: [{ line: 5, field: 'Datum' }],
    });
  });

  test('with a saved mapping is taken in at once, and handed in again it is known', async () => {
    await given.app.inject({ method: 'PUT', url: '/v1/mappings/visits', headers: given.member, payload: visits });
    const text = 'card,when\n1,2026-11-20 10:00:00\n2,2026-11-20 11:00:00\n';
    const first = await upload('visits.csv', text, '&mapping=visits&source=till', given.channelKey);
    expect(first).toMatchObject({ status: 202, body: { isKnown: false } });
    expect(await countEvents('till')).toBe(2);
    const again = await upload('visits.csv', text, '&mapping=visits&source=till', given.channelKey);
    expect(again).toMatchObject({ status: 202, body: { id: first.body.id, isKnown: true } });
    expect(await countEvents('till')).toBe(2);
    const { rows } = await given.deps.postgres.query('select count(*) as n from import_chunks');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('may be longer than one part of it that is kept, and packed', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `${n + 1},2026-11-20 10:00:00,${'x'.repeat(800)}`);
    const { body } = await upload('long.csv', `card,when,note\n${lines.join('\n')}\n`, '&mapping=visits');
    const packed = await upload('long2.csv.gz', gzipSync(`card,when,note\n${lines.join('\n')}\n`), '&mapping=visits');
    expect(await countEvents('long.csv')).toBe(3000);
    expect(await countEvents('long2.csv.gz')).toBe(3000);
    expect(await importOf(body.id)).toMatchObject({ state: 'done', accepted: 3000, rowsRead: 3000 });
    expect(await importOf(packed.body.id)).toMatchObject({ state: 'done' });
  });

  test('may be an event log', async () => {
    const log = await readFile(new URL('../../../examples/event-logs/running-example.xes', import.meta.url));
    const { body } = await upload('running-example.xes', log);
    const preview = await post<Preview>(`/v1/imports/${body.id}/preview`);
    expect(preview.body).toMatchObject({ rowsRead: 42, events: 42, bad: 0 });
  });

  test('whose mapping does not fit is told so before anything is taken in', async () => {
    const { body } = await upload('odd.csv', 'a,b\n1,2\n');
    const preview = await post<Preview>(`/v1/imports/${body.id}/preview`, { mapping: visits });
    expect(preview.body.fault).toMatch(/does not fit odd.csv/);
    expect(await post(`/v1/imports/${body.id}/start`, { mapping: { kind: 'events' } })).toMatchObject({ status: 400 });
    await post(`/v1/imports/${body.id}/start`, { mapping: visits });
    await given.flush();
    expect(await importOf(body.id)).toMatchObject({
      state: 'failed',
      fault: expect.stringContaining('"card"'),
      mayResume: true,
    });
    // Another mapping mends it.
    const mended = { ...visits, at: { at: '2026-11-20T10:00:00Z' }, identifiers: [{ type: 'loyalty', column: 'a' }] };
    await post(`/v1/imports/${body.id}/start`, { mapping: mended });
    await given.flush();
    expect(await importOf(body.id)).toMatchObject({ state: 'done', accepted: 1, fault: null });
  });

  test('that holds nothing is refused, and leaves nothing behind', async () => {
    expect(await upload('nothing.csv', '')).toMatchObject({
      status: 400,
      body: { detail: 'nothing.csv is empty: no byte of it came.' },
    });
    const { rows } = await given.deps.postgres.query(`select 1 from imports where file_name = 'nothing.csv'`);
    expect(rows).toEqual([]);
  });
});

describe('an import', () => {
  test('that is cancelled before its turn takes in nothing, and is taken up again when asked', async () => {
    const { body } = await upload('later.csv', 'card,when\n1,2026-11-20 10:00:00\n', '&mapping=visits');
    expect(await post(`/v1/imports/${body.id}/cancellation`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled', mayResume: true },
    });
    expect(await countEvents('later.csv')).toBe(0);
    expect(await post(`/v1/imports/${body.id}/cancellation`)).toMatchObject({ status: 409 });
    expect(await post(`/v1/imports/${body.id}/resumption`)).toMatchObject({ status: 200, body: { state: 'waiting' } });
    expect(await countEvents('later.csv')).toBe(1);
    expect(await post(`/v1/imports/${body.id}/resumption`)).toMatchObject({ status: 409 });
  });

  test('that a dead process left is taken up when a worker starts', async () => {
    const { body } = await upload('left.csv', 'card,when\n1,2026-11-20 10:00:00\n', '&mapping=visits');
    await given.deps.postgres.query(`delete from graphile_worker._private_jobs`);
    expect(await countEvents('left.csv')).toBe(0);
    await takeUpImports(given.deps);
    expect(await countEvents('left.csv')).toBe(1);
    expect(await importOf(body.id)).toMatchObject({ state: 'done' });
  });

  test('gives its bad rows as a table in which nothing runs as a formula', async () => {
    const { body } = await upload('bad.csv', 'card,when\n1,=1+1\n', '&mapping=visits');
    await given.flush();
    const table = await given.app.inject({ url: `/v1/imports/${body.id}/dead-letters.csv`, headers: given.member });
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(table.body).toBe(
      '\uFEFFline;field;reason;row\r\n2;when;"Allowed is a time as YYYY-MM-DD HH:mm:ss, found ""=1+1"".";"{""card"":""1"",""when"":""=1+1""}"\r\n',
    );
  });

  test('that there is not is not found', async () => {
    const nobody = '019a0000-0000-7000-8000-000000000000';
    for (const way of ['preview', 'cancellation', 'resumption'])
      expect(await post(`/v1/imports/${nobody}/${way}`)).toMatchObject({ status: 404 });
    expect(await post(`/v1/imports/${nobody}/start`, { mapping: visits })).toMatchObject({ status: 404 });
  });

  test('is no business of a write key', async () => {
    const key = { authorization: `Bearer ${given.writeKey}` };
    expect(await upload('x.csv', 'a', '', key)).toMatchObject({ status: 403 });
  });
});
