import { DomainError } from '../kernel/errors.ts';

/** What is said where no customer has the id of the address. */
export function unknownCustomer(customerId: string): DomainError {
  return new DomainError('not-found', `No customer has the id ${customerId}. GET /v1/customers?q= searches.`, [
    { field: '(path)', found: customerId, allowed: 'a customer that is known' },
  ]);
}
