import { judgeCall } from '../src/collect/event-check.ts';
import { planCheck } from '../src/collect/plan/plan.ts';
import { compileSchema } from '../src/collect/plan/schema-compile.ts';
import { shippedPlan } from '../src/collect/plan/shipped/shipped-plan.ts';
import { newId } from '../src/store/new-id.ts';
import type { Bench } from './run.ts';

/**
 * What the tracking plan costs an event that comes in: the whole judging of a call without a plan, with the shipped plan
 * when the event holds, and when it does not. In turns in the same run; the median of the rounds is told.
 */
const EVENTS_A_ROUND = 20_000;
const ROUNDS = 15;
const MS_TO_NS = 1_000_000;

const product = {
  channel: 'web',
  product_id: 'product-7',
  price: 1299.5,
  currency: 'SEK',
  category: 'Ytterkläder/Jackor',
  path: '/jackor/skaljackor/7',
};

function call(event: string, properties: object): object {
  const context = { library: { name: 'analytics.js', version: '2.1.0' }, locale: 'sv-SE', page: { path: '/jackor' } };
  return {
    type: 'track',
    event,
    userId: 'user-7',
    messageId: 'm-7',
    timestamp: '2026-11-22T08:00:00Z',
    properties,
    context,
  };
}

const order = { order_id: 'W-1', total: 3898.5, currency: 'SEK', products: [product, product, product] };
const calls = {
  holds: call('Product Viewed', product),
  holdsWithRows: call('Order Completed', order),
  violates: call('Product Viewed', { ...product, product_id: undefined, price: '1299 kr', currency: 'kr' }),
};

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function shippedCheck() {
  const from = performance.now();
  const checks = new Map(shippedPlan.map(({ schema }) => [schema, compileSchema(schema)]));
  const compileMs = (performance.now() - from) / shippedPlan.length;
  const versions = shippedPlan.map(
    (each, index) => ({ ...each, id: String(index), version: 1, status: 'live', mode: 'observe' }) as const,
  );
  const settings = { unknownNames: 'warn', unknownProperties: 'allow' } as const;
  return { compileMs, plan: planCheck(versions, settings, ({ schema }) => checks.get(schema)) };
}

type Measured = { readonly bare: number; readonly planned: number };

function judged(each: object, plan: ReturnType<typeof planCheck>): number {
  const circumstances = {
    receivedAt: Date.parse('2026-11-22T08:00:01Z'),
    sentAt: undefined,
    source: 'bench',
    keyChannel: null,
    newId,
    takesAnyIdentifier: false,
    usable: (identifiers: readonly { readonly type: string; readonly value: string }[]) => identifiers,
    plan,
  };
  const from = performance.now();
  for (let event = 0; event < EVENTS_A_ROUND; event += 1) judgeCall(each, circumstances);
  return ((performance.now() - from) * MS_TO_NS) / EVENTS_A_ROUND;
}

export const bench: Bench = async () => {
  const { compileMs, plan } = shippedCheck();
  const rounds: Record<string, Measured[]> = {};
  for (let round = -2; round < ROUNDS; round += 1)
    for (const [name, each] of Object.entries(calls)) {
      const measured = { bare: judged(each, undefined), planned: judged(each, plan) };
      // The first rounds only warm up.
      if (round >= 0) (rounds[name] ??= []).push(measured);
    }
  const figures: Record<string, number> = {};
  for (const [name, measured] of Object.entries(rounds)) {
    const bare = Math.round(medianOf(measured.map((each) => each.bare)));
    const added = Math.round(medianOf(measured.map((each) => each.planned - each.bare)));
    process.stdout.write(
      `${name.padEnd(14)} judged in ${bare} ns without a plan, ${added} ns more with the shipped one\n`,
    );
    figures[`${name}BareNs`] = bare;
    figures[`${name}AddedNs`] = added;
  }
  process.stdout.write(`a schema is compiled in ${compileMs.toFixed(1)} ms, once in each process\n`);
  return await Promise.resolve({ ...figures, compileMs: Number(compileMs.toFixed(2)), schemas: shippedPlan.length });
};
