import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { KeyInputSchema, KeyListSchema, NewKeySchema, RotatedSchema, RotationInputSchema } from './key.contract.ts';
import { listKeys } from './key.reads.ts';
import { addKey, rotateKey, withdrawKey } from './key.service.ts';

const config = { access: 'member' } as const;
const params = Type.Object({ id: Uuid });
const tags = ['keys'];

/** The keys that systems come with. Only members see and make them. */
export function keyRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/keys',
    {
      config,
      schema: { summary: 'The keys there are, without their secrets', tags, response: { 200: KeyListSchema } },
    },
    async () => ({ keys: await listKeys(deps.postgres) }),
  );

  app.post(
    '/v1/keys',
    {
      config,
      schema: {
        summary: 'Make a key; the answer is the only place it stands in',
        tags,
        body: KeyInputSchema,
        response: { 201: NewKeySchema },
      },
    },
    async (request, reply) => {
      const made = await addKey(deps, request.body, actorOf(request));
      return reply.status(201).header('cache-control', 'no-store').send(made);
    },
  );

  app.post(
    '/v1/keys/:id/rotation',
    {
      config,
      schema: {
        summary: 'Make the key that takes the place of another, which is good a while longer',
        tags,
        params,
        body: Type.Union([RotationInputSchema, Type.Null()]),
        response: { 201: RotatedSchema },
      },
    },
    async (request, reply) => {
      const rotated = await rotateKey(deps, request.params.id, request.body ?? {}, actorOf(request));
      return reply.status(201).header('cache-control', 'no-store').send(rotated);
    },
  );

  app.delete(
    '/v1/keys/:id',
    { config, schema: { summary: 'Revoke a key, at once', tags, params, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await withdrawKey(deps, request.params.id, actorOf(request));
      return reply.status(204).send(null);
    },
  );
}
