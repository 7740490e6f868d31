import { requestCheck } from '../collect/check-request.service.ts';
import { HOUR_MS, type Period } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { Jobs } from '../store/queue.ts';
import { goOnLooking } from './promise-look.store.ts';
import { loadChangedPromises, loadDeafChannels } from './unknown-promise.reads.ts';

export const PROMISE_LOOK_JOB = 'check-changed-promises';

/** What is written has a time of when it was asked for, and is seen a little later. */
const SETTLED_AFTER_MS = 10_000;

/**
 * Asks for a check of the products whose promises have been made, been kept for the last time, or are over, since it was
 * last done: those that are many. (What is taken back, or begins later, asks for itself.) Only of products that a channel
 * shows that asks for no promises: in no other can one be unknown. Everything is checked each hour anyway, so no more than
 * the last hour is looked through.
 */
export async function checkChangedPromises(deps: Deps): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    const now = deps.clock();
    const to = now - SETTLED_AFTER_MS;
    const period: Period = { from: Math.max(await goOnLooking(tx, to), to - HOUR_MS), to };
    if (period.from >= period.to) return;
    const deaf = await loadDeafChannels(tx, now);
    if (deaf.length > 0) await requestCheck(tx, await loadChangedPromises(tx, period, deaf));
  });
}

/** The jobs that the worker does each minute. */
export function promiseLookJobs(deps: Deps): Jobs {
  return { [PROMISE_LOOK_JOB]: () => checkChangedPromises(deps) };
}
