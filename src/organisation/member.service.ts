import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { saveFirstOwner } from './member.store.ts';

const LOCAL_OWNER = 'Owner';

/** The member who owns this deployment; made on the first start. Returns the member's id. */
export async function ensureOwner(deps: Deps): Promise<string> {
  return inTransaction(deps.postgres, (tx) =>
    saveFirstOwner(tx, { id: deps.newId(), name: LOCAL_OWNER, createdAt: deps.clock() }),
  );
}
