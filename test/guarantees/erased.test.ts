import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualIdentifierSettings } from '../../src/kernel/identifier-settings.ts';
import { type Api, buildApi } from '../../src/api.ts';
import { addKeys } from '../../src/organisation/key.service.ts';
import { maintain } from '../../src/protect/maintain.service.ts';
import { eraseCustomer } from '../../src/protect/erasure.service.ts';
import { atTheMachine } from '../../src/organisation/audit.ts';
import type { Deps } from '../../src/store/deps.ts';
import { type Engines, runEngines } from '../../src/store/embedded/engines.ts';
import { openStores } from '../../src/store/embedded/running.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createVault } from '../../src/store/vault.ts';
import { tracesIn } from '../traces.ts';

/**
 * Erased is erased: a person with unusual identifiers lives a life in every room, is erased, and after the nightly pass
 * every byte of both data folders is looked through. Texts of the person that PostgreSQL or ClickHouse would have packed
 * are found before the erasure by the same search, so that it is known to see them.
 */
const person = {
  email: 'zq7xkvw.plommonbrännvin@example.se',
  phone: '+46 70 174 06 23',
  e164: '+46701740623',
  userId: 'U-zq7xkvw-4471',
  loyalty: 'ZQ7XKVW-LOJALKORT',
  browser: 'b-zq7xkvw-kakburk-0001',
  number: '19701063-2391',
  name: 'Zq7xkvw Plommonsson',
};
const needles = [
  person.email,
  person.e164,
  '701740623',
  person.userId,
  person.loyalty,
  person.browser,
  'Plommonsson',
  '7010632391',
  '701063-2391',
];

let folder: string;
let engines: Engines;
let api: Api;
let deps: Deps;
let close: () => Promise<void>;
let keys: { readonly write: string; readonly channel: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samspel-erased-'));
  const log = pino({ level: 'silent' });
  engines = await runEngines({
    dataFolder: folder,
    databaseUrl: undefined,
    clickhouseUrl: undefined,
    memoryMb: 800,
    log,
  });
  const stores = openStores({ ...engines, timeZone: 'Europe/Stockholm' });
  close = stores.close;
  const vault = createVault(Buffer.alloc(32, 9));
  const identifierSettings = { ...usualIdentifierSettings, takes: new Set(['personnummer']), vault };
  deps = { ...stores.deps, identifierSettings };
  await migrate(deps.postgres, engines.clickhouseUrl);
  api = await buildApi({ ...deps, log, dataFolder: folder });
  const [write, channel] = await addKeys(deps, [
    { name: 'source', kind: 'write' },
    { name: 'till', kind: 'channel' },
  ]);
  keys = { write: write?.key ?? '', channel: channel?.key ?? '' };
});
afterAll(async () => {
  await api.close();
  await close();
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
});

async function send(path: string, payload: object, key = keys.write) {
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': path + JSON.stringify(payload).length };
  return await api.app.inject({ method: 'POST', url: `/v1/${path}`, headers, payload });
}

async function live(): Promise<string> {
  const { email, phone, userId, loyalty, browser, number, name } = person;
  const externalIds = [
    { type: 'loyalty', id: loyalty },
    { type: 'personnummer', id: number },
  ];
  const traits = { email, phone, name, personal_number: number };
  await send('track', {
    anonymousId: browser,
    event: 'Product Viewed',
    properties: { product_id: 'zq-jacka', note: name },
  });
  await send('identify', { anonymousId: browser, userId, traits, context: { externalIds } });
  for (const nth of [1, 2, 3])
    await send('track', { userId, event: 'Order Completed', context: { externalIds, traits }, properties: { nth } });
  // Somebody else, whose life must be untouched.
  await send('identify', { userId: 'U-grannen', traits: { email: 'grannen@example.se', name: 'Grannen' } });
  // What was not taken in mentions them too.
  await send('track', { userId, event: '', properties: { contact: email.toUpperCase(), call: '070-174 06 23' } });
  const identifiers = [{ type: 'email', value: email }];
  await send('decisions', { identifiers, channel: 'store', product: 'zq-jacka' }, keys.channel);
  await send(
    'promises',
    {
      identifiers,
      channel: 'store',
      terms: { kind: 'fixed-price', amount: 100, currency: 'SEK' },
      product: 'zq-jacka',
      description: `Pris för ${name}`,
    },
    keys.channel,
  );
  // A chat answer that was handed in as a text names them and their card.
  const text = `Hej ${name}, ${email}! Ditt kort ${loyalty} ger dig zq-jacka för 100 kr. Ring ${phone}.`;
  await send('texts', { channel: 'chat', kind: 'chat', source: 'svar', text }, keys.channel);
  await api.flush();
  const found = await send('customers/lookup', { type: 'email', value: email }, keys.channel);
  return found.json<{ id: string }>().id;
}

