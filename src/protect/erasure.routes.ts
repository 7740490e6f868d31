import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { ErasureListSchema, ErasureReachSchema, ErasureSchema } from './erasure.contract.ts';
import { eraseCustomer, type ErasureTools, erasuresMade, reachOfErasure } from './erasure.service.ts';

const Params = Type.Object({ id: Uuid });

/** The doors to erasing: what it would reach, doing it, and the proofs. For members only. */
export function erasureRoutes(app: App, deps: Deps, tools: ErasureTools): void {
  app.get(
    '/v1/customers/:id/erasure',
    {
      config: { access: 'member' },
      schema: {
        summary: 'What erasing the customer would delete',
        tags: ['data protection'],
        params: Params,
        response: { 200: ErasureReachSchema },
      },
    },
    (request) => reachOfErasure(deps, request.params.id),
  );
  app.post(
    '/v1/customers/:id/erasure',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Erase the customer, for good; the answer is the proof',
        tags: ['data protection'],
        params: Params,
        response: { 200: ErasureSchema },
      },
    },
    (request) => eraseCustomer(deps, { customerId: request.params.id, by: actorOf(request) }, tools),
  );
  app.get(
    '/v1/erasures',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Who was erased, as proofs without content, the newest first',
        tags: ['data protection'],
        querystring: Type.Object({ customerId: Type.Optional(Uuid) }),
        response: { 200: ErasureListSchema },
      },
    },
    async (request) => ({ erasures: await erasuresMade(deps, request.query.customerId) }),
  );
}
