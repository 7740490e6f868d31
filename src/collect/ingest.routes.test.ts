import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { ingesting, type Problem } from '../../test/ingesting.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

const { basic, send, lifeBy } = ingesting(() => given);

test('the key that comes in a body stands in no dead letter', async () => {
  const { statusCode } = await send('track', { userId: 'u', event: '', writeKey: given.writeKey }, {});
  expect(statusCode).toBe(400);
  const batch = [{ type: 'track', userId: 'u', writeKey: given.writeKey }];
  expect((await send('batch', { batch, writeKey: given.writeKey }, {})).statusCode).toBe(400);
  const { rows } = await given.deps.postgres.query<{ body: string }>('select body from dead_letters');
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.filter((row) => row.body.includes(given.writeKey))).toEqual([]);
});

describe('what a source hands in', () => {
  test.each(['application/json', 'text/plain', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded'])(
    'is taken as %s',
    async (type) => {
      const userId = `type ${type}`;
      const answer = await send('track', { userId, event: 'Order Completed' }, { ...basic(), 'content-type': type });
      expect(answer.json()).toEqual({ success: true });
      expect(answer.statusCode).toBe(200);
      const life = await lifeBy('user_id', encodeURIComponent(userId));
      expect(life.map((each) => each.name)).toEqual(['Order Completed']);
    },
  );

  test('is taken with the key in the body', async () => {
    const { statusCode } = await send('page', { userId: 'in-body', name: 'Start', writeKey: given.writeKey }, {});
    expect(statusCode).toBe(200);
    const batch = [{ type: 'screen', userId: 'in-body', name: 'Kassa' }];
    expect((await send('batch', { batch, writeKey: given.writeKey }, {})).statusCode).toBe(200);
    const life = await lifeBy('user_id', 'in-body');
    expect(new Set(life.map((each) => `${each.channel} ${each.name}`))).toEqual(new Set(['web Start', 'app Kassa']));
  });

  test('is taken packed', async () => {
    const packed = gzipSync(JSON.stringify({ batch: [{ type: 'track', userId: 'packed', event: 'Packad' }] }));
    expect((await send('batch', packed, { ...basic(), 'content-encoding': 'gzip' })).statusCode).toBe(200);
    expect(await lifeBy('user_id', 'packed')).toHaveLength(1);
    // As RudderStack's client for servers packs it.
    const asForm = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-encoding': 'gzip',
      anonymousid: 'a2FrYQ==',
    };
    const again = gzipSync(JSON.stringify({ batch: [{ type: 'track', userId: 'packed', event: 'Packad igen' }] }));
    expect((await send('batch', again, { ...basic(), ...asForm })).statusCode).toBe(200);
    expect(await lifeBy('user_id', 'packed')).toHaveLength(2);
  });

  test('sent twice with the same message id stands once', async () => {
    for (const later of [0, 1500]) {
      given.clock.advance(later);
      const call = {
        userId: 'twice',
        event: 'Product Viewed',
        messageId: 'm-twice',
        timestamp: '2026-11-20T10:00:00Z',
      };
      await send('track', { ...call, sentAt: '2026-11-20T10:00:01Z' });
      await given.flush();
    }
    const life = await lifeBy('user_id', 'twice');
    expect(life.map((each) => each.id)).toEqual(['m-twice']);
  });

  test('stands at the time it happened, though the clock of the telephone is a day wrong', async () => {
    const call = {
      userId: 'clock',
      event: 'Opened',
      timestamp: '2026-11-20T10:00:00Z',
      sentAt: '2026-11-20T10:00:30Z',
    };
    await send('track', call);
    const [entry] = await lifeBy('user_id', 'clock');
    expect(Date.parse(entry?.at ?? '')).toBe(given.clock.now() - 30_000);
  });

  test('names its channel, its products and what it is', async () => {
    const properties = { channel: 'Store', product_id: 'p1', products: [{ sku: 's2' }, { product_id: 'p1' }] };
    await send('track', { userId: 'names', event: 'Receipt Issued', properties });
    const [entry] = await lifeBy('user_id', 'names');
    expect(entry).toMatchObject({ channel: 'store', detail: { type: 'track', products: ['p1', 's2'] } });
    expect(await lifeBy('user_id', 'names', '?channel=web')).toEqual([]);
    expect(await lifeBy('user_id', 'names', '?channel=store')).toHaveLength(1);
  });

  test('takes the context of the batch where a call has none', async () => {
    const batch = [
      { type: 'track', userId: 'around', event: 'A' },
      { type: 'track', userId: 'around', event: 'B', context: { channel: 'phone' } },
    ];
    expect((await send('import', { batch, context: { channel: 'chat' } })).statusCode).toBe(200);
    const life = await lifeBy('user_id', 'around');
    expect(life.map((each) => `${each.channel} ${each.name}`).toSorted()).toEqual(['chat A', 'phone B']);
  });

  test('keeps the good events of a batch that holds a bad one, and the bad one with its reason', async () => {
    const batch = [
      { type: 'track', userId: 'mixed', event: 'Good' },
      { type: 'track', userId: 'mixed' },
      { type: 'trakc', userId: 'mixed', event: 'x\u0000y' },
      'nothing',
      { type: 'page', anonymousId: 'null' },
    ];
    expect((await send('batch', { batch })).statusCode).toBe(200);
    expect((await lifeBy('user_id', 'mixed')).map((each) => each.name)).toEqual(['Good']);
    const letters = await given.app.inject({ url: '/v1/dead-letters?kind=event&limit=4', headers: given.member });
    const { deadLetters } = letters.json<{
      deadLetters: { field: string; line: number; reason: string; body: string }[];
    }>();
    expect(deadLetters.map((each) => `${each.line} ${each.field}`).toSorted()).toEqual([
      '2 event',
      '3 type',
      '4 (event)',
      '5 userId',
    ]);
    expect(deadLetters.find((each) => each.line === 2)?.reason).toBe(
      'event: found nothing, allowed is a text: track needs it',
    );
  });

  test('one event with a name that reaches the prototype does not stop the others of its batch', async () => {
    const good = JSON.stringify({ type: 'track', event: 'Receipt Issued', userId: 'prototyp-1' });
    const bad = '{"type":"track","event":"e","userId":"prototyp-2","properties":{"__proto__":{"isOwner":true}}}';
    expect((await send('batch', `{"batch":[${bad},${good}]}`)).statusCode).toBe(200);
    expect((await lifeBy('user_id', 'prototyp-1')).map((each) => each.name)).toEqual(['Receipt Issued']);
    const { rows } = await given.deps.postgres.query(
      `select reason from dead_letters where reason like '%__proto__%' and line = 1`,
    );
    expect(rows.length).toBe(1);
  });

  test('is refused when its bytes are no UTF-8, so that two people do not become one', async () => {
    const latin1 = Buffer.from('{"event":"e","userId":"\u00c5sa"}', 'latin1');
    const answer = await send('track', latin1);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().code).toBe('body-invalid');
  });

  test('half a character in a name, a product or an id does not keep what came after it from the history', async () => {
    const halves = { event: 'Halv\ud800', properties: { product_id: 'halv\udc00' } };
    expect((await send('track', { userId: 'halv-1', ...halves })).statusCode).toBe(200);
    expect((await send('track', { userId: 'halv-1', event: 'e', messageId: 'halv\ud800' })).statusCode).toBe(400);
    const [event] = await lifeBy('user_id', 'halv-1');
    expect(event?.name).toBe('Halv\ufffd');
    expect(event?.detail.products).toEqual(['halv\ufffd']);
  });

  test.each(['2026-02-30T10:00:00Z', '2026-10-22 (yesterday)', '2026-10-22 10:00 PM', '2026-10-22T24:00:00Z'])(
    'is refused when its time is %s, which is none',
    async (timestamp) => {
      expect((await send('track', { userId: 'u', event: 'e', timestamp })).statusCode).toBe(400);
    },
  );
});

describe('what was not taken in', () => {
  test('is listed page by page', async () => {
    for (let i = 0; i < 5; i += 1) await send('track', { userId: 'pages', event: 5 + i });
    const seen: string[] = [];
    let cursor = '';
    do {
      const url = `/v1/dead-letters?limit=2${cursor && `&cursor=${cursor}`}`;
      const page = await given.app.inject({ url, headers: given.member });
      expect(page.statusCode).toBe(200);
      const { deadLetters, next } = page.json<{ deadLetters: { id: string }[]; next: string | null }>();
      seen.push(...deadLetters.map((each) => each.id));
      cursor = next ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    const bad = await given.app.inject({ url: '/v1/dead-letters?cursor=x', headers: given.member });
    expect(bad.json<Problem>().errors?.[0]?.field).toBe('cursor');
  });
});
