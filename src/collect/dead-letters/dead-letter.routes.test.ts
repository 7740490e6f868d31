import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import type {
  DeadLetterPage,
  DeadLetterView,
  LetterGroupList,
  Replayed,
  ReplayJob,
  Trial,
} from './dead-letter.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());
beforeEach(async () => {
  await given.deps.postgres.query('truncate dead_letters, dead_requests, replays, inflow_counts');
});

async function send(address: string, body: object | string, headers: Record<string, string> = {}) {
  return given.app.inject({
    method: 'POST',
    url: `/v1/${address}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${given.writeKey}`, ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function look<T>(address: string): Promise<T> {
  const answer = await given.app.inject({ url: `/v1/${address}`, headers: given.member });
  expect(answer.statusCode).toBe(200);
  return answer.json<T>();
}

type Answer<T> = { readonly status: number; readonly body: T };

async function tell<T>(address: string, body: object = {}): Promise<Answer<T>> {
  const answer = await given.app.inject({
    method: 'POST',
    url: `/v1/${address}`,
    headers: given.member,
    payload: body,
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

async function letters(query = ''): Promise<DeadLetterView[]> {
  return (await look<DeadLetterPage>(`dead-letters${query}`)).deadLetters;
}

async function onlyLetter(): Promise<DeadLetterView> {
  const [letter, ...others] = await letters();
  if (letter === undefined || others.length > 0) throw new Error('there is not one letter');
  return letter;
}

type Kept = { message_id: string; at: string; channel: string; name: string; context: string; received_at: string };

async function history(userId: string): Promise<Kept[]> {
  await given.flush();
  const result = await given.deps.clickhouse.query({
    query: `select message_id, at, channel, name, context, received_at from events final
      where identifiers like {who:String} order by at, message_id`,
    query_params: { who: `%"${userId}"%` },
    format: 'JSONEachRow',
  });
  return result.json<Kept>();
}

describe('a letter', () => {
  test('that is mended and replayed becomes what it would have been, at its own time and in its own channel', async () => {
    const wrong = { type: 'track', userId: 'mended', timestamp: '2026-11-20T10:00:00Z', event: '' };
    const right = { ...wrong, userId: 'right', event: 'Tältet provat', messageId: 'm-right' };
    const request = { batch: [wrong, right], sentAt: '2026-11-20T10:00:30Z', context: { channel: 'store', till: 7 } };
    expect((await send('batch', request)).statusCode).toBe(200);
    const receivedAt = given.clock.now();
    given.clock.advance(3 * 86_400_000);
    const letter = await onlyLetter();
    expect(letter).toMatchObject({
      status: 'open',
      code: 'field-invalid',
      field: 'event',
      source: 'test-source',
      line: 1,
    });
    const body = JSON.stringify({ ...wrong, event: 'Tältet provat' });
    const trial = await tell<Trial>(`dead-letters/${letter.id}/trial`, { body });
    expect(trial.body).toMatchObject({ holds: true, faults: [] });
    expect(await history('mended')).toEqual([]);
    const replayed = await tell<Replayed>(`dead-letters/${letter.id}/replay`, { body });
    expect(replayed.status).toBe(200);
    expect(replayed.body.customerIds).toHaveLength(1);
    const [kept] = await history('mended');
    const [twin] = await history('right');
    expect(kept).toEqual({ ...twin, message_id: letter.id });
    expect(Date.parse(`${kept?.at}Z`)).toBe(receivedAt - 30_000);
    expect(await onlyLetter()).toMatchObject({ status: 'replayed', settledBy: 'member:Owner', mended: body });
  });

  test('that is replayed twice adds nothing, also when the mark of the first time was lost', async () => {
    await send('track', { userId: 'twice' });
    const { id } = await onlyLetter();
    const body = JSON.stringify({ type: 'track', userId: 'twice', event: 'Once' });
    expect((await tell(`dead-letters/${id}/replay`, { body })).status).toBe(200);
    expect((await tell<{ code: string }>(`dead-letters/${id}/replay`, { body })).body.code).toBe('state-conflict');
    // As when the process died between keeping the event and marking the letter.
    await given.deps.postgres.query(`update dead_letters set status = 'open'`);
    expect((await tell(`dead-letters/${id}/replay`, { body })).status).toBe(200);
    expect(await history('twice')).toHaveLength(1);
  });

  test('that still does not hold says so by its fields, and stays open', async () => {
    await send('track', { userId: 'still' });
    const { id } = await onlyLetter();
    const trial = await tell<Trial>(`dead-letters/${id}/trial`);
    expect(trial.body).toMatchObject({ holds: false, code: 'field-invalid', faults: [{ field: 'event' }], became: [] });
    const body = '{"type":"track",\n"userId":}';
    const replay = await tell<{ code: string; errors: { field: string }[] }>(`dead-letters/${id}/replay`, { body });
    expect([replay.status, replay.body.code, replay.body.errors[0]?.field]).toEqual([400, 'body-invalid', '(body)']);
    expect((await onlyLetter()).status).toBe('open');
  });

  test('is put away with a reason, and cannot be replayed then', async () => {
    await send('track', { userId: 'away' });
    const { id } = await onlyLetter();
    expect((await tell(`dead-letters/${id}/discard`, { because: 'En provsändning' })).status).toBe(200);
    expect(await onlyLetter()).toMatchObject({ status: 'discarded', settledBecause: 'En provsändning' });
    expect((await tell(`dead-letters/${id}/replay`)).status).toBe(409);
  });

  test('of CloudEvents is judged as a CloudEvent', async () => {
    const event = { specversion: '1.0', id: '1', source: '/till/4', type: 'Receipt Issued', subject: 'email:x' };
    await send('cloudevents', { ...event, id: '' }, { 'content-type': 'application/cloudevents+json' });
    const { id } = await onlyLetter();
    const body = JSON.stringify({ ...event, subject: 'email:moln@example.se' });
    expect((await tell(`dead-letters/${id}/replay`, { body })).status).toBe(200);
    expect((await history('moln@example.se')).map((each) => each.message_id)).toEqual(['/till/4 1']);
  });

  test('of sightings becomes a sighting once it is one', async () => {
    const sighting = {
      product: 'p',
      channel: 'web',
      amount: '399',
      currency: 'SEK',
      seenAt: '2026-11-22T08:00:00Z',
      source: 'feed',
    };
    const answer = await given.app.inject({
      method: 'POST',
      url: '/v1/sightings',
      headers: given.channelKey,
      payload: { sightings: [sighting] },
    });
    expect(answer.statusCode).toBe(400);
    const { id } = await onlyLetter();
    expect((await tell<Trial>(`dead-letters/${id}/trial`)).body).toMatchObject({
      holds: false,
      faults: [{ field: 'amount' }],
    });
    const body = JSON.stringify({ ...sighting, amount: 39900 });
    expect((await tell(`dead-letters/${id}/replay`, { body })).status).toBe(200);
    const { rows } = await given.deps.postgres.query(`select amount from sightings where source = 'feed'`);
    expect(rows).toEqual([{ amount: 39900 }]);
  });
});

describe('many letters', () => {
  async function sendMany(count: number): Promise<void> {
    const batch = Array.from({ length: count }, (_, index) => ({ type: 'track', anonymousId: `many-${index}` }));
    await send('batch', { batch });
  }

  test('are gathered by source and fault, with how many and when', async () => {
    await sendMany(3);
    given.clock.advance(60_000);
    await send('batch', {
      batch: [
        { type: 'track', event: 'x' },
        { type: 'track', event: 'x' },
      ],
    });
    const { groups } = await look<LetterGroupList>('dead-letters/groups?status=open');
    expect(groups).toMatchObject([
      { source: 'test-source', code: 'field-invalid', field: 'event', letters: 3 },
      { source: 'test-source', code: 'identifiers-missing', field: 'userId', letters: 2 },
    ]);
    expect(Date.parse(groups[1]?.firstAt ?? '')).toBe(given.clock.now());
  });

  test('are mended by one patch and replayed by a job that counts what still does not hold', async () => {
    await sendMany(1100);
    await send('track', { userId: 'other', event: 'x', messageId: 'a\nb' });
    const filter = { code: 'field-invalid' };
    const asked = await tell<ReplayJob>('dead-letters/replays', { filter, patch: { event: 'Kvitto' } });
    expect([asked.status, asked.body.letters]).toEqual([202, 1101]);
    await given.flush();
    const done = await look<ReplayJob>(`dead-letters/replays/${asked.body.id}`);
    expect(done).toMatchObject({ letters: 1101, tried: 1101, replayed: 1100, failing: 1 });
    expect(done.finishedAt).not.toBeNull();
    expect((await letters('?status=open')).map((each) => each.field)).toEqual(['messageId']);
    expect(await history('many-1099')).toMatchObject([{ name: 'Kvitto' }]);
    const again = await tell<ReplayJob>('dead-letters/replays', { filter: { status: 'open' } });
    await given.flush();
    expect(await look(`dead-letters/replays/${again.body.id}`)).toMatchObject({ tried: 1, replayed: 0, failing: 1 });
  });

  test('are put away together, and only those that are meant', async () => {
    await sendMany(3);
    await send('track', { userId: 'x', event: 'x', messageId: 'a\nb' });
    const answer = await tell('dead-letters/discard', { filter: { field: 'event' }, because: 'Fel kassa' });
    expect(answer.body).toEqual({ discarded: 3 });
    expect(await letters('?status=open')).toHaveLength(1);
  });

  test('come as a table, all of them', async () => {
    await sendMany(450);
    const answer = await given.app.inject({ url: '/v1/dead-letters/table.csv?status=open', headers: given.member });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.body.trimEnd().split('\r\n')).toHaveLength(451);
  });
});

describe('a request that is refused whole', () => {
  const broken = '{"batch":[{"type":"track","userId":"whole","event":"Hel"';

  async function counts(): Promise<string[]> {
    await given.flush();
    const { rows } = await given.deps.postgres.query<{ line: string }>(
      `select source || ' ' || outcome || ' ' || code || ' ' || count as line from inflow_counts order by 1`,
    );
    return rows.map((row) => row.line);
  }

  test('is counted, and of a known source kept to be mended', async () => {
    expect((await send('batch', broken)).statusCode).toBe(400);
    const letter = await onlyLetter();
    expect(letter).toMatchObject({ code: 'body-invalid', field: '(body)', source: 'test-source', body: broken });
    const replayed = await tell<Replayed>(`dead-letters/${letter.id}/replay`, { body: `${broken}}]}` });
    expect(replayed.status).toBe(200);
    expect(await history('whole')).toHaveLength(1);
    expect(await counts()).toEqual(['test-source refused body-invalid 1']);
  });

  test('by a key that nobody knows is counted and never kept', async () => {
    const stranger = { authorization: 'Bearer wk_nobody' };
    expect((await send('batch', broken, stranger)).statusCode).toBe(401);
    expect(
      (await send('track', { userId: 'u', event: 'e', writeKey: 'wk_nobody' }, { authorization: '' })).statusCode,
    ).toBe(401);
    expect(await letters()).toEqual([]);
    expect(await counts()).toEqual([' refused key-unknown 2']);
  });

  test('is kept twenty times an hour and counted each time; no key stands in what is kept', async () => {
    const withKey = `{"writeKey":"${given.writeKey}","x":"${given.writeKey}", oj`;
    given.clock.advance(3_600_000);
    for (let sent = 0; sent < 22; sent += 1) await send('track', withKey);
    const kept = await letters();
    expect(kept).toHaveLength(20);
    expect(kept.filter((each) => each.body.includes(given.writeKey))).toEqual([]);
    expect(await counts()).toEqual(['test-source refused body-invalid 22']);
  });

  test('is not counted beside the letters of a request whose every event is one', async () => {
    await send('batch', { batch: [{ type: 'track' }, { type: 'trakc' }] });
    await send('batch', { batch: [{ type: 'track', userId: 'counted', event: 'Good' }, { type: 'track' }] });
    expect(await letters()).toHaveLength(3);
    expect(await counts()).toEqual(['test-source taken  1']);
  });

  test('for its size is counted', async () => {
    expect((await send('track', { userId: 'u', event: 'x'.repeat(600_000) })).statusCode).toBe(413);
    expect(await counts()).toEqual(['test-source refused body-too-large 1']);
    expect(await letters()).toEqual([]);
  });
});

test('only members see what was not taken in', async () => {
  for (const headers of [given.channelKey, { authorization: `Bearer ${given.writeKey}` }, {}])
    for (const url of ['/v1/dead-letters', '/v1/dead-letters/groups', '/v1/dead-letters/table.csv'])
      expect((await given.app.inject({ url, headers })).statusCode).toBeGreaterThanOrEqual(401);
});

test('what is older than letters are kept is deleted, whatever became of it', async () => {
  await send('track', { userId: 'old' });
  given.clock.advance(29 * 86_400_000);
  await send('track', { userId: 'young' });
  given.clock.advance(2 * 86_400_000);
  await given.deps.postgres.query(`select graphile_worker.add_job('expire-dead-letters', '[]'::json)`);
  await given.flush();
  const { rows } = await given.deps.postgres.query(
    `select body, (select count(*)::int from dead_requests) as requests from dead_letters`,
  );
  expect(rows).toEqual([{ body: '{"userId":"young","type":"track"}', requests: 1 }]);
});
