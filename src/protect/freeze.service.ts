import { familyOf } from '../identify/customer.reads.ts';
import type { Doer } from '../organisation/audit.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { deleteFreeze, findFreeze, type Freeze, insertFreeze } from './freeze.store.ts';
import { closeRequestsOf } from './privacy-request.store.ts';
import { unknownCustomer } from './unknown-customer.ts';

async function familyOrFault(sql: Sql, customerId: string): Promise<[string, ...string[]]> {
  const [first, ...rest] = await familyOf(sql, customerId);
  if (first !== undefined) return [first, ...rest];
  throw unknownCustomer(customerId);
}

/** Keeps the customer's data from now on without using it (article 18): nothing new is offered, what was promised is kept. */
export async function freezeCustomer(
  deps: Deps,
  { customerId, because, by }: { readonly customerId: string; readonly because: string; readonly by: Doer },
): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    const [id, ...merged] = await familyOrFault(tx, customerId);
    const now = deps.clock();
    const madeBy = `${by.kind}:${by.name}`;
    await insertFreeze(tx, id, { since: now, by: madeBy, because });
    await closeRequestsOf(tx, [id, ...merged], 'restriction', { by: madeBy, at: now, outcome: because });
    await recordDeeds(deps, tx, [{ by, action: 'frozen', subject: { kind: 'customer', id } }]);
  });
}

/** The customer is as any other again. */
export async function thawCustomer(
  deps: Deps,
  { customerId, by }: { readonly customerId: string; readonly by: Doer },
): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    const family = await familyOrFault(tx, customerId);
    const wasFrozen = await deleteFreeze(tx, family);
    if (wasFrozen)
      await recordDeeds(deps, tx, [{ by, action: 'thawed', subject: { kind: 'customer', id: family[0] } }]);
  });
}

/** Whether the customer is frozen, and why. Throws `not-found`. */
export async function freezeOf(deps: Deps, customerId: string): Promise<Freeze | undefined> {
  return await findFreeze(deps.postgres, await familyOrFault(deps.postgres, customerId));
}
