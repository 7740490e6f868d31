import { createServer } from 'node:http';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { createClickHouse } from '../store/clickhouse.ts';
import { lineOf, lineWithoutCustomer } from './event.ts';
import { EventLog, type Notice } from './segment.store.ts';

let given: TestDeps;
let folder: string;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samspel-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function line(messageId: string): string {
  const at = given.clock.now();
  const event = { at, messageId, type: 'track', name: 'e', channel: 'web', source: 's', receivedAt: at } as const;
  return lineOf(
    given.deps.newId(),
    lineWithoutCustomer({
      ...event,
      identifiers: [],
      properties: { text: 'rad\nbrytning' },
      context: {},
      products: ['p'],
    }),
  );
}

async function stored(prefix: string): Promise<{ rows: number; different: number }> {
  const result = await given.deps.clickhouse.query({
    query: `SELECT toUInt32(count()) AS rows, toUInt32(uniqExact(message_id)) AS different FROM events
      WHERE startsWith(message_id, {prefix: String})`,
    query_params: { prefix },
    format: 'JSONEachRow',
  });
  const [found] = await result.json<{ rows: number; different: number }>();
  return found ?? { rows: 0, different: 0 };
}

function segments(): string {
  return join(folder, 'segments');
}

/** What a dead process left behind. */
async function leave(processId: string, files: Readonly<Record<string, string>>, owner?: object): Promise<void> {
  const left = join(segments(), processId);
  await mkdir(left, { recursive: true });
  if (owner !== undefined) await writeFile(join(left, 'owner.json'), JSON.stringify(owner));
  for (const [name, text] of Object.entries(files)) await writeFile(join(left, name), text);
}

