import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { addKeys } from '../organisation/key.service.ts';
import type { SightingReceipt } from './sighting.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const sighting = {
  product: 'sweater',
  channel: 'web',
  amount: 399_00,
  currency: 'SEK',
  seenAt: '2026-11-22T08:00:00Z',
  source: 'feed',
};

type Sent = { readonly type?: string; readonly query?: string; readonly headers?: Record<string, string> };

async function send(
  path: string,
  body: string | Buffer,
  { type = 'application/json', query = '', headers = {} }: Sent = {},
) {
  return given.app.inject({
    method: 'POST',
    url: `${path}${query}`,
    headers: { ...given.channelKey, 'content-type': type, ...headers },
    body,
  });
}

async function handIn(sightings: readonly unknown[]) {
  return send('/v1/sightings', JSON.stringify({ sightings }));
}

test('a row is judged alone: the good is taken in, the bad is kept with its line, field and reason', async () => {
  const answer = await handIn([sighting, { ...sighting, amount: '399,00' }, { ...sighting, product: undefined }]);
  expect(answer.statusCode).toBe(200);
  const receipt = answer.json<SightingReceipt>();
  expect(receipt).toMatchObject({
    accepted: 1,
    repeated: 0,
    rejected: 2,
    rejectedRows: [
      { line: 2, field: 'amount' },
      { line: 3, field: 'product' },
    ],
  });
  const kept = await given.app.inject({ url: `/v1/imports/${receipt.importId}`, headers: given.channelKey });
  expect(kept.json()).toMatchObject({ accepted: 1, rejected: 2, rejectedRows: [{ line: 2 }, { line: 3 }] });
  expect(kept.json<{ rejectedRows: { body: string }[] }>().rejectedRows[0]?.body).toContain('"399,00"');
});

test('a bad row stops no good one, however deeply it is nested and whatever its fields are called', async () => {
  const product = 'beside-bad-rows';
  const good = JSON.stringify({ ...sighting, product });
  const deep = `{"product":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  const zero = '{"a\\u0000":1}';
  const half = JSON.stringify({ ...sighting, product: 'half\ud800' });
  const answer = await send('/v1/sightings', `{"sightings":[${[deep, zero, half, good].join()}]}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json<SightingReceipt>()).toMatchObject({ accepted: 1, rejected: 3 });
});

test('a price as text is refused by the name of its field when nothing else came, and is kept all the same', async () => {
  const answer = await handIn([{ ...sighting, amount: '399' }]);
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    code: 'field-invalid',
    errors: [{ field: 'sightings.0.amount', found: '"399"' }],
  });
  const { rows } = await given.deps.postgres.query('select from dead_letters where body like \'%"399"%\'');
  expect(rows).toHaveLength(1);
});

test('the same rows handed in again change nothing', async () => {
  const rows = [1, 2, 3].map((day) => ({ ...sighting, product: 'boots', seenAt: `2026-11-0${day}T08:00:00Z` }));
  expect((await handIn(rows)).json()).toMatchObject({ accepted: 3, repeated: 0 });
  expect((await handIn([...rows, rows[0]])).json()).toMatchObject({ accepted: 0, repeated: 4 });
  const { json } = await given.app.inject({ url: '/v1/sightings?product=boots', headers: given.channelKey });
  expect(json<{ sightings: { seenAt: string }[] }>().sightings.map((each) => each.seenAt.slice(0, 10))).toEqual([
    '2026-11-03',
    '2026-11-02',
    '2026-11-01',
  ]);
});

test('a channel that nobody has told us of is one of ours without an owner', async () => {
  await handIn([{ ...sighting, channel: 'kiosk' }]);
  const channels = await given.app.inject({ url: '/v1/channels', headers: given.channelKey });
  expect(channels.json<{ channels: unknown[] }>().channels).toContainEqual(
    expect.objectContaining({ id: 'kiosk', isOurs: true, owner: null }),
  );
});

test('a table as Swedish tills write it is read: windows-1252, semicolons, decimal commas', async () => {
  const table =
    'product;product_name;channel;place;price;currency;seen_at\r\ntröja-1;Tröja;store;Umeå;"1 299,50";SEK;2026-11-22\r\n';
  const answer = await send('/v1/sightings', Buffer.from(table, 'latin1'), {
    type: 'text/csv',
    query: '?source=kassan',
  });
  expect(answer.json()).toMatchObject({ accepted: 1, rejected: 0 });
  const { json } = await given.app.inject({ url: '/v1/sightings?product=tr%C3%B6ja-1', headers: given.channelKey });
  expect(json()).toMatchObject({
    sightings: [
      { place: 'Umeå', amount: 1299_50, source: 'kassan', sourceRow: 2, holdsTo: '2026-11-22T23:00:00.000Z' },
    ],
  });
});

