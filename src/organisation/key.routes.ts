import { Type } from 'typebox';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { KeyInputSchema, KeyListSchema, NewKeySchema } from './key.contract.ts';
import { listKeys } from './key.reads.ts';
import { addKey, withdrawKey } from './key.service.ts';

/** The keys that systems come with. Only members see and make them. */
export function keyRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/keys',
    {
      config: { access: 'member' },
      schema: { summary: 'The keys there are, without their secrets', response: { 200: KeyListSchema } },
    },
    async () => ({ keys: await listKeys(deps.postgres) }),
  );

  app.post(
    '/v1/keys',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Make a key; the answer is the only place it stands in',
        body: KeyInputSchema,
        response: { 201: NewKeySchema },
      },
    },
    async (request, reply) => {
      const made = await addKey(deps, request.body);
      return reply.status(201).header('cache-control', 'no-store').send(made);
    },
  );

  app.delete(
    '/v1/keys/:id',
    {
      config: { access: 'member' },
      schema: { summary: 'Revoke a key', params: Type.Object({ id: Uuid }), response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await withdrawKey(deps, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
