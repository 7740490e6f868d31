import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Time, Uuid } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';
import { toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { freezeCustomer, freezeOf, thawCustomer } from './freeze.service.ts';

const Params = Type.Object({ id: Uuid });
const FreezeSchema = Type.Object({
  since: Type.Union([Time, Type.Null()]),
  by: Type.Union([Type.String(), Type.Null()]),
  because: Type.Union([Type.String(), Type.Null()]),
});
const NewFreezeSchema = Type.Object(
  { because: Type.String({ minLength: 1, maxLength: 300, pattern: KEEPABLE }) },
  { additionalProperties: false },
);
const tags = ['data protection'];

/** The doors to freezing a customer. For members only. */
export function freezeRoutes(app: App, deps: Deps): void {
  const url = '/v1/customers/:id/freeze';
  const schema = { tags, params: Params, response: { 200: FreezeSchema } };
  const present = async (id: string) => {
    const freeze = await freezeOf(deps, id);
    return freeze === undefined ? { since: null, by: null, because: null } : { ...freeze, since: toIso(freeze.since) };
  };
  app.get(
    url,
    { config: { access: 'member' }, schema: { ...schema, summary: 'Whether the customer is frozen, and why' } },
    (request) => present(request.params.id),
  );
  app.post(
    url,
    {
      config: { access: 'member' },
      schema: { ...schema, body: NewFreezeSchema, summary: 'Keep the customer’s data without using it' },
    },
    async (request) => {
      const { id } = request.params;
      await freezeCustomer(deps, { customerId: id, because: request.body.because, by: actorOf(request) });
      return await present(id);
    },
  );
  app.delete(
    url,
    { config: { access: 'member' }, schema: { ...schema, summary: 'Use the customer’s data again' } },
    async (request) => {
      await thawCustomer(deps, { customerId: request.params.id, by: actorOf(request) });
      return await present(request.params.id);
    },
  );
}
