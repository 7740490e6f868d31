import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { lockCustomer } from '../identify/customer.store.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import { promisesOfCustomer } from '../promise/promise.reads.ts';
import { redeemPromise } from '../promise/redemption.service.ts';
import { changeOffer, createOffer } from '../speak/offer.service.ts';
import { inTransaction } from '../store/postgres.ts';
import { answerKeeper, type KeepAnswer } from './decision-keeper.service.ts';
import { demandDecisionsAbout, makeDecision } from './decision.service.ts';

let given: TestDeps;
let realKeep: KeepAnswer;
beforeAll(async () => {
  given = await openDeps();
  realKeep = answerKeeper(given.deps.postgres);
});
afterAll(async () => {
  await given.close();
});

const email = (name: string) => ({ type: 'email', value: `${name}@example.se` });
const loyalty = (name: string) => ({ type: 'loyalty', value: name });

async function goLive(products: string[], channel: string): Promise<void> {
  const { deps } = given;
  const by = { kind: 'member', id: '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11', name: 'Ägaren', role: 'owner' } as const;
  const terms = { kind: 'fixed-price', amount: 100_00, currency: 'SEK' } as const;
  const input = { name: 'Rea', terms, products, channels: [channel], redemptionLimit: 1 };
  const { offer } = await createOffer(deps, { offer: { ...input, validFrom: '2026-11-01T00:00:00Z' }, by });
  for (const act of ['approve', 'publish'] as const) await changeOffer(deps, { id: offer.id, act, by });
}

async function ask(question: { who: ReturnType<typeof email>; channel: string; product?: string }, keep = realKeep) {
  const { who, ...rest } = question;
  return makeDecision(given.deps, { question: { identifiers: [who], ...rest }, by: 'key:test' }, keep);
}

/** Keeps answers, and lets something happen between the look at the first of them and its keeping. */
function keepAfter(meanwhile: () => Promise<unknown>): { keep: KeepAnswer; outcomes: boolean[] } {
  const outcomes: boolean[] = [];
  const keep: KeepAnswer = async (answer) => {
    if (outcomes.length === 0) await meanwhile();
    outcomes.push(await realKeep(answer));
    return outcomes.at(-1) ?? false;
  };
  return { keep, outcomes };
}

test('a customer who turns out to be another while the answer is worked out is answered as that one', async () => {
  await goLive(['mössan'], 'web');
  const other = await ask({ who: loyalty('M-1'), channel: 'web', product: 'mössan' });
  const redemption = { channel: 'store' };
  await redeemPromise(given.deps, { promiseId: other.promise?.id ?? '', redemption, idempotencyKey: 'kvitto' });
  given.clock.advance(1000);
  await ask({ who: email('möss'), channel: 'web', product: 'annat' });
  const { keep, outcomes } = keepAfter(async () =>
    resolveCustomer(given.deps, given.deps.postgres, {
      identifiers: [email('möss'), loyalty('M-1')],
      source: 'test',
      at: given.clock.now(),
    }),
  );
  const answer = await ask({ who: email('möss'), channel: 'web', product: 'mössan' }, keep);
  expect(outcomes).toEqual([false]);
  expect([answer.customerId, answer.outcome]).toEqual([other.customerId, 'nothing']);
  expect(answer.reasons.map((each) => each.code)).toContain('offer-spent');
  expect(await promisesOfCustomer(given.deps.postgres, answer.customerId)).toHaveLength(1);
});

test('a winner of a merge is looked at again too: what the other was promised is promised already', async () => {
  await goLive(['vanten'], 'web');
  await ask({ who: email('vant'), channel: 'web', product: 'annat' });
  given.clock.advance(1000);
  const other = await ask({ who: loyalty('V-1'), channel: 'web', product: 'vanten' });
  const { keep, outcomes } = keepAfter(async () =>
    resolveCustomer(given.deps, given.deps.postgres, {
      identifiers: [email('vant'), loyalty('V-1')],
      source: 'test',
      at: given.clock.now(),
    }),
  );
  const answer = await ask({ who: email('vant'), channel: 'web', product: 'vanten' }, keep);
  expect(outcomes).toEqual([false]);
  expect(answer.promise?.id).toBe(other.promise?.id);
  expect(answer.customerId).not.toBe(other.customerId);
});

test('an answer that was overtaken on one of its promises tells of every promise, each made once', async () => {
  await goLive(['halsduken'], 'app');
  await goLive(['jackan'], 'app');
  await ask({ who: email('app'), channel: 'web', product: 'annat' });
  const { keep, outcomes } = keepAfter(async () => ask({ who: email('app'), channel: 'app', product: 'jackan' }));
  const answer = await ask({ who: email('app'), channel: 'app' }, keep);
  expect(outcomes).toEqual([false]);
  expect(answer.promises).toHaveLength(2);
  const ledger = await promisesOfCustomer(given.deps.postgres, answer.customerId);
  expect(ledger.map((each) => each.id).toSorted()).toEqual(answer.promises.map((each) => each.id).toSorted());
  const told = await demandDecisionsAbout(given.deps.postgres, answer.customerId);
  expect(told.filter((each) => each.id === answer.id)).toHaveLength(1);
});

test('an answer to a customer whom somebody holds waits for its turn, and holds up no other answer', async () => {
  await goLive(['kängan'], 'store');
  const held = await ask({ who: email('hållen'), channel: 'web', product: 'annat' });
  await ask({ who: email('fri'), channel: 'web', product: 'annat' });
  const order: string[] = [];
  const late = await inTransaction(given.deps.postgres, async (tx) => {
    await lockCustomer(tx, held.customerId);
    const waiting = ask({ who: email('hållen'), channel: 'store', product: 'kängan' }).then((answer) => {
      order.push('held');
      return answer;
    });
    const free = await ask({ who: email('fri'), channel: 'store', product: 'kängan' });
    order.push('free');
    expect(free.outcome).toBe('offer');
    return { waiting };
  });
  expect((await late.waiting).outcome).toBe('offer');
  expect(order).toEqual(['free', 'held']);
});
