import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nameOfOpen, nameOfSealed } from '../src/collect/segment.ts';
import { createCustomers } from '../src/identify/bulk.service.ts';
import { addKeys } from '../src/organisation/key.service.ts';
import type { ClickHouse } from '../src/store/clickhouse.ts';
import type { Deps } from '../src/store/deps.ts';
import { inTransaction } from '../src/store/postgres.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * How many events a second one server process acknowledges: checked, given to their customer and on the disk. Beside
 * it, in turns in the same run, the ceiling: the same server that parses and checks and does no more. Customers are
 * known before; every event is new. The load generator, the server and both databases share the machine.
 */
const CUSTOMERS = 20_000;
const BATCH = 100;
const BODIES = 200;
const DEFAULT_SECONDS = 56;
const SETUP_SECONDS = 32;
const ROUNDS = 3;
// A server that has just started is half as fast as the same one ten seconds later.
const WARM_UP_MS = 5000;
const ADDED_MS = 12_000;
const SYNCS = 1000;

type Kind = 'batch' | 'single';
const connectionsOf: Readonly<Record<Kind, number>> = { batch: 32, single: 64 };
type Target = 'durable' | 'ceiling' | 'accepted';
type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number };

function event(): object {
  const n = randomInt(CUSTOMERS);
  return {
    type: 'track',
    event: ['Product Viewed', 'Product Added', 'Order Completed', 'Receipt Issued'][randomInt(4)],
    userId: `user-${n}`,
    anonymousId: `browser-${n}`,
    timestamp: new Date().toISOString(),
    properties: {
      channel: ['web', 'app', 'store', 'phone'][randomInt(4)],
      product_id: `product-${randomInt(2000)}`,
      price: randomInt(20_000) / 10,
      currency: 'SEK',
      category: 'Ytterkläder/Jackor',
      path: `/jackor/skaljackor/${randomInt(2000)}`,
    },
    context: { library: { name: 'analytics.js', version: '2.1.0' }, locale: 'sv-SE', page: { path: '/jackor' } },
  };
}

function bodiesOf(kind: Kind): Buffer[] {
  return Array.from({ length: BODIES }, () =>
    Buffer.from(JSON.stringify(kind === 'single' ? event() : { batch: Array.from({ length: BATCH }, event) })),
  );
}

