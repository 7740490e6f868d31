import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { AttributeCorrection, AttributeFacts } from './attribute.contract.ts';
import { attributeFactsOf, firstNodeOf } from './attribute.reads.ts';
import { refreshAttributes, saveAttributeFacts } from './attribute.store.ts';
import { canonicalOf } from './customer.reads.ts';
import { lockIdentity } from './resolution.store.ts';

function unknownCustomer(id: string): DomainError {
  return new DomainError('not-found', `No customer has the id ${id}. GET /v1/customers?q= searches.`, [
    { field: '(path)', found: id, allowed: 'the id of a customer' },
  ]);
}

/** Where each attribute of the customer comes from. Throws `not-found`. */
export async function demandAttributeFacts(deps: Deps, id: string): Promise<AttributeFacts['facts']> {
  const customerId = await canonicalOf(deps.postgres, id);
  if (customerId === undefined) throw unknownCustomer(id);
  return attributeFactsOf(deps.postgres, customerId);
}

/**
 * Corrects what is known of a customer (GDPR, article 16). What was told before stays beside it, with who told it; the
 * correction stands until somebody tells otherwise. Throws `not-found`, and `state-conflict` for somebody without any
 * identifier.
 */
export function correctAttribute(
  deps: Deps,
  asked: { readonly customerId: string; readonly name: string; readonly by: string } & AttributeCorrection,
): Promise<AttributeFacts['facts']> {
  return inTransaction(deps.postgres, async (tx) => {
    // A merge or a split in between would leave the correction with somebody else.
    await lockIdentity(tx);
    const customerId = await canonicalOf(tx, asked.customerId);
    if (customerId === undefined) throw unknownCustomer(asked.customerId);
    const subject = await firstNodeOf(tx, customerId);
    if (subject === undefined) {
      throw new DomainError('state-conflict', 'Nothing says who this customer is, so nothing can be said of them.');
    }
    const { name, value, by } = asked;
    const now = deps.clock();
    await saveAttributeFacts(tx, [{ subject, name, value, source: by, toldAt: now }], now);
    await refreshAttributes(tx, [customerId]);
    return attributeFactsOf(tx, customerId);
  });
}