describe('the log of events', () => {
  test('brings into the history what was acknowledged, from many callers at once', async () => {
    const log = await EventLog.open(given.deps, folder);
    await Promise.all(Array.from({ length: 500 }, (_, n) => log.append(line(`many-${n}`) + line(`many-${n}b`))));
    await log.flush();
    expect(await stored('many-')).toEqual({ rows: 1000, different: 1000 });
    await log.close();
    expect(await readdir(segments())).toEqual([]);
  });

  test('keeps properties as the text of their JSON', async () => {
    const log = await EventLog.open(given.deps, folder);
    await log.append(line('json-1'));
    await log.close();
    const result = await given.deps.clickhouse.query({
      query: `SELECT properties, identifiers, products FROM events WHERE message_id = 'json-1'`,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([
      { properties: '{"text":"rad\\nbrytning"}', identifiers: '[]', products: ['p'] },
    ]);
  });

  test('cuts the torn tail that a crash left, and loses no whole line', async () => {
    const whole = line('torn-1') + line('torn-2');
    await leave('dead', { 'dead-00000001.open': whole + line('torn-3').slice(0, 40), 'dead-00000002.open': '{"cust' });
    const log = await EventLog.open(given.deps, folder);
    await log.flush();
    expect(await stored('torn-')).toEqual({ rows: 2, different: 2 });
    await log.close();
    expect(await readdir(segments())).toEqual([]);
  });

  test('hands a segment over again without doubling it', async () => {
    const text = Array.from({ length: 3000 }, (_, n) => line(`again-${n}`)).join('');
    for (const round of ['first', 'second']) {
      await leave(round, { 'x-00000001.ndjson': text });
      const log = await EventLog.open(given.deps, folder);
      await log.close();
    }
    expect(await stored('again-')).toEqual({ rows: 3000, different: 3000 });
  });

  test('leaves alone what belongs to a living process', async () => {
    const first = await EventLog.open(given.deps, folder);
    await first.append(line('mine-1'));
    const second = await EventLog.open(given.deps, folder);
    await second.flush();
    expect(await stored('mine-')).toEqual({ rows: 0, different: 0 });
    await first.close();
    expect(await stored('mine-')).toEqual({ rows: 1, different: 1 });
    await second.close();
  });

  test('takes over from a process whose number another one has now', async () => {
    await leave('old', { 'old-00000001.ndjson': line('old-1') }, { pid: process.pid, startedAt: '1' });
    const log = await EventLog.open(given.deps, folder);
    await log.close();
    expect(await stored('old-')).toEqual({ rows: 1, different: 1 });
  });

  test('of several processes only one takes over', async () => {
    await leave('race', { 'race-00000001.open': line('race-1') });
    const logs = await Promise.all(Array.from({ length: 5 }, () => EventLog.open(given.deps, folder)));
    for (const log of logs) await log.close();
    expect(await stored('race-')).toEqual({ rows: 1, different: 1 });
  });

  test('sets aside lines that the history can never take, and goes on with the others', async () => {
    const notices: Notice[] = [];
    await leave('bad', { 'bad-00000001.ndjson': '{"customer":"no uuid"}\n', 'bad-00000002.ndjson': line('good-1') });
    const log = await EventLog.open(given.deps, folder, (notice) => notices.push(notice));
    await log.flush();
    expect(await stored('good-')).toEqual({ rows: 1, different: 1 });
    expect(notices.map((each) => each.event)).toContain('segment_lines_refused');
    await log.close();
    const [left = ''] = await readdir(segments());
    expect(await readdir(join(segments(), left))).toEqual(['bad-00000001.refused']);
  });

  test('one line that the history can never take keeps no other line of its segment out, nor any segment behind it', async () => {
    const halved = line('cut-bad').replace('"name":"e"', String.raw`"name":"\ud800"`);
    const lines = Array.from({ length: 200 }, (_, n) => line(`cut-${n}`));
    await leave('cut', {
      'cut-00000001.ndjson': [...lines.slice(0, 70), halved, ...lines.slice(70)].join(''),
      'cut-00000002.ndjson': line('cut-behind'),
    });
    const notices: Notice[] = [];
    const log = await EventLog.open(given.deps, folder, (notice) => notices.push(notice));
    await log.flush();
    expect(await stored('cut-')).toEqual({ rows: 201, different: 201 });
    expect(notices).toContainEqual({ event: 'segment_lines_refused', segment: 'cut-00000001', lines: 1 });
    await log.close();
    const [left = ''] = await readdir(segments());
    expect(await readFile(join(segments(), left, 'cut-00000001.refused'), 'utf8')).toBe(halved);
  });

  test('refuses more than the disk may hold while the history is away, says so once, and takes in again afterwards', async () => {
    const notices: Notice[] = [];
    const away = createClickHouse('http://127.0.0.1:1/nowhere');
    const few = { keptBytes: 3 * Buffer.byteLength(line('disk-0')) };
    const log = await EventLog.open({ ...given.deps, clickhouse: away }, folder, (each) => notices.push(each), few);
    for (let n = 0; n < 3; n += 1) await log.append(line(`disk-${n}`));
    await expect(log.append(line('disk-3'))).rejects.toMatchObject({ code: 'too-busy' });
    expect(() => log.demandRoom(1)).toThrow(/disk/);
    expect(notices.filter((each) => each.event === 'segments_full')).toHaveLength(1);
    await log.close();
    const next = await EventLog.open(given.deps, folder, undefined, few);
    expect(next.keptBytes).toBeGreaterThan(0);
    await next.flush();
    expect(next.keptBytes).toBe(0);
    await next.append(line('disk-3'));
    await next.close();
    expect(await stored('disk-')).toEqual({ rows: 4, different: 4 });
  });

  test('hands over early what is worth it while nothing else is being handed over', async () => {
    const log = await EventLog.open(given.deps, folder, undefined, { sealAfterMs: 3_600_000, sealIdleAtBytes: 1000 });
    for (let n = 0; n < 20; n += 1) await log.append(line(`early-${n}`));
    await expect.poll(async () => (await stored('early-')).rows, { timeout: 20_000 }).toBeGreaterThan(0);
    await log.close();
    expect(await stored('early-')).toEqual({ rows: 20, different: 20 });
  });

  test('refuses more than memory may hold, and says when to come back', async () => {
    const log = await EventLog.open(given.deps, folder, undefined, { waitingBytes: 3000 });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => log.append(line(`full-${n}`))));
    const refused = answers.filter((each) => each.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each.reason).toMatchObject({ code: 'too-busy' });
    await log.flush();
    expect((await stored('full-')).rows).toBe(20 - refused.length);
    await log.close();
  });
});