function post(agent: Agent, url: URL, key: string, body: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { 'content-type': 'application/json', 'content-length': body.length, authorization: `Bearer ${key}` };
  const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume();
    answer.on('end', () =>
      answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`)),
    );
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

type Load = { readonly kind: Kind; readonly address: string; readonly key: string; readonly bodies: readonly Buffer[] };

async function measure({ kind, address, key, bodies }: Load, ms: number, connections: number): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL(kind === 'batch' ? '/v1/batch' : '/v1/track', address);
  const took: number[] = [];
  const from = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - from < ms) {
      const begun = performance.now();
      await post(agent, url, key, bodies[randomInt(bodies.length)] ?? Buffer.alloc(0));
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  const events = took.length * (kind === 'batch' ? BATCH : 1);
  return { perSecond: Math.round(events / seconds), p50: at(0.5), p99: at(0.99) };
}

/** How long after its acknowledgement an event is in the history, asked again and again while the load goes on. */
async function watchVisibility(
  clickhouse: ClickHouse,
  send: (messageId: string) => Promise<void>,
  goesOn: () => boolean,
): Promise<number[]> {
  const waits: number[] = [];
  while (goesOn()) {
    const messageId = randomBytes(8).toString('hex');
    await send(messageId);
    const from = performance.now();
    for (let isThere = false; !isThere;) {
      await delay(25);
      const result = await clickhouse.query({
        query:
          'SELECT 1 AS one FROM events WHERE message_id = {messageId: String} AND received_at > now() - 60 LIMIT 1',
        query_params: { messageId },
        format: 'JSONEachRow',
      });
      isThere = (await result.json()).length > 0;
    }
    waits.push(performance.now() - from);
  }
  return waits;
}

function median(rounds: readonly Figures[]): Figures {
  const [first = { perSecond: 0, p50: 0, p99: 0 }] = rounds;
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)] ?? first;
}

async function fill(deps: Deps): Promise<string> {
  const now = Date.now();
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => ({
    id: deps.newId(),
    attributes: { name: `Kund ${n}` },
    identifiers: [
      { type: 'user_id', value: `user-${n}` },
      { type: 'anonymous_id', value: `browser-${n}` },
    ],
    source: 'bench',
    firstSeenAt: now,
    lastSeenAt: now,
  }));
  await inTransaction(deps.postgres, (tx) => createCustomers(deps, tx, customers, now));
  await deps.postgres.query('analyze');
  const [key] = await addKeys(deps, [{ name: 'bench', kind: 'write' }]);
  return key?.key ?? '';
}

export const bench: Bench = ({ seconds = DEFAULT_SECONDS }) =>
  withOwnEngines(async ({ deps, databaseUrl, clickhouseUrl, folder }) => {
    const key = await fill(deps);
    const script = join(import.meta.dirname, 'servers', 'ingest.ts');
    const child = spawn(process.execPath, [script, databaseUrl, clickhouseUrl, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const addresses = JSON.parse(line.toString()) as Record<Target, string>;
      return await measureAll(deps.clickhouse, folder, addresses, key, seconds);
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  });

function isWaiting(path: string): boolean {
  return nameOfOpen(basename(path)) !== undefined || nameOfSealed(basename(path)) !== undefined;
}

/** How long after the last load the history has everything, in milliseconds; returns when it has come to rest too. */
async function untilHandedOver(clickhouse: ClickHouse, folder: string): Promise<number> {
  const from = performance.now();
  const waiting = async (): Promise<number> =>
    (await readdir(join(folder, 'segments'), { recursive: true })).filter(isWaiting).length;
  while ((await waiting()) > 0) await delay(25);
  const backlogMs = Math.round(performance.now() - from);
  const merging = async (): Promise<boolean> => {
    const result = await clickhouse.query({ query: 'SELECT 1 FROM system.merges LIMIT 1', format: 'JSONEachRow' });
    return (await result.json()).length > 0;
  };
  while (await merging()) await delay(100);
  process.stdout.write(`all in the history ${backlogMs} ms after the last load\n`);
  return backlogMs;
}

async function measureAll(
  clickhouse: ClickHouse,
  folder: string,
  addresses: Record<Target, string>,
  key: string,
  seconds: number,
): Promise<Record<string, unknown>> {
  const kinds = ['batch', 'single'] as const;
  const targets = ['ceiling', 'durable'] as const;
  const turnMs = (Math.max(4, seconds - SETUP_SECONDS) * 1000) / (ROUNDS * kinds.length * targets.length);
  const rounds: Record<string, Figures[]> = {};
  const waits: number[] = [];
  // Before the load: what that leaves behind, the databases and the disk work on long after.
  const added = await measureAdded(addresses, folder, key);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const kind of kinds) {
      const bodies = bodiesOf(kind);
      for (const target of targets) {
        const load = { kind, address: addresses[target], key, bodies };
        // The first round only warms up.
        if (round < 0) {
          await measure(load, WARM_UP_MS, connectionsOf[kind]);
          continue;
        }
        let isLoaded = target === 'durable' && kind === 'batch';
        const agent = new Agent({ keepAlive: true });
        const sendOne = (messageId: string): Promise<void> =>
          post(
            agent,
            new URL('/v1/track', addresses.durable),
            key,
            Buffer.from(JSON.stringify({ ...event(), messageId })),
          );
        const watched = watchVisibility(clickhouse, sendOne, () => isLoaded);
        (rounds[`${kind} ${target}`] ??= []).push(await measure(load, turnMs, connectionsOf[kind]));
        isLoaded = false;
        waits.push(...(await watched));
        agent.destroy();
      }
    }
  }
  const backlogMs = await untilHandedOver(clickhouse, folder);
  return { ...report(rounds, waits), backlogMs, ...added };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What the disk takes to keep one line, in milliseconds each time. */
async function syncsOf(folder: string): Promise<number[]> {
  const file = await open(join(folder, 'synced.ndjson'), 'a');
  const line = Buffer.from(`${JSON.stringify(event())}\n`);
  const took: number[] = [];
  for (let n = 0; n < SYNCS; n += 1) {
    const begun = performance.now();
    await file.appendFile(line);
    await file.datasync();
    took.push(performance.now() - begun);
  }
  await file.close();
  return took;
}

// The three take turns, so that whatever else the machine does falls on each of them alike.
const CALLS_IN_TURN = 100;

/** What the rest of the way takes, and what finding the customer and keeping the event add, to one call that has the server to itself. */
async function measureAdded(
  addresses: Record<Target, string>,
  folder: string,
  key: string,
): Promise<{ readonly addedP50Ms: number; readonly restP50Ms: number; readonly syncP50Ms: number }> {
  const targets = ['ceiling', 'accepted', 'durable'] as const;
  const took: Record<Target, number[]> = { ceiling: [], accepted: [], durable: [] };
  const bodies = bodiesOf('single');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = async (target: Target, body: Buffer): Promise<number> => {
    const begun = performance.now();
    await post(agent, new URL('/v1/track', addresses[target]), key, body);
    return performance.now() - begun;
  };
  const turns = async (ms: number, note: (target: Target, tookMs: number) => void): Promise<void> => {
    const from = performance.now();
    while (performance.now() - from < ms) {
      for (const target of targets) {
        for (let n = 0; n < CALLS_IN_TURN; n += 1)
          note(target, await call(target, bodies[randomInt(bodies.length)] ?? Buffer.alloc(0)));
      }
    }
  };
  await turns(WARM_UP_MS, () => undefined);
  await turns(ADDED_MS, (target, tookMs) => took[target].push(tookMs));
  agent.destroy();
  const syncP50Ms = rounded(middle(await syncsOf(folder)));
  const [parsed, accepted, durable] = [middle(took.ceiling), middle(took.accepted), middle(took.durable)];
  const added = { addedP50Ms: rounded(durable - accepted), restP50Ms: rounded(accepted - parsed), syncP50Ms };
  process.stdout.write(
    `one call alone  p50 ${rounded(parsed)} ms parsed, ${added.restP50Ms} ms more accepted, ${added.addedP50Ms} ms more resolved and kept (${took.durable.length} calls each; a line written and synced by itself ${syncP50Ms} ms)\n`,
  );
  return added;
}

function rounded(ms: number): number {
  return Number(ms.toFixed(2));
}

function report(rounds: Readonly<Record<string, Figures[]>>, waits: readonly number[]): Record<string, unknown> {
  const of = (name: string): Figures => median(rounds[name] ?? []);
  for (const name of Object.keys(rounds)) {
    const { perSecond, p50, p99 } = of(name);
    process.stdout.write(
      `${name.padEnd(15)} ${String(perSecond).padStart(7)} events/s   p50 ${p50} ms   p99 ${p99} ms\n`,
    );
  }
  const sorted = waits.toSorted((a, b) => a - b);
  const visibleP99Ms = Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
  process.stdout.write(`in the history ${visibleP99Ms} ms after the acknowledgement (p99 of ${sorted.length})\n`);
  const ratio = (kind: Kind): number =>
    Number((of(`${kind} durable`).perSecond / of(`${kind} ceiling`).perSecond).toFixed(3));
  return {
    batchedPerSecond: of('batch durable').perSecond,
    singlePerSecond: of('single durable').perSecond,
    p50Ms: of('batch durable').p50,
    p99Ms: of('batch durable').p99,
    singleP50Ms: of('single durable').p50,
    singleP99Ms: of('single durable').p99,
    ratioToCeiling: ratio('batch'),
    ratioToCeilingSingle: ratio('single'),
    visibleP99Ms,
  };
}
