import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import type { Health, SourceHealth } from './health.contract.ts';
import type { LiveRow, TestResult } from './live.contract.ts';

let given: TestApp;
let base: string;
beforeAll(async () => {
  given = await openApp();
  base = await given.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => given.close());

async function send(address: string, body: object | string, key = given.writeKey): Promise<number> {
  const answer = await given.app.inject({
    method: 'POST',
    url: `/v1/${address}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return answer.statusCode;
}

type Message = { readonly id: string; readonly event: string; readonly row: LiveRow };

/** Opens the stream as a browser does, and reads messages from it until the given number has come. */
async function openStream(lastId?: string) {
  const stop = new AbortController();
  const headers = { ...given.member, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const answer = await fetch(`${base}/v1/inflow/stream`, { headers, signal: stop.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function take(count: number): Promise<Message[]> {
    for (;;) {
      const parts = text.split('\n\n');
      const messages = parts.slice(0, -1).filter((each) => each.includes('data: '));
      if (messages.length >= count) {
        text = parts.at(-1) ?? '';
        return messages.map((each) => ({
          id: /^id: (.*)$/m.exec(each)?.[1] ?? '',
          event: /^event: (.*)$/m.exec(each)?.[1] ?? '',
          row: JSON.parse(/^data: (.*)$/m.exec(each)?.[1] ?? '{}') as LiveRow,
        }));
      }
      const part = await reader?.read();
      if (part === undefined || part.done) throw new Error(`the stream ended: ${text}`);
      text += part.value;
    }
  }
  return { answer, take, close: () => stop.abort() };
}

describe('the live stream', () => {
  test('shows what came, what was read from it, who it became and why', async () => {
    await send('identify', { userId: 'live', traits: { email: 'live@example.se', name: 'Ebba Sund' } });
    given.clock.advance(60_000);
    const stream = await openStream();
    expect(stream.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const call = {
      type: 'track',
      userId: 'live',
      anonymousId: 'live-browser',
      event: 'Tält provat',
      messageId: 'm-live',
    };
    await send('batch', { batch: [call, { type: 'track', userId: 'live' }], context: { channel: 'store' } });
    await send('track', { userId: 'nobody-yet', event: 'Först', messageId: 'm-first' });
    await send('track', { userId: 'nobody-yet', event: 'Först', messageId: 'm-first' });
    const rows = (await stream.take(4)).map((each) => each.row);
    expect(rows[0]).toMatchObject({
      outcome: 'taken',
      source: 'test-source',
      channel: 'store',
      name: 'Tält provat',
      customer: {
        name: 'Ebba Sund',
        why: {
          found: 'attached',
          by: [{ type: 'user_id', value: 'live' }],
          learnt: [{ type: 'anonymous_id', value: 'live-browser' }],
        },
      },
    });
    expect(JSON.parse(rows[0]?.raw ?? '')).toEqual(call);
    expect(rows[1]).toMatchObject({ outcome: 'refused', code: 'field-invalid', customer: null });
    expect(rows[1]?.reason).toContain('event: found nothing');
    expect(rows[2]).toMatchObject({ isRepeat: false, customer: { why: { found: 'new' } } });
    expect(rows[3]).toMatchObject({ isRepeat: true });
    stream.close();
  });

  test('tells which customers became one, and which stay two though they came together', async () => {
    await send('identify', { userId: 'one', traits: { email: 'one@example.se' } });
    await send('track', { anonymousId: 'browser-of-one', event: 'Före' });
    await send('identify', { userId: 'other', traits: { email: 'other@example.se' } });
    given.clock.advance(60_000);
    const stream = await openStream();
    await send('track', { userId: 'one', anonymousId: 'browser-of-one', event: 'Tillsammans' });
    await send('identify', { userId: 'one', traits: { email: 'other@example.se' } });
    const [merged, refused] = (await stream.take(2)).map((each) => each.row);
    expect(merged?.customer?.why).toMatchObject({ found: 'merged', refused: [] });
    expect(merged?.customer?.why.merged).toHaveLength(1);
    expect(refused?.customer?.why).toMatchObject({
      found: 'refused',
      refused: [{ code: 'limit' }],
    });
    stream.close();
  });

  test('goes on after the row that was seen last, and is empty for the next who looks when nobody did', async () => {
    const stays = await openStream();
    const first = await openStream();
    await send('track', { userId: 'resume', event: 'Ett' });
    const [seen] = await first.take(1);
    first.close();
    await stays.take(1);
    await send('track', { userId: 'resume', event: 'Två' });
    await stays.take(1);
    const again = await openStream(seen?.id);
    expect((await again.take(1)).map((each) => each.row.name)).toEqual(['Två']);
    again.close();
    stays.close();
    await expect
      .poll(async () => (await given.deps.postgres.query('select from inflow_rows')).rowCount, { timeout: 20_000 })
      .toBe(0);
  });

  test('counts what is more than anybody can read', async () => {
    const stream = await openStream();
    const batch = Array.from({ length: 400 }, (_, index) => ({ type: 'track', userId: 'flood', event: `E${index}` }));
    await send('batch', { batch });
    const messages: Message[] = [];
    while (!messages.some((each) => each.event === 'skipped')) messages.push(...(await stream.take(1)));
    const skipped = messages.find((each) => each.event === 'skipped')?.row as unknown as { skipped: number };
    expect(messages.length - 1 + skipped.skipped).toBe(400);
    stream.close();
  });

  test('is for members only', async () => {
    for (const headers of [given.channelKey, {}])
      expect((await fetch(`${base}/v1/inflow/stream`, { headers })).status).toBeGreaterThanOrEqual(401);
  });
});

describe('the test sender', () => {
  async function trial(body: object): Promise<{ status: number; row: LiveRow }> {
    const answer = await given.app.inject({
      method: 'POST',
      url: '/v1/inflow/test',
      headers: given.member,
      payload: body,
    });
    return { status: answer.statusCode, row: answer.json<TestResult>().row };
  }

  test('sends by the way of all events, marked, and tells what it became', async () => {
    const { row } = await trial({ channel: 'store', call: { type: 'track', userId: 'prov', event: 'Prov' } });
    expect(row).toMatchObject({
      outcome: 'taken',
      source: 'test',
      channel: 'store',
      customer: { why: { found: 'new' } },
    });
    expect(row.parsed).toMatchObject({ context: { isTest: true } });
    await given.flush();
    const life = await given.app.inject({
      url: `/v1/customers/${row.customer?.id}/timeline`,
      headers: given.channelKey,
    });
    expect(life.json<{ entries: { name: string }[] }>().entries.map((each) => each.name)).toEqual(['Prov']);
  });

  test('tells what is wrong, and keeps it as it would any', async () => {
    const { status, row } = await trial({ call: { type: 'track', userId: 'prov' } });
    expect([status, row.outcome, row.code]).toEqual([200, 'refused', 'field-invalid']);
    const { rows } = await given.deps.postgres.query(`select source from dead_letters where source = 'test'`);
    expect(rows).toHaveLength(1);
  });
});

describe('the health of sources', () => {
  async function health(): Promise<Health> {
    await given.flush();
    const answer = await given.app.inject({ url: '/v1/inflow/sources', headers: given.member });
    expect(answer.statusCode).toBe(200);
    return answer.json<Health>();
  }

  async function ofSource(): Promise<SourceHealth> {
    const found = (await health()).sources.find((each) => each.source === 'test-source');
    if (found === undefined) throw new Error('the source is not there');
    return found;
  }

  test('counts what came, what was refused and what was sent twice', async () => {
    given.clock.advance(2 * 86_400_000);
    const at = new Date(given.clock.now() - 90_000).toISOString();
    const event = { type: 'track', userId: 'health', event: 'Kvitto', timestamp: at, messageId: 'h-1' };
    await send('batch', { batch: [event, { ...event, messageId: 'h-2' }, { ...event, messageId: '', event: '' }] });
    await send('batch', { batch: [event] });
    await send('batch', '{"batch":');
    await send('batch', '{"batch":', 'wk_nobody');
    const now = await ofSource();
    expect(now).toMatchObject({ lastDay: 2, violating: 0, silence: null, channels: expect.arrayContaining(['web']) });
    expect(now.lagP50Ms).toBe(90_000);
    expect(now.deadLetters).toEqual([{ code: 'field-invalid', count: 1, open: 1 }]);
    expect(now.refused).toEqual([{ code: 'body-invalid', count: 1 }]);
    expect(now.hours.at(-1)).toBeGreaterThanOrEqual(2);
    expect((await health()).strangers).toEqual([{ code: 'key-unknown', count: 1 }]);
    // What was sent twice is told of whole hours, when everything of them has come.
    given.clock.advance(3_600_000);
    expect(await ofSource()).toMatchObject({ repeated: 1 });
  });

  test('a source that is heard every hour and then is not is silent since then', async () => {
    given.clock.advance(30 * 86_400_000 - 3 * 86_400_000);
    for (let hour = 0; hour < 6; hour += 1) {
      given.clock.advance(3_600_000);
      await send('track', { userId: 'hourly', event: 'Puls' });
    }
    const since = given.clock.now();
    expect((await ofSource()).silence).toBeNull();
    given.clock.advance(3 * 3_600_000);
    expect((await ofSource()).silence).toEqual({ since: new Date(since).toISOString(), usualHours: 1 });
  });
});
