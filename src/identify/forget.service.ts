import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { familyOf } from './customer.reads.ts';
import { keepErased } from './erased.service.ts';
import { eraseRows, identifiersOf } from './forget.store.ts';
import type { Identifier } from './identifier.ts';
import { placesOf } from './places.reads.ts';
import { insertChanges, lockIdentity } from './resolution.store.ts';

export type Forgotten = {
  readonly customerId: string;
  readonly identifiers: readonly Identifier[];
  /** Rows that were deleted, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many keyed hashes stay. */
  readonly hashes: number;
  /** Where in the history the customer's events are. */
  readonly places: readonly string[];
  readonly foreign: readonly string[];
};

/** Everything by which the customer is known; `undefined` when nobody has the id. */
export async function identifiersKept(deps: Deps, customerId: string): Promise<Identifier[] | undefined> {
  const family = await familyOf(deps.postgres, customerId);
  if (family.length === 0) return undefined;
  return (await identifiersOf(deps.postgres, family)).map(({ type, value }) => ({ type, value }));
}

/**
 * Forgets a customer in PostgreSQL, as part of the caller's transaction: every row of every room, also of those who were
 * merged into them. A keyed hash of each identifier of their own stays, so that what is older does not bring them back.
 * `undefined` when nobody has the id.
 */
export async function forgetCustomer(
  deps: Deps,
  tx: Sql,
  customerId: string,
  madeBy: string,
): Promise<Forgotten | undefined> {
  await lockIdentity(tx);
  const found = await placesOf(tx, customerId);
  if (found === undefined) return undefined;
  const family = await familyOf(tx, found.canonical);
  const kept = await identifiersOf(tx, family);
  const identifiers = kept.map(({ type, value, sealed }) =>
    sealed === null ? { type, value } : { type, value, secret: { sealed, shown: '', formerValue: undefined } },
  );
  // A tablet in a store or an info@ address is not theirs alone; others are known by it.
  const own = identifiers.filter((_, index) => {
    const { isShared = true, isFormer = true } = kept[index] ?? {};
    return !isShared && !isFormer;
  });
  const now = deps.clock();
  const hashes = await keepErased(deps, tx, own, now);
  const counts = await eraseRows(tx, family);
  // Every process that remembers one of them is told to ask again.
  const changes = family.map((id) => {
    return { id: deps.newId(), kind: 'erase', customerId: id, otherId: null, madeBy, because: {} } as const;
  });
  await insertChanges(tx, changes, now);
  const { canonical, places, foreign } = found;
  return { customerId: canonical, identifiers, counts, hashes, places, foreign };
}
