import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paper } from '../../test/command.ts';
import { openApp, type TestApp } from '../../test/given.ts';
import { tracesIn } from '../../test/traces.ts';
import { usualIdentifierSettings, type Vault } from '../kernel/identifier-settings.ts';
import { createVault } from '../store/vault.ts';
import { findByIdentifier } from './customer.reads.ts';
import { resolveCustomer } from './resolve.service.ts';
import { demandKeysInUse } from './secret.service.ts';
import { rotate } from './secrets.command.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

function settingsOf(vault: Vault) {
  return { ...usualIdentifierSettings, takes: new Set(['personnummer', 'organisation_number']), vault };
}

let app: TestApp;
let closedApp: TestApp;
beforeAll(async () => {
  app = await openApp({ identifierSettings: settingsOf(createVault(first)) });
  closedApp = await openApp();
});
afterAll(async () => {
  await app.close();
  await closedApp.close();
});

async function send(to: TestApp, type: string, payload: object) {
  const headers = { authorization: `Bearer ${to.writeKey}` };
  return await to.app.inject({ method: 'POST', url: `/v1/${type}`, headers, payload });
}

async function lookUp(to: TestApp, type: string, value: string) {
  const headers = to.channelKey;
  return await to.app.inject({ method: 'POST', url: '/v1/customers/lookup', headers, payload: { type, value } });
}

async function contexts(of: TestApp): Promise<{ context: string; identifiers: string }[]> {
  await of.flush();
  const asked = await of.deps.clickhouse.query({ query: 'select * from events order by at', format: 'JSONEachRow' });
  return await asked.json();
}

describe('a personal number', () => {
  test('finds its customer in every channel, and stands nowhere', async () => {
    const number = '19701063-2391';
    const traits = { name: 'Åsa Berg', personal_number: number, email: 'asa@example.se' };
    expect((await send(app, 'identify', { userId: 'u1', traits })).statusCode).toBe(200);
    const externalIds = [{ type: 'personnummer', id: '7010632391' }];
    const order = { userId: 'u1', event: 'Order Completed', context: { externalIds }, properties: { ssn: number } };
    expect((await send(app, 'track', order)).statusCode).toBe(200);

    const answer = await lookUp(app, 'personnummer', '197010632391');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      name: 'Åsa Berg',
      attributes: { name: 'Åsa Berg', personal_number: '(protected)' },
      identifiers: [
        { type: 'email', value: 'asa@example.se' },
        { type: 'personnummer', value: '19701063-****' },
        { type: 'user_id', value: 'u1' },
      ],
    });
    await app.flush();
    const written = ['19701063-2391', '7010632391', '701063-2391'];
    expect((await Promise.all(written.map((each) => tracesIn(app.deps, each)))).flat()).toEqual([]);
    expect(await tracesIn(app.deps, 'asa@example.se')).not.toEqual([]);
    const all = await contexts(app);
    expect(all.map((each) => each.identifiers).join()).toContain('"personnummer","value":"(protected)"');
  });

  test('may not stand in an address', async () => {
    const url = '/v1/customers/by/personnummer/19701063-2391';
    const answer = await app.app.inject({ url, headers: app.channelKey });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'field-invalid', detail: expect.stringContaining('lookup') });
    expect(answer.body).not.toContain('2391');
  });

  test('is taken out of what was refused', async () => {
    const traits = { personnummer: '19701063-2391' };
    await send(app, 'identify', { traits, properties: { note: 'ring 701063-2391', order: '4711' } });
    const event = {
      specversion: '1.0',
      id: '1',
      source: '/kassa',
      type: 'Seen',
      subject: 'personnummer:19701063-2392',
    };
    const headers = { authorization: `Bearer ${app.writeKey}`, 'content-type': 'application/cloudevents+json' };
    const answer = await app.app.inject({ method: 'POST', url: '/v1/cloudevents', headers, payload: event });
    expect(answer.statusCode).toBe(400);
    const { rows } = await app.deps.postgres.query<{ body: string; reason: string }>(
      'select body, reason from dead_letters order by id',
    );
    expect(rows.map((each) => each.body).join()).toContain('"order":"4711"');
    expect(rows.map((each) => each.reason).join()).toContain('personnummer');
    for (const text of ['701063-239', '7010632392', '7010632391']) expect(JSON.stringify(rows)).not.toContain(text);
  });

  test('that is wrong by its last digit is left out, and the event says so', async () => {
    await send(app, 'identify', { userId: 'u-wrong', traits: { personnummer: '19701063-2392' } });
    const all = (await contexts(app)).map((each) => each.context).join();
    expect(all).toContain('"leftOut":[{"type":"personnummer","because":"not-valid"}]');
  });

  test('of an organisation is protected too', async () => {
    await send(app, 'identify', { userId: 'u-org', traits: { orgnr: '556036-0793' } });
    const answer = await lookUp(app, 'organisation_number', 'SE556036079301');
    expect(answer.json()).toMatchObject({
      identifiers: expect.arrayContaining([{ type: 'organisation_number', value: '556036-****' }]),
    });
    await app.flush();
    expect(await tracesIn(app.deps, '5560360793')).toEqual([]);
  });
});

