import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Decision } from '../../src/decide/decision.contract.ts';
import type { PromiseList, PromiseView } from '../../src/promise/promise.contract.ts';
import { findStaleAnswers, type Operation } from './same-answer.ts';
import { type ServerProcess, startTwoServers, type TwoServers } from './server-process.ts';

let two: TwoServers;
beforeAll(async () => {
  two = await startTwoServers();
});
afterAll(async () => {
  await two.close();
});

const CUSTOMERS = 6;
const CLIENTS = 12;
const STEPS = 30;
const channels = ['web', 'app', 'store', 'phone', 'chat', 'newsletter'];

const now = (): number => performance.timeOrigin + performance.now();

/** What a channel does in one step; the pattern is fixed, its meeting in time is not. */
function plan(client: number, step: number) {
  const draw = (client * 7919 + step * 104_729) % 1_000;
  return {
    customer: draw % CUSTOMERS,
    isWrite: draw % 5 === 0,
    isList: draw % 3 === 0,
    server: two.servers[(client + step) % 2 === 0 ? 0 : 1],
    channel: channels[draw % channels.length] ?? 'web',
  };
}

type Reader = (server: ServerProcess, customer: number, channel: string, isList: boolean) => Promise<Set<string>>;

/** Each customer is known by two identifiers, and channels know now the one, now the other. */
const identifiersOf = (round: string, customer: number) => [
  { type: 'email', value: `${round}.${customer}@example.se` },
  { type: 'loyalty', value: `${round}-${customer}` },
];

/** Clients in all channels write and read promises to a few customers over both processes, all at once. */
async function record(round: string, reader: (customerIds: readonly string[]) => Reader): Promise<Operation[]> {
  const customerIds = await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, customer) => {
      const identifiers = identifiersOf(round, customer);
      const { body } = await two.call<Decision>(two.servers[0], 'POST', '/v1/decisions', {
        identifiers,
        channel: 'web',
      });
      return body.customerId;
    }),
  );
  const read = reader(customerIds);
  const history: Operation[] = [];
  async function takeStep(client: number, step: number): Promise<void> {
    const { customer, isWrite, isList, server, channel } = plan(client, step);
    const name = `${round} ${customer}`;
    const from = now();
    if (isWrite) {
      const { status, body } = await two.call<PromiseView>(server, 'POST', '/v1/promises', {
        identifiers: identifiersOf(round, customer).slice(0, 1),
        product: 'tröjan',
        terms: { kind: 'fixed-price', amount: 300_00 - step, currency: 'SEK' },
        description: `löfte ${client}.${step}`,
        channel,
      });
      expect(status).toBe(201);
      history.push({ kind: 'write', customer: name, from, to: now(), promise: body.id });
    } else {
      const saw = await read(server, customer, channel, isList);
      history.push({ kind: 'read', customer: name, from, to: now(), saw });
    }
  }
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let step = 0; step < STEPS; step += 1) await takeStep(client, step);
    }),
  );
  return history;
}

const readers =
  (round: string) =>
  (customerIds: readonly string[]): Reader =>
  async (server, customer, channel, isList) => {
    if (isList) {
      const path = `/v1/customers/${customerIds[customer]}/promises?state=open`;
      const { body } = await two.call<PromiseList>(server, 'GET', path);
      return new Set(body.promises.map((each) => each.id));
    }
    const identifiers = identifiersOf(round, customer).slice(1);
    const question = { identifiers, channel, product: 'tröjan' };
    const { body } = await two.call<Decision>(server, 'POST', '/v1/decisions', question);
    const amounts = body.promises.flatMap((each) => (each.terms.kind === 'fixed-price' ? [each.terms.amount] : []));
    // Never worse than the best of what was promised.
    if (amounts.length > 0) expect(body.quote?.amount).toBe(Math.min(...amounts));
    return new Set(body.promises.map((each) => each.id));
  };

test('every channel that asks after a promise was acknowledged is told of it, over two processes', async () => {
  const history = await record('rak', readers('rak'));
  expect(history.filter((each) => each.kind === 'write').length).toBeGreaterThan(30);
  expect(history.filter((each) => each.kind === 'read').length).toBeGreaterThan(200);
  expect(findStaleAnswers(history)).toEqual([]);
});

test('a cache that answers a little late is caught', async () => {
  const history = await record('sen', (customerIds) => {
    const read = readers('sen')(customerIds);
    const kept = new Map<number, { readonly saw: Set<string>; uses: number }>();
    return async (server, customer, channel, isList) => {
      const cached = kept.get(customer);
      if (cached !== undefined && cached.uses < 3) {
        cached.uses += 1;
        return cached.saw;
      }
      const saw = await read(server, customer, channel, isList);
      kept.set(customer, { saw, uses: 0 });
      return saw;
    };
  });
  const [witness] = findStaleAnswers(history);
  expect(witness).toBeDefined();
  expect(witness?.knownAt).toBeLessThan(witness?.askedAt ?? 0);
});

test('the check lets concurrent answers differ, and nothing else', () => {
  const write = { kind: 'write', customer: 'c', from: 10, to: 20, promise: 'p' } as const;
  const read = (from: number, to: number, ...saw: string[]): Operation => ({
    kind: 'read',
    customer: 'c',
    from,
    to,
    saw: new Set(saw),
  });
  expect(findStaleAnswers([write, read(15, 25)])).toEqual([]);
  expect(findStaleAnswers([write, read(21, 25, 'p')])).toEqual([]);
  expect(findStaleAnswers([write, read(21, 25)])).toMatchObject([{ promise: 'p', because: 'acknowledged' }]);
  expect(findStaleAnswers([write, read(11, 14, 'p'), read(15, 18)])).toMatchObject([{ because: 'told before' }]);
  expect(findStaleAnswers([write, { ...read(21, 25), customer: 'someone else' }])).toEqual([]);
});
