import { requestCheck } from '../collect/check-request.service.ts';
import type { PermitChannel } from '../http/auth.ts';
import { demandSameRequest, hashRequest } from '../http/idempotency.ts';
import { lockCustomer } from '../identify/customer.store.ts';
import { resolveHome } from '../identify/resolve.service.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import { demandKnownCurrency, readValidity } from '../speak/validity.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { PromiseInput } from './promise.contract.ts';
import { findPromise } from './promise.reads.ts';
import { insertPromises, loadPromiseByKey, type NewPromise, saveWithdrawal } from './promise.store.ts';
import { type CustomerPromise, promiseState, topicOf } from './promise.ts';

/** The promise, or `not-found`. */
export async function demandPromise(sql: Sql, id: string): Promise<CustomerPromise> {
  const promise = await findPromise(sql, id);
  if (promise === undefined) throw notListed('a promise', id);
  return promise;
}

/** The promise under the lock of the customer it was made to, whoever that is now. */
async function demandLockedPromise(tx: Sql, id: string): Promise<CustomerPromise> {
  let { customerId } = await demandPromise(tx, id);
  for (;;) {
    const locked = await lockCustomer(tx, customerId);
    const promise = await demandPromise(tx, id);
    if (promise.customerId === locked) return promise;
    // A split came first: it is somebody else's now.
    customerId = promise.customerId;
  }
}

/** The same caller's promise under the same key, when this is the same request sent again. */
async function findRepeated(sql: Sql, request: PromiseRequest, hash: Buffer): Promise<CustomerPromise | undefined> {
  if (request.idempotencyKey === undefined) return undefined;
  const before = await loadPromiseByKey(sql, request.by, request.idempotencyKey);
  if (before === undefined) return undefined;
  demandSameRequest(before.requestHash, hash);
  return demandPromise(sql, before.id);
}

export type PromiseRequest = {
  readonly promise: PromiseInput;
  readonly by: string;
  readonly idempotencyKey?: string | undefined;
};

/** Writes down a promise that somebody made outside an offer. Sent again under the same key, it is the same promise. */
export async function recordPromise(
  deps: Deps,
  request: PromiseRequest,
): Promise<{ readonly promise: CustomerPromise; readonly isNew: boolean; readonly now: Instant }> {
  const { promise: input, by, idempotencyKey } = request;
  const now = deps.clock();
  const requestHash = hashRequest(input);
  const repeated = await findRepeated(deps.postgres, request, requestHash);
  if (repeated !== undefined) return { promise: repeated, isNew: false, now };
  const validity = readValidity(input, now);
  demandKnownCurrency(input.terms);
  await demandKnownChannels(deps.postgres, [input.channel], 'channel');
  const { customerId, subject } = await resolveHome(deps, deps.postgres, {
    identifiers: input.identifiers,
    source: input.channel,
    at: now,
  });
  const id = deps.newId();
  const { identifiers: _identifiers, product = null, touchpoint = null, redemptionLimit = null, ...said } = input;
  const made = { ...said, ...validity, product, touchpoint, redemptionLimit, madeBy: by, madeAt: now };
  const asked = { idempotencyKey: idempotencyKey ?? null, requestHash };
  const topic = topicOf({ id, offerId: null });
  const inserted = await writePromise(deps, { id, customerId, subject, topic, offerId: null, ...made, ...asked });
  const isNew = inserted.has(id);
  // Two calls with one key at once: the first wrote, this one answers what the first did.
  const promise = isNew ? undefined : await findRepeated(deps.postgres, request, requestHash);
  return { promise: promise ?? (await demandPromise(deps.postgres, id)), isNew, now };
}

/** One that begins later asks for a check of its product then; those that hold at once are looked through together. */
async function writePromise({ postgres }: Deps, promise: NewPromise): Promise<ReadonlySet<string>> {
  const { id, product, validFrom, madeAt } = promise;
  if (product === null || validFrom <= madeAt) return insertPromises(postgres, [promise]);
  return inTransaction(postgres, async (tx) => {
    const inserted = await insertPromises(tx, [promise]);
    const request = { key: `promise ${id}`, delaySeconds: (validFrom - madeAt) / 1000 };
    if (inserted.has(id)) await requestCheck(tx, [product], request);
    return inserted;
  });
}

/** Takes back an open promise, of a channel that the caller may speak for. Taking it back twice is taking it back once. */
export async function withdrawPromise(deps: Deps, id: string, permit?: PermitChannel): Promise<CustomerPromise> {
  return inTransaction(deps.postgres, async (tx) => {
    const promise = await demandLockedPromise(tx, id);
    permit?.(promise.channel);
    const now = deps.clock();
    const state = promiseState(promise, now);
    if (state === 'withdrawn') return promise;
    if (state !== 'open') {
      throw new DomainError('promise-not-open', `The promise is ${state}; only an open one can be withdrawn.`, [
        { field: 'state', found: state, allowed: 'open' },
      ]);
    }
    await saveWithdrawal(tx, id, now);
    if (promise.product !== null) await requestCheck(tx, [promise.product]);
    return { ...promise, withdrawnAt: now };
  });
}
