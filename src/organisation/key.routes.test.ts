import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { KeyView, NewKey } from './key.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

async function addKey(body: Record<string, unknown>, headers = given.member) {
  return given.app.inject({ method: 'POST', url: '/v1/keys', headers, payload: body });
}

describe('keys', () => {
  test('a channel asks with the key it was given, until the key is revoked', async () => {
    const made = (await addKey({ name: 'kassan', kind: 'channel', channel: 'store' })).json<NewKey>();
    const headers = { authorization: `Bearer ${made.key}` };
    expect((await given.app.inject({ url: '/v1/channels', headers })).statusCode).toBe(200);
    const revoked = await given.app.inject({ method: 'DELETE', url: `/v1/keys/${made.id}`, headers: given.member });
    expect(revoked.statusCode).toBe(204);
    expect((await given.app.inject({ url: '/v1/channels', headers })).statusCode).toBe(401);
  });

  test('the key itself is shown once and kept nowhere', async () => {
    const made = (await addKey({ name: 'appen', kind: 'channel', channel: 'app' })).json<NewKey>();
    const list = await given.app.inject({ url: '/v1/keys', headers: given.member });
    expect(list.body).not.toContain(made.key);
    const { keys } = list.json<{ keys: KeyView[] }>();
    expect(keys.find((each) => each.id === made.id)).toMatchObject({ name: 'appen', channel: 'app', revokedAt: null });
    const { rows } = await given.deps.postgres.query('select * from api_keys where id = $1', [made.id]);
    expect(JSON.stringify(rows)).not.toContain(made.key);
  });

  test('a write key may name the pages it is used from, and only a write key may', async () => {
    const origins = ['https://Shop.example/', 'https://shop.example', 'http://localhost:5173'];
    const made = (await addKey({ name: 'sajten', kind: 'write', origins })).json<NewKey>();
    const source = await given.app.inject({ url: `/v1/sources/${made.source}`, headers: given.member });
    expect(source.json()).toMatchObject({ id: 'sajten', origins: ['https://shop.example', 'http://localhost:5173'] });
    for (const body of [
      { name: 'x', kind: 'channel', origins },
      { name: 'x', kind: 'write', origins: ['shop.example'] },
    ])
      expect((await addKey(body)).json()).toMatchObject({ code: 'field-invalid', errors: [{ field: 'origins' }] });
  });

  test('a key for a channel that does not exist is refused, naming the field', async () => {
    const answer = await addKey({ name: 'x', kind: 'channel', channel: 'teleprinter' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'field-invalid', errors: [{ field: 'channel' }] });
  });

  test('keys are made and seen by members only', async () => {
    expect((await addKey({ name: 'x', kind: 'write' }, given.channelKey)).statusCode).toBe(403);
    expect((await given.app.inject({ url: '/v1/keys', headers: given.channelKey })).statusCode).toBe(403);
    expect((await given.app.inject({ url: '/v1/keys' })).statusCode).toBe(401);
  });

  test('revoking a key that is not there is answered as not found', async () => {
    const url = '/v1/keys/00000000-0000-7000-8000-000000000000';
    expect((await given.app.inject({ method: 'DELETE', url, headers: given.member })).statusCode).toBe(404);
  });
});

describe('channels', () => {
  test('a channel is given its department and owner, and everyone who asks sees them', async () => {
    const body = { nameSv: 'Butik', nameEn: 'Store', isOurs: true, department: 'Butik', owner: 'Åke Tallsund' };
    const put = await given.app.inject({
      method: 'PUT',
      url: '/v1/channels/store',
      headers: given.member,
      payload: body,
    });
    expect(put.json()).toEqual({ id: 'store', ...body });
    const list = await given.app.inject({ url: '/v1/channels', headers: given.channelKey });
    expect(list.json<{ channels: unknown[] }>().channels).toContainEqual({ id: 'store', ...body });
    const again = await given.app.inject({
      method: 'PUT',
      url: '/v1/channels/web',
      headers: given.member,
      payload: { ...body, nameSv: 'Webb', nameEn: 'Web' },
    });
    expect(again.statusCode).toBe(200);
    const { rows } = await given.deps.postgres.query("select count(*) from members where name = 'Åke Tallsund'");
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('a key may read who owns a channel, not write it', async () => {
    const payload = { nameSv: 'Butik', nameEn: 'Store', isOurs: true, department: null, owner: null };
    const answer = await given.app.inject({
      method: 'PUT',
      url: '/v1/channels/store',
      headers: given.channelKey,
      payload,
    });
    expect(answer.statusCode).toBe(403);
  });
});
