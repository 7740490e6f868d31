import type { Instant } from '../kernel/period.ts';
import { Together } from '../kernel/together.ts';
import type { Deps } from '../store/deps.ts';
import { type SeenAgain, touchCustomers } from './resolution.store.ts';

// One statement's worth.
const TOUCHED_TOGETHER = 5000;

/** Takes note that customers were seen again, each once. */
export type NoteSeen = (seen: readonly SeenAgain[]) => Promise<void>;

export type LastSeen = {
  readonly note: NoteSeen;
  /** Returns when everything noted is written. */
  readonly settled: () => Promise<void>;
};

/**
 * Keeps when customers were seen last in the background: no event waits for it. What cannot be written is told, and
 * written the next time the customer is seen; the history itself says when that was.
 */
export function keepingLastSeen(deps: Pick<Deps, 'postgres'>, onFault: (error: unknown) => void): LastSeen {
  const writes = new Together<SeenAgain, undefined>(async (seen) => {
    const latest = new Map<string, Instant>();
    for (const { customerId, at } of seen) latest.set(customerId, Math.max(latest.get(customerId) ?? at, at));
    await touchCustomers(
      deps.postgres,
      [...latest].map(([customerId, at]) => ({ customerId, at })),
    );
    return seen.map(() => undefined);
  }, TOUCHED_TOGETHER);

  return {
    async note(seen) {
      void writes.ask(seen).catch(onFault);
    },
    settled: () => writes.settled(),
  };
}
