import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { AuditPage } from './audit.contract.ts';
import type { KeyView, NewKey } from './key.contract.ts';
import type { SourceView } from './source.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

async function call(method: Method, url: string, payload?: object, headers = given.member) {
  return given.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function addSource(payload: object): Promise<SourceView> {
  const answer = await call('POST', '/v1/sources', payload);
  expect(answer.statusCode).toBe(201);
  return answer.json<SourceView>();
}

async function addKey(source: string): Promise<NewKey> {
  return (await call('POST', `/v1/sources/${source}/keys`)).json<NewKey>();
}

async function send(key: string, more: object = {}, origin?: string) {
  const headers = { authorization: `Bearer ${key}`, ...(origin === undefined ? {} : { origin }) };
  return call('POST', '/v1/track', { userId: 'u', event: 'Seen', ...more }, headers);
}

async function deedsOn(id: string): Promise<AuditPage['rows']> {
  const answer = await call('GET', `/v1/audit?subjectKind=source&subjectId=${encodeURIComponent(id)}`);
  return answer.json<AuditPage>().rows;
}

describe('a source', () => {
  test('belongs to a channel, a department and an owner, and is listed by name', async () => {
    const said = { name: 'Webbutiken', kind: 'browser', channel: 'web', department: 'E-handel', owner: 'Åsa Lind' };
    const made = await addSource({ ...said, origins: ['https://Shop.example/'], purpose: 'Köp på webben' });
    expect(made).toMatchObject({
      ...said,
      id: 'webbutiken',
      origins: ['https://shop.example'],
      phoneCountry: null,
      state: 'active',
      liveKeys: 0,
      lastUsedAt: null,
    });
    await addSource({ name: 'Kassan', channel: 'store' });
    const { sources } = (await call('GET', '/v1/sources')).json<{ sources: SourceView[] }>();
    expect(sources.map((each) => each.name)).toEqual(['Kassan', 'test source', 'Webbutiken']);
    expect((await call('GET', '/v1/sources/webbutiken')).json()).toEqual(made);
  });

  test('keeps its id when it is renamed, and no other may have it, not when it is gone either', async () => {
    await addSource({ name: 'Chatten' });
    const renamed = (await call('PATCH', '/v1/sources/chatten', { name: 'Chat 2' })).json<SourceView>();
    expect([renamed.id, renamed.name]).toEqual(['chatten', 'Chat 2']);
    const again = await call('POST', '/v1/sources', { name: 'Chatten' });
    expect(again.json()).toMatchObject({ status: 409, code: 'state-conflict', errors: [{ field: 'id' }] });
    expect((await call('DELETE', '/v1/sources/chatten')).statusCode).toBe(204);
    expect((await call('GET', '/v1/sources/chatten')).statusCode).toBe(404);
    expect((await call('POST', '/v1/sources', { name: 'Chatten' })).statusCode).toBe(409);
  });

  test.each([
    [{ name: 'x', channel: 'teleprinter' }, 'channel'],
    [{ name: 'x', phoneCountry: 'UK' }, 'phoneCountry'],
    [{ name: 'x', origins: ['shop.example'] }, 'origins'],
    [{ name: '日本' }, 'id'],
    [{ name: 'x', id: 'Web Shop' }, 'id'],
    [{ name: 'x', kind: 'satellite' }, 'kind'],
    [{}, 'name'],
  ])('is refused as %j, and the field at fault is named', async (payload, field) => {
    const answer = await call('POST', '/v1/sources', payload);
    expect(answer.json()).toMatchObject({ status: 400, code: 'field-invalid', errors: [{ field }] });
  });

  test('is seen and changed by members only', async () => {
    expect((await call('GET', '/v1/sources', undefined, given.channelKey)).statusCode).toBe(403);
    expect((await call('POST', '/v1/sources', { name: 'x' }, given.channelKey)).statusCode).toBe(403);
    expect((await call('GET', '/v1/audit', undefined, given.channelKey)).statusCode).toBe(403);
  });

  test('that is not there is answered as not found', async () => {
    expect((await call('GET', '/v1/sources/nowhere')).statusCode).toBe(404);
    expect((await call('PATCH', '/v1/sources/nowhere', { purpose: 'x' })).statusCode).toBe(404);
    expect((await call('DELETE', '/v1/sources/nowhere')).statusCode).toBe(404);
    expect((await call('POST', '/v1/sources/nowhere/keys')).statusCode).toBe(404);
  });
});

describe("a source's events", () => {
  test('carry its id and its channel, and come from its pages only', async () => {
    await addSource({ name: 'Sajten', channel: 'web', origins: ['https://shop.example'] });
    const { key } = await addKey('sajten');
    expect((await send(key, { messageId: 's-1' }, 'https://shop.example')).statusCode).toBe(200);
    expect((await send(key, {}, 'https://stranger.example')).statusCode).toBe(403);
    await given.flush();
    const result = await given.deps.clickhouse.query({
      query: "select source, channel from events where message_id = 's-1'",
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ source: 'sajten', channel: 'web' }]);
    await call('PATCH', '/v1/sources/sajten', { origins: [] });
    expect((await send(key, {}, 'https://stranger.example')).statusCode).toBe(200);
  });

  test('are known by telephone numbers of the country of their source', async () => {
    const country = { name: 'Kassen i Oslo', phoneCountry: 'NO' };
    const { key } = await addKey((await addSource(country)).id);
    const traits = { phone: '40 61 23 45' };
    const told = await call('POST', '/v1/identify', { userId: 'oslo', traits }, { authorization: `Bearer ${key}` });
    expect(told.statusCode).toBe(200);
    const found = await call('GET', '/v1/customers/by/phone/%2B4740612345', undefined, given.channelKey);
    expect(found.statusCode).toBe(200);
  });

  test('are refused while it is paused, and nothing of them is kept', async () => {
    await addSource({ name: 'Appen', channel: 'app' });
    const { key } = await addKey('appen');
    const paused = (await call('PATCH', '/v1/sources/appen', { state: 'paused' })).json<SourceView>();
    expect(paused).toMatchObject({ state: 'paused', pausedAt: new Date(given.clock.now()).toISOString() });
    const refused = await send(key, { event: '' });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'source-paused']);
    const settings = await call('GET', `/v1/projects/${key}/settings`, undefined, {});
    expect(settings.statusCode).toBe(403);
    const { rows } = await given.deps.postgres.query("select from dead_letters where source = 'appen'");
    expect(rows).toEqual([]);
    await call('PATCH', '/v1/sources/appen', { state: 'active' });
    expect((await send(key)).statusCode).toBe(200);
  });

  test('are refused at once when it is taken away', async () => {
    await addSource({ name: 'Gammal' });
    const { key } = await addKey('gammal');
    expect((await send(key)).statusCode).toBe(200);
    await call('DELETE', '/v1/sources/gammal');
    expect((await send(key)).statusCode).toBe(401);
  });
});

