import type { Deps } from '../../store/deps.ts';
import { inTransaction } from '../../store/postgres.ts';
import { type Change, insertChanges, lockIdentity } from '../resolution.store.ts';
import { customersAfter, touchingCustomers } from './correction.reads.ts';
import { insertRules } from './correction.store.ts';
import { type Occasion, rethink } from './rethink.service.ts';
import { EVERYBODY, type IdentityRules } from './rules.ts';

// Large enough to make the round trips few, small enough that nobody waits long for the identity lock.
const CUSTOMERS_A_TURN = 1000;

export type Replay = { readonly customers: number; readonly changed: number };

/** Which customers must be thought through in one go, by each of them. */
function clustersOf(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const clusters = new Map<string, Set<string>>();
  for (const [one, other] of pairs) {
    const [a, b] = [clusters.get(one) ?? new Set([one]), clusters.get(other) ?? new Set([other])];
    const [few, many] = a.size < b.size ? [a, b] : [b, a];
    for (const id of few) many.add(id);
    for (const id of many) clusters.set(id, many);
  }
  return clusters;
}

/**
 * Thinks everybody through again by the rules that hold now, as after a change of them: the same graph always gives the
 * same customers, in whatever order things once came in. May run while events come in, and may be broken off and begun
 * again.
 */
export async function replayIdentity(
  deps: Deps,
  occasion: Occasion,
  progress: (customers: number) => void = () => {},
): Promise<Replay> {
  const clusters = clustersOf(await touchingCustomers(deps.postgres));
  const done = new Set<string>();
  let [customers, changed] = [0, 0];
  let after: string | undefined;
  for (;;) {
    const page = await customersAfter(deps.postgres, after, CUSTOMERS_A_TURN);
    after = page.at(-1);
    if (after === undefined) break;
    const wanted = new Set(page.filter((id) => !done.has(id)).flatMap((id) => [...(clusters.get(id) ?? [id])]));
    for (const id of wanted) if (clusters.has(id)) done.add(id);
    if (wanted.size > 0) changed += await replayTurn(deps, [...wanted], occasion);
    customers += page.length;
    progress(customers);
  }
  return { customers, changed };
}

/** Returns how many customers there are more or fewer by it, each that came and each that went. */
function replayTurn(deps: Deps, customerIds: readonly string[], occasion: Occasion): Promise<number> {
  return inTransaction(deps.postgres, async (tx) => {
    await lockIdentity(tx);
    const home = await rethink(deps, tx, customerIds, occasion, { isWhole: true });
    const [before, after] = [new Set(customerIds), new Set(home.values())];
    const came = [...after].filter((id) => !before.has(id));
    const went = [...before].filter((id) => !after.has(id));
    return came.length + went.length;
  });
}

/** Makes new rules hold from now on, for what comes in. `replayIdentity` makes them hold for what came before. */
export function changeRules(deps: Deps, rules: IdentityRules, madeBy: string): Promise<number> {
  return inTransaction(deps.postgres, async (tx) => {
    await lockIdentity(tx);
    const now = deps.clock();
    const version = await insertRules(tx, rules, madeBy, now);
    const change: Change = {
      id: deps.newId(),
      kind: 'rules',
      customerId: EVERYBODY,
      otherId: null,
      madeBy,
      because: { rule: 'rules', version },
    };
    await insertChanges(tx, [change], now);
    return version;
  });
}