describe('where personal numbers are not switched on', () => {
  test('the event goes in without it and says that it was left out', async () => {
    const externalIds = [{ type: 'personnummer', id: '19701063-2391' }];
    expect((await send(closedApp, 'track', { userId: 'u1', event: 'Seen', context: { externalIds } })).statusCode).toBe(
      200,
    );
    const [event] = await contexts(closedApp);
    expect(event?.context).toContain('"leftOut":[{"type":"personnummer","because":"switched-off"}]');
    expect(await tracesIn(closedApp.deps, '19701063-2391')).toEqual([]);
    const { rows } = await closedApp.deps.postgres.query(`select from identifiers where type = 'personnummer'`);
    expect(rows).toEqual([]);
  });

  test('nobody is looked up by one', async () => {
    const answer = await lookUp(closedApp, 'personnummer', '19701063-2391');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('SAMSPEL_PERSONAL_NUMBERS') });
  });
});

describe('a change of keys', () => {
  const both = settingsOf(createVault(second, first));
  const after = settingsOf(createVault(second));
  const [asa, bo] = ['19701063-2391', '19121212-1212'].map((value) => ({ type: 'personnummer', value }));

  test('keeps everybody who they were, before it, during it and after it', async () => {
    if (asa === undefined || bo === undefined) throw new Error('two people are needed');
    const { deps, clock } = app;
    await demandKeysInUse(deps);
    const seen = { source: 'test', at: clock.now() };
    const known = await findByIdentifier(deps.postgres, asa, deps.identifierSettings, clock.now());
    const other = await resolveCustomer(deps, deps.postgres, { identifiers: [bo], ...seen });

    const during = { ...deps, identifierSettings: both };
    expect(await findByIdentifier(deps.postgres, bo, both, clock.now())).toBe(other);
    expect(await resolveCustomer(during, deps.postgres, { identifiers: [asa], ...seen })).toBe(known);
    await demandKeysInUse(during);
    const [out, err] = [paper(), paper()];
    expect(await rotate(during, both.vault, { stdout: out.stream, stderr: err.stream })).toBe(true);
    expect(out.text()).toBe(`2 values are hashed and sealed by the key ${both.vault.keyId}.\n`);

    expect(await findByIdentifier(deps.postgres, asa, after, clock.now())).toBe(known);
    expect(await findByIdentifier(deps.postgres, bo, after, clock.now())).toBe(other);
    expect(await tracesIn(deps, createVault(first).keyId)).toEqual(['postgres public.vault_keys']);
    await demandKeysInUse({ ...deps, identifierSettings: after });
  });

  test('a process that lacks the key in use does not start', async () => {
    const lost = { ...app.deps, identifierSettings: settingsOf(createVault(Buffer.alloc(32, 3))) };
    await expect(demandKeysInUse(lost)).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