describe("a source's keys", () => {
  test('are many, each known by its first characters, by who made it and by the hour it was last used', async () => {
    await addSource({ name: 'Växeln' });
    const first = await addKey('vaxeln');
    const named = await call('POST', '/v1/sources/vaxeln/keys', { name: 'reserv' });
    expect((await send(first.key)).statusCode).toBe(200);
    await given.flush();
    const list = await call('GET', '/v1/sources/vaxeln/keys');
    expect(list.body).not.toContain(first.key);
    const { keys } = list.json<{ keys: KeyView[] }>();
    expect(keys.map((each) => each.name).toSorted()).toEqual(['Växeln', 'reserv']);
    expect(keys.find((each) => each.id === first.id)).toMatchObject({
      kind: 'write',
      source: 'vaxeln',
      startsWith: first.key.slice(0, 7),
      createdBy: 'member:Owner',
      lastUsedAt: '2026-11-22T09:00:00.000Z',
    });
    expect(keys.find((each) => each.id === named.json<NewKey>().id)?.lastUsedAt).toBeNull();
    const source = (await call('GET', '/v1/sources/vaxeln')).json<SourceView>();
    expect([source.liveKeys, source.lastUsedAt]).toEqual([2, '2026-11-22T09:00:00.000Z']);
  });
});

describe('the audit', () => {
  test('has a row for every change of a source and its keys, with who and what, and never a secret', async () => {
    await addSource({ name: 'Utskick', channel: 'newsletter' });
    const made = await addKey('utskick');
    const rotated = (await call('POST', `/v1/keys/${made.id}/rotation`, {})).json<NewKey>();
    await call('PATCH', '/v1/sources/utskick', { owner: 'Saga', state: 'paused' });
    await call('PATCH', '/v1/sources/utskick', { owner: 'Saga' });
    await call('DELETE', `/v1/keys/${made.id}`);
    await call('DELETE', `/v1/keys/${made.id}`);
    await call('DELETE', '/v1/sources/utskick');
    const rows = (await deedsOn('utskick')).toReversed();
    expect(rows.map((each) => each.action).toSorted()).toEqual(
      ['added', 'key-added', 'key-rotated', 'changed', 'key-revoked', 'removed'].toSorted(),
    );
    expect(rows.every((each) => each.actor.kind === 'member' && each.actor.name === 'Owner')).toBe(true);
    expect(rows.find((each) => each.action === 'changed')?.detail).toEqual({
      from: { owner: null, state: 'active' },
      to: { owner: 'Saga', state: 'paused' },
    });
    const text = JSON.stringify(rows);
    for (const secret of [made.key, rotated.key]) expect(text).not.toContain(secret);
  });

  test('is read page by page, each row once', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const url = `/v1/audit?limit=3${next === '' ? '' : `&cursor=${next}`}`;
      const page: AuditPage = (await call('GET', url)).json<AuditPage>();
      seen.push(...page.rows.map((each) => each.id));
      next = page.next;
    }
    const { rows } = await given.deps.postgres.query<{ count: number }>('select count(*) from audit');
    expect(seen.length).toBe(rows[0]?.count);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await call('GET', '/v1/audit?cursor=x')).json()).toMatchObject({ code: 'field-invalid' });
  });
});
