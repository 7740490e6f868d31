import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { usualIdentifierSettings } from '../kernel/identifier-settings.ts';
import { DAY_MS } from '../kernel/period.ts';
import { createVault } from '../store/vault.ts';
import type { CustomerExport } from './export.contract.ts';
import { maintain } from './maintain.service.ts';

let app: TestApp;
let customerId: string;
let otherId: string;
const number = '19701063-2391';

beforeAll(async () => {
  const vault = createVault(Buffer.alloc(32, 4));
  app = await openApp({
    identifierSettings: { ...usualIdentifierSettings, takes: new Set(['personnummer']), vault },
  });
  const name = '<script>alert(1)</script>';
  await send('identify', {
    userId: 'u-åsa',
    traits: { email: 'asa@example.se', name, motto: '=HYPERLINK("x")', personnummer: number },
  });
  await send('track', { userId: 'u-åsa', event: 'Order Completed', properties: { total: 1299 } });
  await send('track', { userId: 'u-åsa', event: '', properties: { note: 'mejla ASA@example.se' } });
  await send('identify', { userId: 'u-bo', traits: { email: 'bo@example.se', name: 'Bo Granne' } });
  const identifiers = [{ type: 'email', value: 'asa@example.se' }];
  await call('POST', '/v1/decisions', { identifiers, channel: 'store', product: 'mössa' }, app.channelKey);
  await app.flush();
  const found = await call('POST', '/v1/customers/lookup', { type: 'email', value: 'asa@example.se' }, app.channelKey);
  customerId = found.json<{ id: string }>().id;
  await app.deps.postgres.query(
    `with listed as (
       insert into addressees (audience_set, customer_id) values (gen_random_uuid(), $1) returning audience_set
     ), message as (
       insert into messages (id, state, version, created_at, created_by)
       values (gen_random_uuid(), 'draft', 1, now(), 'member:test') returning id
     ) insert into message_versions (message_id, version, body, audience_set, saved_at, saved_by)
     select message.id, 1, '{"name": "Jul"}', audience_set, now(), 'member:test' from listed, message`,
    [customerId],
  );
  const other = await call('POST', '/v1/customers/lookup', { type: 'email', value: 'bo@example.se' }, app.channelKey);
  otherId = other.json<{ id: string }>().id;
  await app.deps.postgres.query(
    `with run as (
       insert into match_runs (id, started_at, finished_at, customers, compared, suggested, merged, threshold, made_by)
       values (gen_random_uuid(), now(), now(), 2, 1, 1, 0, 0.5, 'member:test') returning id
     ) insert into match_suggestions (id, run_id, a, b, bits, probability, waterfall, made_at)
     select gen_random_uuid(), run.id, least($1::uuid, $2), greatest($1, $2), 3, 0.9, '[]', now() from run`,
    [customerId, otherId],
  );
});
afterAll(() => app.close());

async function send(type: string, payload: object) {
  await call('POST', `/v1/${type}`, payload, { authorization: `Bearer ${app.writeKey}` });
}

async function call(
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = app.member,
) {
  return await app.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function exported(language: 'sv' | 'en'): Promise<{ id: string; files: Record<string, string> }> {
  const asked = await call('POST', `/v1/customers/${customerId}/exports`, { language });
  expect(asked.statusCode).toBe(202);
  const { id, state } = asked.json<CustomerExport>();
  expect(state).toBe('waiting');
  await app.flush();
  const file = await call('GET', `/v1/exports/${id}/file`);
  expect(file.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store' });
  const packed = unzipSync(new Uint8Array(file.rawPayload));
  const files = Object.entries(packed).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]);
  return { id, files: Object.fromEntries(files) as Record<string, string> };
}

describe('an export', () => {
  test('holds everything that is kept of the customer, with where it came from, and nothing of others', async () => {
    const { files } = await exported('sv');
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['data.json', 'index.html', 'csv/events.csv', 'csv/decisions.csv']),
    );
    const data = JSON.parse(files['data.json'] ?? '') as Record<string, Record<string, unknown>[]>;
    expect(data['identifiers']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'email', value: 'asa@example.se', source: expect.any(String) }),
        expect.objectContaining({ type: 'personnummer', value: '197010632391' }),
      ]),
    );
    expect(data['attributes']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'motto', source: expect.any(String), toldAt: expect.any(String) }),
      ]),
    );
    // The clock stands still: the two happened at one moment, and neither comes before the other.
    expect(data['events']).toHaveLength(2);
    expect(data['events']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'identify' }),
        expect.objectContaining({ name: 'Order Completed', properties: expect.objectContaining({ total: 1299 }) }),
      ]),
    );
    expect(data['decisions']).toMatchObject([{ channel: 'store', product: 'mössa', reasons: expect.any(Array) }]);
    expect(data['letters']).toMatchObject([{ reason: expect.stringContaining('event') }]);
    expect(data['handling']).toMatchObject([{ action: 'exported' }]);
    expect(data['messages']).toMatchObject([{ message: 'Jul', version: 1, state: 'draft' }]);
    expect(data['suggestions']).toMatchObject([{ probability: 0.9, state: 'open' }]);
    expect(JSON.stringify(files)).not.toContain('Granne');
    expect(JSON.stringify(files)).not.toContain(otherId);
  });

  test('runs nothing, in a browser or in a spreadsheet', async () => {
    const { files } = await exported('en');
    expect(files['index.html']).toContain('What we know about you');
    expect(files['index.html']).not.toContain('<script');
    expect(files['index.html']).toContain('&#60;script&#62;');
    expect(files['csv/attributes.csv']).toContain(`"'=HYPERLINK`);
  });

  test('is gone a week later, from the door and then from the database', async () => {
    const { id } = await exported('sv');
    app.clock.advance(8 * DAY_MS);
    expect((await call('GET', `/v1/exports/${id}/file`)).statusCode).toBe(404);
    await maintain(app.deps);
    const { rows } = await app.deps.postgres.query('select from customer_export_chunks');
    expect(rows).toEqual([]);
  }, 120_000);

  test('is for members only', async () => {
    const answer = await call('POST', `/v1/customers/${customerId}/exports`, {}, app.channelKey);
    expect(answer.statusCode).toBe(403);
  });
});
