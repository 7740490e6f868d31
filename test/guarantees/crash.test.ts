import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Decision } from '../../src/decide/decision.contract.ts';
import type { Life } from '../../src/decide/life.contract.ts';
import type { PromiseView, RedemptionView } from '../../src/promise/promise.contract.ts';
import { type Reply, type ServerProcess, startTwoServers, type TwoServers } from './server-process.ts';

let two: TwoServers;
beforeAll(async () => {
  two = await startTwoServers();
});
afterAll(async () => {
  await two.close();
});

const RUNS = 20;
const WITHIN_MS = 600_000;
const CLIENTS = 8;
const SHOWN_WITHIN_MS = 20_000;

/** What the dying process answered 2xx to, and so may never be lost. */
type Acknowledged = {
  readonly promises: string[];
  readonly redemptions: { readonly promise: string; readonly id: string }[];
  readonly events: string[];
};

/** A call to a process that may die before it answers: no answer is no acknowledgement. */
async function attempt<T>(server: ServerProcess, path: string, body: object): Promise<Reply<T> | undefined> {
  try {
    return await two.call<T>(server, 'POST', path, body);
  } catch {
    return undefined;
  }
}

/** One channel that promises, redeems and hands in events until the process no longer answers. */
async function work(server: ServerProcess, email: string, acknowledged: Acknowledged): Promise<void> {
  for (;;) {
    const messageId = randomUUID();
    const event = await attempt(server, '/v1/track', {
      event: 'Product Viewed',
      messageId,
      context: { traits: { email } },
      userId: email,
    });
    if (event?.status === 200) acknowledged.events.push(messageId);
    const made = await attempt<PromiseView>(server, '/v1/promises', {
      identifiers: [{ type: 'user_id', value: email }],
      terms: { kind: 'percent-off', percent: 10 },
      description: 'lovat strax före avbrottet',
      channel: 'phone',
      redemptionLimit: 1,
    });
    if (made === undefined) return;
    if (made.status !== 201) continue;
    const promise = made.body.id;
    acknowledged.promises.push(promise);
    const kept = await attempt<RedemptionView>(server, `/v1/promises/${promise}/redemptions`, {
      channel: 'store',
      idempotencyKey: messageId,
    });
    if (kept?.status === 201) acknowledged.redemptions.push({ promise, id: kept.body.id });
    if (kept === undefined) return;
  }
}

/** Resolves when so much has been acknowledged that the crash comes in the middle of the work. */
async function hasWorked(acknowledged: Acknowledged, much: number): Promise<void> {
  while (acknowledged.promises.length < much) await new Promise((soon) => setTimeout(soon, 5));
}

async function eventsOf(server: ServerProcess, customerId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor = '';
  for (;;) {
    const path = `/v1/customers/${customerId}/timeline?limit=200${cursor}`;
    const { body } = await two.call<Life>(server, 'GET', path);
    for (const entry of body.entries) if (entry.kind === 'event') ids.add(entry.id);
    if (body.next === null) return ids;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

/** The acknowledged events that are not on the time line when the engine has had time to take them in. */
async function missingEvents(server: ServerProcess, customerId: string, events: readonly string[]): Promise<string[]> {
  const until = Date.now() + SHOWN_WITHIN_MS;
  for (;;) {
    const shown = await eventsOf(server, customerId);
    const missing = events.filter((each) => !shown.has(each));
    if (missing.length === 0 || Date.now() > until) return missing;
    // The history is behind the answer by about a second; this is another process, so it is waited for.
    await new Promise((later) => setTimeout(later, 100));
  }
}

test(
  'a server that is killed in the middle of its work loses no event, promise or redemption that it acknowledged',
  async () => {
    const [dying, survivor] = two.servers;
    const all: { readonly customerId: string; readonly acknowledged: Acknowledged }[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const email = `krasch${run}@example.se`;
      const identifiers = [{ type: 'user_id', value: email }];
      const known = await two.call<Decision>(survivor, 'POST', '/v1/decisions', { identifiers, channel: 'web' });
      const acknowledged: Acknowledged = { promises: [], redemptions: [], events: [] };
      const clients = Array.from({ length: CLIENTS }, async () => work(dying, email, acknowledged));
      await hasWorked(acknowledged, 4 + run);
      await dying.kill();
      await Promise.all(clients);
      all.push({ customerId: known.body.customerId, acknowledged });

      const restarted = dying.start();
      const promises = await Promise.all(
        acknowledged.promises.map(async (id) => two.call<PromiseView>(survivor, 'GET', `/v1/promises/${id}`)),
      );
      expect(promises.map((each) => each.status)).toEqual(promises.map(() => 200));
      const redeemed = new Set(promises.flatMap((each) => each.body.redemptions.map((one) => one.id)));
      expect(acknowledged.redemptions.filter((each) => !redeemed.has(each.id))).toEqual([]);
      await restarted;
    }
    for (const { customerId, acknowledged } of all) {
      expect(acknowledged.events.length).toBeGreaterThan(0);
      expect(await missingEvents(dying, customerId, acknowledged.events)).toEqual([]);
    }
  },
  WITHIN_MS,
);
