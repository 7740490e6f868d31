import { canonicalOf } from '../identify/customer.reads.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import type { PromiseList, PromisePage } from './promise.contract.ts';
import { listPromises, promisesOfCustomer } from './promise.reads.ts';
import { presentPromise, type PromiseState, promiseState } from './promise.ts';
import { readPromiseCursor, writePromiseCursor } from './promise-cursor.ts';

/** What one customer has been promised, the newest first: what is open, or everything. Throws `not-found`. */
export async function promisesTo(deps: Deps, customerId: string, which: 'open' | 'all'): Promise<PromiseList> {
  const promises = await promisesOfCustomer(deps.postgres, customerId);
  if (promises.length === 0 && (await canonicalOf(deps.postgres, customerId)) === undefined) {
    throw new DomainError('not-found', `There is no customer with the id ${customerId}.`, [
      { field: 'id', found: customerId, allowed: 'the id of a customer' },
    ]);
  }
  const now = deps.clock();
  const shown = promises.filter((each) => which === 'all' || promiseState(each, now) === 'open');
  return { promises: shown.map((each) => presentPromise(each, now)) };
}

export type PageRequest = {
  readonly state?: PromiseState;
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
};

/** A page of the promises to all customers, the newest first. */
export async function pageOfPromises(deps: Deps, request: PageRequest): Promise<PromisePage> {
  const now = deps.clock();
  const { state, q, limit } = request;
  const after = readPromiseCursor(request.cursor);
  const found = await listPromises(deps.postgres, { state, q, after, limit: limit + 1 }, now);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    promises: shown.map((each) => presentPromise(each, now)),
    next: last === undefined ? null : writePromiseCursor(last),
  };
}