test('a table without times takes the instant given for the file, and NDJSON is read line by line', async () => {
  const lines = ['{"product":"cap","channel":"web","price":99.5,"currency":"SEK"}', 'not json', ''].join('\n');
  const query = '?seenAt=2026-11-20T10:00:00Z';
  const answer = await send('/v1/sightings', lines, { type: 'application/x-ndjson', query });
  expect(answer.json()).toMatchObject({ accepted: 1, rejected: 1, rejectedRows: [{ line: 2 }] });
});

test('a table is read by a mapping that was saved, and a channel that is not ours is kept as such', async () => {
  const mapping = {
    product: 'sku',
    currency: 'SEK',
    seenAt: { column: 'day', format: 'YYYY-MM-DD' },
    sightings: [
      { channel: 'web', price: 'ours' },
      { channel: 'rival', ours: false, price: 'theirs' },
    ],
  };
  const saved = await given.app.inject({
    method: 'PUT',
    url: '/v1/mappings/wide',
    headers: given.member,
    body: mapping,
  });
  expect(saved.statusCode).toBe(200);
  given.clock.advance(1_000);
  const table = 'sku,day,ours,theirs\nhat,2026-11-22,100,90\n';
  const query = '?mapping=wide&fileName=wide.csv';
  const answer = await send('/v1/imports/sightings', gzipSync(table), {
    type: 'text/csv',
    query,
    headers: { 'content-encoding': 'gzip' },
  });
  expect(answer.json()).toMatchObject({ accepted: 2 });
  const channels = await given.app.inject({ url: '/v1/channels', headers: given.channelKey });
  expect(channels.json<{ channels: unknown[] }>().channels).toContainEqual(
    expect.objectContaining({ id: 'rival', isOurs: false }),
  );
  const imports = await given.app.inject({ url: '/v1/imports?limit=1', headers: given.channelKey });
  expect(imports.json()).toMatchObject({ imports: [{ fileName: 'wide.csv', mapping: 'wide', accepted: 2 }] });
  const list = await given.app.inject({ url: '/v1/mappings', headers: given.channelKey });
  expect(list.json()).toMatchObject({ mappings: [{ name: 'wide' }] });
});

test('a file of many rows is taken in by batches, and its bad rows stop nothing', async () => {
  const rows = Array.from({ length: 12_000 }, (_, index) => [
    `many-${index}`,
    'web',
    index % 1000 === 999 ? 'dear' : '10.00',
    'SEK',
    '2026-11-22',
  ]);
  const table = [['product', 'channel', 'price', 'currency', 'seen_at'], ...rows]
    .map((row) => row.join(','))
    .join('\n');
  const answer = await send('/v1/imports/sightings', table, { type: 'text/csv', query: '?fileName=many.csv' });
  expect(answer.json()).toMatchObject({ accepted: 11_988, rejected: 12 });
  const { importId } = answer.json<SightingReceipt>();
  const found = await given.app.inject({ url: `/v1/imports/${importId}`, headers: given.channelKey });
  expect(found.json()).toMatchObject({ accepted: 11_988, rejected: 12, finishedAt: expect.any(String) });
});

test('price zones are declared and read back', async () => {
  const zones = { Umeå: 'north', Lund: 'south' };
  const put = await given.app.inject({ method: 'PUT', url: '/v1/price-zones', headers: given.member, body: { zones } });
  expect(put.statusCode).toBe(200);
  const read = await given.app.inject({ url: '/v1/price-zones', headers: given.channelKey });
  expect(read.json()).toEqual({ zones });
});

