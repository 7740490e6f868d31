import { Type } from 'typebox';
import { IdentifierSchema, Uuid } from '../kernel/contract.ts';
import { DomainError } from '../kernel/errors.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import {
  CustomerSchema,
  CustomerSearchQuerySchema,
  CustomerSearchSchema,
  type CustomerView,
} from './customer.contract.ts';
import { findByIdentifier, findCustomer, searchCustomers } from './customer.reads.ts';

/** The customer, or the fault that there is none. */
async function customerOr404(deps: Deps, id: string | undefined, found: string): Promise<CustomerView> {
  const customer = id === undefined ? undefined : await findCustomer(deps.postgres, id);
  if (customer !== undefined) return customer;
  throw new DomainError('not-found', `No customer has the ${found}. GET /v1/customers?q= searches.`, [
    { field: '(path)', found, allowed: 'a customer that is known' },
  ]);
}

/** The doors to customers: search, one by its id (also one that was merged away), one by an identifier. */
export function customerRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/customers',
    {
      config: { access: 'channel' },
      schema: {
        summary: 'Search customers by identifier, name or id',
        tags: ['customers'],
        querystring: CustomerSearchQuerySchema,
        response: { 200: CustomerSearchSchema },
      },
    },
    (request) => searchCustomers(deps.postgres, request.query.q),
  );
  app.get(
    '/v1/customers/:id',
    {
      config: { access: 'channel' },
      schema: {
        summary: 'A customer; one that was merged away is answered as who it is now',
        tags: ['customers'],
        params: Type.Object({ id: Uuid }),
        response: { 200: CustomerSchema },
      },
    },
    (request) => customerOr404(deps, request.params.id, `id ${request.params.id}`),
  );
  app.get(
    '/v1/customers/by/:type/:value',
    {
      config: { access: 'channel' },
      schema: {
        summary: 'The customer who has an identifier',
        tags: ['customers'],
        params: IdentifierSchema,
        response: { 200: CustomerSchema },
      },
    },
    async (request) => {
      const { type, value } = request.params;
      const id = await findByIdentifier(deps.postgres, { type, value });
      // The value is somebody's address: the answer does not write it into anybody's log.
      return customerOr404(deps, id, `${type} that was asked for`);
    },
  );
}