describe('a message that is sent again', () => {
  test('is taken in once, whichever process takes it and whatever has become of its time and customer', async () => {
    const [one, other] = [await EventLog.open(given.deps, folder), await EventLog.open(given.deps, folder)];
    await one.append(line('twice-1') + line('twice-1') + line('twice-2'));
    await one.flush();
    given.clock.advance(1234);
    await other.append(line('twice-2') + line('twice-3'));
    await other.flush();
    await one.append(line('twice-1') + line('twice-3'));
    await one.flush();
    expect(await stored('twice-')).toEqual({ rows: 3, different: 3 });
    await one.close();
    await other.close();
  });

  test('is taken in once, also when processes hand it over at the same moment', async () => {
    const logs = await Promise.all(Array.from({ length: 4 }, () => EventLog.open(given.deps, folder)));
    for (const log of logs) await log.append(Array.from({ length: 200 }, (_, n) => line(`moment-${n}`)).join(''));
    await Promise.all(logs.map((log) => log.flush()));
    expect(await stored('moment-')).toEqual({ rows: 200, different: 200 });
    for (const log of logs) await log.close();
  });

  test('of another source is another message', async () => {
    const log = await EventLog.open(given.deps, folder);
    await log.append(line('source-1') + line('source-1').replace('"source":"s"', '"source":"t"'));
    await log.close();
    expect((await stored('source-')).rows).toBe(2);
  });

  test('is not left out because of a hand-over that never came to its end', async () => {
    const first = line('half-1') + line('half-2');
    const refusing = new Proxy(given.deps.clickhouse, {
      get: (target, name) =>
        name === 'exec'
          ? (asked: { query: string }) =>
              asked.query.includes('INTO events') ? Promise.reject(new Error('away')) : target.exec(asked)
          : Reflect.get(target, name, target),
    });
    const log = await EventLog.open({ ...given.deps, clickhouse: refusing }, folder);
    await log.append(first);
    await expect(log.flush()).rejects.toThrow('away');
    const other = await EventLog.open(given.deps, folder);
    await other.append(line('half-2') + line('half-3'));
    await other.flush();
    expect(await stored('half-')).toEqual({ rows: 1, different: 1 });
    await log.close();
    const next = await EventLog.open(given.deps, folder);
    await next.flush();
    expect(await stored('half-')).toEqual({ rows: 3, different: 3 });
    await next.close();
    await other.close();
  });
});

describe('while the history does not answer', () => {
  test('events are taken in all the same, and come when it is back', async () => {
    const away = createClickHouse('http://127.0.0.1:9/none');
    const notices: Notice[] = [];
    const log = await EventLog.open({ ...given.deps, clickhouse: away }, folder, (notice) => notices.push(notice));
    await log.append(line('away-1'));
    await expect(log.flush()).rejects.toThrow();
    await log.append(line('away-2'));
    await log.close();
    await away.close();
    expect(notices.map((each) => each.event)).toContain('segments_left_for_next_start');
    const next = await EventLog.open(given.deps, folder);
    // A close gives up after a while; a flush takes as long as the machine needs.
    await next.flush();
    await next.close();
    expect(await stored('away-')).toEqual({ rows: 2, different: 2 });
  });

  test('a history that never answers holds up neither the taking in nor the stop', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const stuck = createClickHouse(`http://127.0.0.1:${(mute.address() as AddressInfo).port}/none`);
    const log = await EventLog.open({ ...given.deps, clickhouse: stuck }, folder, undefined, {
      sealAfterMs: 5,
      closeWithinMs: 100,
    });
    for (let n = 0; n < 100; n += 1) await log.append(line(`stuck-${n}`));
    await log.close();
    mute.closeAllConnections();
    mute.close();
    await stuck.close();
    const next = await EventLog.open(given.deps, folder);
    // A close gives up after a while; a flush takes as long as the machine needs.
    await next.flush();
    await next.close();
    expect(await stored('stuck-')).toEqual({ rows: 100, different: 100 });
  });
});
