import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { type SeenAgain, touchCustomers } from './resolution.store.ts';

/** Takes note that customers were seen again, each once. */
export type NoteSeen = (seen: readonly SeenAgain[]) => void | Promise<void>;

export type LastSeen = {
  readonly note: (seen: readonly SeenAgain[]) => void;
  /** Returns when everything noted is written. */
  readonly settled: () => Promise<void>;
};

/** How long it waits in memory, so that a thousand customers are one commit. */
const WRITE_AFTER_MS = 1000;

/**
 * Keeps when customers were seen last in the background: no event waits for it. What cannot be written is told to
 * `onFault`, and written the next time the customer is seen; the history itself says when that was.
 */
export function keepingLastSeen(deps: Pick<Deps, 'postgres'>, onFault: (error: unknown) => void): LastSeen {
  let noted = new Map<string, Instant>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const seen = [...noted].map(([customerId, at]) => ({ customerId, at }));
    noted = new Map();
    if (seen.length > 0) await touchCustomers(deps.postgres, seen).catch(onFault);
  }

  function settled(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  return {
    note(seen) {
      for (const { customerId, at } of seen) noted.set(customerId, Math.max(noted.get(customerId) ?? at, at));
      timer ??= setTimeout(() => void settled(), WRITE_AFTER_MS).unref();
    },
    settled,
  };
}
