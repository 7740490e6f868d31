import { demandSameRequest, hashRequest } from '../http/idempotency.ts';
import { lockCustomer } from '../identify/customer.store.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { unknownChannel } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { RedemptionInput } from './promise.contract.ts';
import { readRedemptionFacts } from './promise.reads.ts';
import { insertRedemption } from './promise.store.ts';
import { type CustomerPromise, isSpent, promiseState, redeemability, type Redemption } from './promise.ts';

function demandRedeemable(promise: CustomerPromise, now: Instant): void {
  const answer = redeemability(promise, now);
  switch (answer) {
    case 'redeemable':
      return;
    case 'spent':
      throw new DomainError(
        'promise-spent',
        `The promise has been redeemed ${promise.redeemed} of ${promise.redemptionLimit} times, over all channels.`,
        [
          {
            field: 'redeemed',
            found: String(promise.redeemed),
            allowed: `fewer than ${promise.redemptionLimit ?? 'any number'}`,
          },
        ],
      );
    case 'not-begun':
      throw new DomainError('promise-not-open', `The promise holds from ${toIso(promise.validFrom)} on.`, [
        { field: 'validFrom', found: toIso(promise.validFrom), allowed: `a time before ${toIso(now)}` },
      ]);
    case 'closed': {
      const state = promiseState(promise, now);
      throw new DomainError('promise-not-open', `The promise is ${state}; only an open one can be redeemed.`, [
        { field: 'state', found: state, allowed: 'open' },
      ]);
    }
    default:
      answer satisfies never;
  }
}

export type RedemptionRequest = {
  readonly promiseId: string;
  readonly redemption: Omit<RedemptionInput, 'idempotencyKey'>;
  readonly idempotencyKey: string;
};

export type RedemptionAnswer = { readonly redemption: Redemption; readonly isNew: boolean };

/**
 * Keeps a promise once. The customer's lock makes redemptions of one customer come one after the other over all
 * processes, and a merge waits its turn too; so what is counted under it is every redemption there is. What the same
 * key redeemed before, and that a promise is spent, never changes again: that needs no lock.
 */
export async function redeemPromise(deps: Deps, request: RedemptionRequest): Promise<RedemptionAnswer> {
  const requestHash = hashRequest(request.redemption);
  const seen = await readJudged(deps.postgres, request, requestHash);
  if ('redemption' in seen) return seen;
  if (isSpent(seen.promise)) demandRedeemable(seen.promise, deps.clock());
  return inTransaction(deps.postgres, async (tx) => {
    const judged = await readLocked(tx, request, requestHash, seen.promise.customerId);
    if ('redemption' in judged) return judged;
    const now = deps.clock();
    demandRedeemable(judged.promise, now);
    const { id: promiseId, customerId, topic } = judged.promise;
    const { channel, touchpoint = null } = request.redemption;
    const redemption: Redemption = { id: deps.newId(), promiseId, channel, touchpoint, redeemedAt: now };
    const { idempotencyKey } = request;
    await insertRedemption(tx, { ...redemption, customerId, topic, idempotencyKey, requestHash });
    return { redemption, isNew: true };
  });
}

/** The same under the lock of the customer whose the promise is, also when a merge or a split came first. */
async function readLocked(
  tx: Sql,
  request: RedemptionRequest,
  requestHash: Buffer,
  customerId: string,
): Promise<{ readonly promise: CustomerPromise } | RedemptionAnswer> {
  const locked = await lockCustomer(tx, customerId);
  const judged = await readJudged(tx, request, requestHash);
  if ('redemption' in judged || judged.promise.customerId === locked) return judged;
  return readLocked(tx, request, requestHash, judged.promise.customerId);
}

/** The promise to be redeemed, or what this very request redeemed when it came before. */
async function readJudged(
  sql: Sql,
  { promiseId, idempotencyKey, redemption: { channel } }: RedemptionRequest,
  requestHash: Buffer,
): Promise<{ readonly promise: CustomerPromise } | RedemptionAnswer> {
  const facts = await readRedemptionFacts(sql, { promiseId, idempotencyKey, channel });
  if (facts === undefined) throw notListed('a promise', promiseId);
  if (facts.before !== null) {
    demandSameRequest(Buffer.from(facts.before.requestHash, 'hex'), requestHash);
    return { redemption: facts.before.redemption, isNew: false };
  }
  if (!facts.isChannelKnown) throw unknownChannel(channel);
  return { promise: facts.promise };
}
