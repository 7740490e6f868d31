import type { Deps } from '../store/deps.ts';
import type { ProfileView } from './customer.contract.ts';
import { findCustomer } from './customer.reads.ts';
import { placesOf } from './places.reads.ts';
import { readProfileState } from './profile-state.reads.ts';

/**
 * The customer with what their events come to; `undefined` when nobody has the id. While the history does not answer
 * the rest is told all the same: whoever has the customer on the telephone must not wait for it.
 */
export async function profileOf(
  deps: Deps,
  customerId: string,
  historyAway: (fault: unknown) => void,
): Promise<ProfileView | undefined> {
  const [customer, places] = await Promise.all([
    findCustomer(deps.postgres, customerId),
    placesOf(deps.postgres, customerId),
  ]);
  if (customer === undefined || places === undefined) return undefined;
  const state = await readProfileState(deps.clickhouse, places).catch((fault: unknown) => {
    historyAway(fault);
    return null;
  });
  return { ...customer, state };
}
