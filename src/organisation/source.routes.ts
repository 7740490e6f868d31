import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { KeyListSchema, KeyNameSchema, NewKeySchema } from './key.contract.ts';
import { listKeysOf } from './key.reads.ts';
import { addSourceKey } from './key.service.ts';
import { SourceId, SourceInputSchema, SourceListSchema, SourcePatchSchema, SourceSchema } from './source.contract.ts';
import { listSources } from './source.reads.ts';
import { addSource, changeSource, demandSource, removeSource } from './source.service.ts';

const member = { access: 'member' } as const;
const params = Type.Object({ id: SourceId });
const tags = ['sources'];

function changingRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/sources',
    {
      config: member,
      schema: { summary: 'Make a source', tags, body: SourceInputSchema, response: { 201: SourceSchema } },
    },
    async (request, reply) => reply.status(201).send(await addSource(deps, request.body, actorOf(request))),
  );

  app.patch(
    '/v1/sources/:id',
    {
      config: member,
      schema: {
        summary: 'Say anew what a source is, who answers for it, or that it is paused',
        tags,
        params,
        body: SourcePatchSchema,
        response: { 200: SourceSchema },
      },
    },
    (request) => changeSource(deps, request.params.id, request.body, actorOf(request)),
  );

  app.delete(
    '/v1/sources/:id',
    {
      config: member,
      schema: { summary: 'Take a source away and revoke its keys', tags, params, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await removeSource(deps, request.params.id, actorOf(request));
      return reply.status(204).send(null);
    },
  );
}

function keyRoutesOf(app: App, deps: Deps): void {
  app.get(
    '/v1/sources/:id/keys',
    {
      config: member,
      schema: { summary: "A source's keys, without their secrets", tags, params, response: { 200: KeyListSchema } },
    },
    async (request) => {
      await demandSource(deps.postgres, request.params.id, deps.clock());
      return { keys: await listKeysOf(deps.postgres, request.params.id) };
    },
  );

  app.post(
    '/v1/sources/:id/keys',
    {
      config: member,
      schema: {
        summary: 'Make a write key for a source; the answer is the only place it stands in',
        tags,
        params,
        body: Type.Union([KeyNameSchema, Type.Null()]),
        response: { 201: NewKeySchema },
      },
    },
    async (request, reply) => {
      const made = await addSourceKey(deps, { source: request.params.id, ...request.body }, actorOf(request));
      return reply.status(201).header('cache-control', 'no-store').send(made);
    },
  );
}

/** The systems that hand in events, and their keys. A key is rotated and revoked under /v1/keys. */
export function sourceRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/sources',
    {
      config: member,
      schema: { summary: 'The sources and who answers for them', tags, response: { 200: SourceListSchema } },
    },
    async () => ({ sources: await listSources(deps.postgres, deps.clock()) }),
  );

  app.get(
    '/v1/sources/:id',
    { config: member, schema: { summary: 'One source', tags, params, response: { 200: SourceSchema } } },
    (request) => demandSource(deps.postgres, request.params.id, deps.clock()),
  );

  changingRoutes(app, deps);
  keyRoutesOf(app, deps);
}