/** Files apart from PostgreSQL's write-ahead log, in which one of the needles stands, as the bytes are or in UTF-16. */
async function filesWith(texts: readonly string[]): Promise<string[]> {
  // As root, PostgreSQL runs as another user and may have its files elsewhere.
  const { rows } = await deps.postgres.query<{ at: string }>(`select current_setting('data_directory') as at`);
  const roots = new Map([
    [folder, ''],
    [rows[0]?.at ?? folder, '/postgres'],
  ]);
  const found: string[] = [];
  for (const [root, name] of roots) {
    const files = await readdir(root, { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile())) {
      const path = join(file.parentPath, file.name);
      if (!path.includes('/pg_wal/') && (await holdsAny(path, texts))) found.push(name + path.slice(root.length));
    }
  }
  return [...new Set(found)];
}

async function holdsAny(path: string, texts: readonly string[]): Promise<boolean> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const text = rest + String(chunk);
    if (texts.some((each) => text.includes(Buffer.from(each).toString('latin1')))) return true;
    rest = text.slice(-200);
  }
  return false;
}

test(
  'after an erasure and the nightly pass no byte of the person is left in any file of ours',
  { timeout: 300_000 },
  async () => {
    const customerId = await live();
    await mkdir(join(folder, 'segments', 'left'), { recursive: true });
    const refused = join(folder, 'segments', 'left', 'x-00000001.refused');
    await writeFile(
      refused,
      `{"customer":"${customerId}","at":"nonsense","note":"${person.name}"}\n{"customer":"other"}\n`,
    );
    // As while somebody looks at the live stream.
    await deps.postgres.query('insert into inflow_rows (row) values ($1)', [JSON.stringify({ raw: person })]);
    // Statistics of the planner and pages on the disk, as after a day of work.
    await deps.postgres.query('analyze');
    await deps.postgres.query('checkpoint');
    const before = await filesWith(needles);
    expect(before.some((path) => path.startsWith('/postgres'))).toBe(true);
    expect(before.some((path) => path.startsWith('/clickhouse'))).toBe(true);
    expect(before).toContain('/segments/left/x-00000001.refused');
    const traces = (await Promise.all(needles.map((each) => tracesIn(deps, each)))).flat();
    expect(new Set(traces)).toContain('clickhouse events');

    const proof = await eraseCustomer(deps, { customerId, by: atTheMachine }, { flushLog: () => api.flush() });
    expect(proof.counts).toMatchObject({
      postgres: { customers: 1, promises: 1, decisions: 1, dead_letters: 1, identifier_secrets: 1, texts: 1 },
      clickhouse: { events: 5 },
      hashes: 6,
    });
    expect((await Promise.all(needles.map((each) => tracesIn(deps, each)))).flat()).toEqual([]);

    const pass = await maintain(deps, { dataFolder: folder });
    expect(pass.steps.filter((each) => !each.isDone)).toEqual([]);
    expect(await filesWith(needles)).toEqual([]);
    const neighbour = await send('customers/lookup', { type: 'email', value: 'grannen@example.se' }, keys.channel);
    expect(neighbour.json()).toMatchObject({ name: 'Grannen' });
  },
);

test('an old file does not bring the erased back, and what they do later is new', async () => {
  const old = {
    userId: person.userId,
    event: 'Order Completed',
    timestamp: '2026-01-05T10:00:00Z',
    properties: { note: person.name },
  };
  expect((await send('track', old)).statusCode).toBe(200);
  await api.flush();
  expect((await Promise.all(needles.map((each) => tracesIn(deps, each)))).flat()).toEqual([]);
  const { rows } = await deps.postgres.query(`select body, code from dead_letters where code = 'customer-erased'`);
  expect(rows).toEqual([{ body: '{}', code: 'customer-erased' }]);

  expect((await send('track', { userId: person.userId, event: 'Product Viewed' })).statusCode).toBe(200);
  const found = await send('customers/lookup', { type: 'user_id', value: person.userId }, keys.channel);
  expect(found.json()).toMatchObject({ name: null, identifiers: [{ type: 'user_id', value: person.userId }] });
});