const nul = '\u0000';
const many = Array.from({ length: 5_001 }, () => sighting);
test.each<[string, string, string | Buffer, Sent, number, string]>([
  ['bad JSON', '/v1/sightings', '{"sightings":[', {}, 400, '(body)'],
  ['an empty body', '/v1/sightings', '', {}, 400, '(body)'],
  ['an array for an object', '/v1/sightings', '[]', {}, 400, '(body)'],
  ['no rows', '/v1/sightings', '{"sightings":[]}', {}, 400, 'sightings'],
  ['more than 5,000 rows', '/v1/sightings', JSON.stringify({ sightings: many }), {}, 400, 'sightings'],
  ['an unknown field', '/v1/sightings', JSON.stringify({ sightings: [sighting], who: 1 }), {}, 400, 'who'],
  ['rows that are no objects', '/v1/sightings', '{"sightings":[null,1,[]]}', {}, 400, 'sightings.0'],
  [
    'a NUL in a text',
    '/v1/sightings',
    JSON.stringify({ sightings: [{ ...sighting, product: nul }] }),
    {},
    400,
    'sightings.0.product',
  ],
  [
    'a price below nothing',
    '/v1/sightings',
    JSON.stringify({ sightings: [{ ...sighting, amount: -1 }] }),
    {},
    400,
    'sightings.0.amount',
  ],
  [
    'a time that is none',
    '/v1/sightings',
    JSON.stringify({ sightings: [{ ...sighting, seenAt: 'today' }] }),
    {},
    400,
    'sightings.0.seenAt',
  ],
  ['plain text', '/v1/sightings', 'a,b', { type: 'text/plain' }, 415, '(body)'],
  ['a large body', '/v1/sightings', Buffer.alloc(10_000_000, 32), {}, 413, '(body)'],
  ['a table of 10 MB as one batch', '/v1/sightings', Buffer.alloc(10_000_000, 97), { type: 'text/csv' }, 413, '(body)'],
  [
    'a gzip bomb',
    '/v1/sightings',
    gzipSync(Buffer.alloc(50_000_000)),
    { headers: { 'content-encoding': 'gzip' } },
    413,
    '(body)',
  ],
  ['a table without the columns', '/v1/sightings', 'a,b\n1,2\n', { type: 'text/csv' }, 400, ''],
  [
    'a mapping that is not saved',
    '/v1/sightings',
    'a,b\n1,2\n',
    { type: 'text/csv', query: '?mapping=none' },
    400,
    'mapping',
  ],
  ['an instant that is none', '/v1/sightings', 'a,b\n', { type: 'text/csv', query: '?seenAt=now' }, 400, 'seenAt'],
  ['JSON where a table is taken', '/v1/imports/sightings', '{}', {}, 415, '(body)'],
])('%s is refused with a problem that names it', async (_title, path, body, sent, status, field) => {
  const answer = await send(path, body, sent);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  if (field !== '') expect(answer.json<{ errors: { field: string }[] }>().errors[0]?.field).toBe(field);
});

test.each([
  ['GET', '/v1/sightings?product=%00', undefined],
  ['GET', '/v1/sightings?limit=0', undefined],
  ['GET', '/v1/imports/none', undefined],
  ['PUT', '/v1/mappings/bad', { product: 'a' }],
  ['PUT', '/v1/mappings/bad', { product: `a${nul}`, currency: 'SEK', sightings: [{ channel: 'web', price: 'p' }] }],
  ['PUT', '/v1/mappings/Bad%20Name', {}],
  ['PUT', '/v1/price-zones', { zones: { Umeå: 1 } }],
  ['PUT', '/v1/price-zones', { zones: { [`a${nul}`]: 'b' } }],
] as const)('%s %s is refused and never fails', async (method, url, body) => {
  const answer = await given.app.inject({
    method,
    url,
    headers: given.member,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('nobody without a key hands anything in, and a system does not declare price zones', async () => {
  const nobody = await given.app.inject({ method: 'POST', url: '/v1/sightings', body: { sightings: [sighting] } });
  expect(nobody.statusCode).toBe(401);
  const source = await given.app.inject({
    method: 'POST',
    url: '/v1/sightings',
    headers: { authorization: `Bearer ${given.writeKey}` },
    body: { sightings: [sighting] },
  });
  expect(source.statusCode).toBe(403);
  const zones = { method: 'PUT', url: '/v1/price-zones', headers: given.channelKey, body: { zones: {} } } as const;
  expect((await given.app.inject(zones)).statusCode).toBe(403);
});

test("a key that is a channel's speaks for no other channel", async () => {
  const [key] = await addKeys(given.deps, [{ name: 'till', kind: 'channel', channel: 'store' }]);
  const rows = [sighting, { ...sighting, channel: 'store', amount: 1_00 }];
  const answer = await given.app.inject({
    method: 'POST',
    url: '/v1/sightings',
    headers: { authorization: `Bearer ${key?.key}` },
    body: { sightings: rows },
  });
  expect(answer.json()).toMatchObject({ accepted: 1, rejected: 1, rejectedRows: [{ line: 1, field: 'channel' }] });
});
