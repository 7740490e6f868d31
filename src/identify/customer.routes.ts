import { Type } from 'typebox';
import { IdentifierSchema, Uuid } from '../kernel/contract.ts';
import { DomainError } from '../kernel/errors.ts';
import { isSecretType } from '../kernel/identifier-settings.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import {
  CustomerSearchQuerySchema,
  CustomerSearchSchema,
  ProfileSchema,
  type ProfileView,
} from './customer.contract.ts';
import { findByIdentifier, searchCustomers } from './customer.reads.ts';
import type { Identifier } from './identifier.ts';
import { profileOf } from './profile.service.ts';

/** The customer, or the fault that there is none. */
async function customerOr404(app: App, deps: Deps, id: string | undefined, found: string): Promise<ProfileView> {
  const historyAway = (err: unknown): void => app.log.warn({ event: 'profile_without_history', err });
  const customer = id === undefined ? undefined : await profileOf(deps, id, historyAway);
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
        response: { 200: ProfileSchema },
      },
    },
    (request) => customerOr404(app, deps, request.params.id, `id ${request.params.id}`),
  );
  app.get(
    '/v1/customers/by/:type/:value',
    {
      config: { access: 'channel' },
      schema: {
        summary: 'The customer who has an identifier',
        tags: ['customers'],
        params: IdentifierSchema,
        response: { 200: ProfileSchema },
      },
    },
    async (request) => {
      const { type } = request.params;
      if (isSecretType(type)) {
        throw new DomainError(
          'field-invalid',
          `A ${type} may not stand in an address, which many keep. POST /v1/customers/lookup takes it in the body.`,
          [{ field: 'type', found: type, allowed: 'a type whose values are not secret' }],
        );
      }
      return await customerBy(app, deps, request.params);
    },
  );
  app.post(
    '/v1/customers/lookup',
    {
      config: { access: 'channel' },
      schema: {
        summary: 'The customer who has an identifier of any type, also a secret one; nobody is made',
        tags: ['customers'],
        body: IdentifierSchema,
        response: { 200: ProfileSchema },
      },
    },
    (request) => customerBy(app, deps, request.body),
  );
}

async function customerBy(app: App, deps: Deps, { type, value }: Identifier): Promise<ProfileView> {
  const { identifierSettings: settings } = deps;
  if (isSecretType(type) && settings?.takes.has(type) !== true) {
    throw new DomainError('field-invalid', `No ${type} is taken in here: SAMSPEL_PERSONAL_NUMBERS does not name it.`, [
      { field: 'type', found: type, allowed: 'a type that is taken in' },
    ]);
  }
  const id = await findByIdentifier(deps.postgres, { type, value }, settings, deps.clock());
  // The value is somebody's address: the answer does not write it into anybody's log.
  return customerOr404(app, deps, id, `${type} that was asked for`);
}
