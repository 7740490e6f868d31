import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import { insertCustomers, type NewCustomer } from './customer.store.ts';
import { type Identifier, usableIdentifiers } from './identifier.ts';
import { attachIdentifiers } from './resolution.store.ts';

export type BulkCustomer = NewCustomer & { readonly identifiers: readonly Identifier[]; readonly source: string };

// Large enough to make the round trips few, small enough for one statement's memory.
const ROWS_A_STATEMENT = 5000;

/**
 * Adds many customers whose identifiers are known not to be shared, as when an example or a whole register is loaded.
 * Nothing is resolved: an identifier that somebody has already moves to the new customer. Call it in a transaction.
 */
export async function createCustomers(sql: Sql, customers: readonly BulkCustomer[], now: Instant): Promise<void> {
  for (let from = 0; from < customers.length; from += ROWS_A_STATEMENT) {
    const part = customers.slice(from, from + ROWS_A_STATEMENT);
    const attached = part.flatMap((customer) =>
      usableIdentifiers(customer.identifiers).map((each) => ({
        ...each,
        customerId: customer.id,
        source: customer.source,
        at: customer.firstSeenAt,
      })),
    );
    await insertCustomers(sql, part, now);
    if (attached.length > 0) await attachIdentifiers(sql, attached);
  }
}
