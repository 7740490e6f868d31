import type { FindActor } from '../http/auth.ts';
import { Together } from '../kernel/together.ts';
import type { Deps } from '../store/deps.ts';
import { saveKeyUse } from './key.store.ts';

const HOUR_MS = 3_600_000;
const MOST_KEYS_AT_ONCE = 1000;

export type NotedUse = {
  readonly findActor: FindActor;
  /** Returns when everything noted is written. */
  readonly settled: () => Promise<void>;
};

/**
 * Notes of each key in which hour it was last used. A key that calls a thousand times in an hour is written once, in the
 * background: no call waits for it, and one that cannot be written is tried again with the next call.
 */
export function notingUse(
  find: FindActor,
  deps: Pick<Deps, 'postgres' | 'clock'>,
  onFault: (error: unknown) => void,
): NotedUse {
  const notedIn = new Map<string, number>();
  const writes = new Together<string, undefined>(async (ids) => {
    await saveKeyUse(deps.postgres, ids, hourOf(deps.clock()));
    return ids.map(() => undefined);
  }, MOST_KEYS_AT_ONCE);

  function note(id: string): void {
    const hour = hourOf(deps.clock());
    if (notedIn.get(id) === hour) return;
    notedIn.set(id, hour);
    void writes.ask([id]).catch((error: unknown) => {
      notedIn.delete(id);
      onFault(error);
    });
  }

  return {
    async findActor(credential) {
      const actor = await find(credential);
      if (actor?.kind === 'key') note(actor.id);
      return actor;
    },
    settled: () => writes.settled(),
  };
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
