import { demandSameRequest, hashRequest } from '../http/idempotency.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { RedemptionInput } from './promise.contract.ts';
import { demandLockedPromise } from './promise.service.ts';
import { insertRedemption, loadRedemptionByKey } from './promise.store.ts';
import { type CustomerPromise, promiseState, redeemability, type Redemption } from './promise.ts';

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

/**
 * Keeps a promise once. The customer's lock makes redemptions of one customer come one after the other over all
 * processes, and a merge waits its turn too; so what is counted here is every redemption there is.
 */
export async function redeemPromise(
  deps: Deps,
  request: RedemptionRequest,
): Promise<{ readonly redemption: Redemption; readonly isNew: boolean }> {
  const { promiseId, idempotencyKey, redemption: input } = request;
  const requestHash = hashRequest(input);
  return inTransaction(deps.postgres, async (tx) => {
    const promise = await demandLockedPromise(tx, promiseId);
    const before = await loadRedemptionByKey(tx, promiseId, idempotencyKey);
    if (before !== undefined) {
      demandSameRequest(idempotencyKey, before.requestHash, requestHash);
      return { redemption: before.redemption, isNew: false };
    }
    await demandKnownChannels(tx, [input.channel], 'channel');
    const now = deps.clock();
    demandRedeemable(promise, now);
    const { channel, touchpoint = null } = input;
    const redemption: Redemption = { id: deps.newId(), promiseId, channel, touchpoint, redeemedAt: now };
    const { customerId, topic } = promise;
    await insertRedemption(tx, { ...redemption, customerId, topic, idempotencyKey, requestHash });
    return { redemption, isNew: true };
  });
}
