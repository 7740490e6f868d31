import { type FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorName, actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import type { Deps } from '../../store/deps.ts';
import { DraftInputSchema, PlanSettingsSchema, PlanVersionSchema, VersionChangeSchema } from './plan.contract.ts';
import type { PlanKeeper } from './plan-keeper.service.ts';
import { changeSettings, changeVersion, draftVersion, dropDraft, makeLive, retireVersion } from './plan.service.ts';

const tags = ['tracking plan'];
const ById = Type.Object({ id: Uuid });
const config = { access: 'member' } as const;

function byOf(request: FastifyRequest): string {
  return actorName(actorOf(request));
}

/** The doors that change the tracking plan. A change holds for this process at once, for the others within a second. */
export function planRoutes(app: App, deps: Deps, keeper: PlanKeeper): void {
  const known = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    keeper.forget();
    return result;
  };
  app.put(
    '/v1/plan/settings',
    {
      config,
      schema: {
        summary: 'Say what is done with names and properties that are not planned',
        tags,
        body: PlanSettingsSchema,
        response: { 200: PlanSettingsSchema },
      },
    },
    (request) => known(changeSettings(deps, request.body)),
  );
  app.post(
    '/v1/plan/versions',
    {
      config,
      schema: {
        summary: 'Draft the next version of what an event holds',
        tags,
        body: DraftInputSchema,
        response: { 201: PlanVersionSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await draftVersion(deps, { ...request.body, by: byOf(request) })),
  );
  app.patch(
    '/v1/plan/versions/:id',
    {
      config,
      schema: {
        summary: 'Change a draft; of a live version its mode, description and owner',
        tags,
        params: ById,
        body: VersionChangeSchema,
        response: { 200: PlanVersionSchema },
      },
    },
    (request) => known(changeVersion(deps, { id: request.params.id, change: request.body, by: byOf(request) })),
  );
  app.delete(
    '/v1/plan/versions/:id',
    { config, schema: { summary: 'Throw a draft away', tags, params: ById, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await dropDraft(deps, request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/v1/plan/versions/:id/publication',
    {
      config,
      schema: {
        summary: 'Make a version the live one of its name',
        tags,
        params: ById,
        response: { 200: PlanVersionSchema },
      },
    },
    (request) => known(makeLive(deps, { id: request.params.id, by: byOf(request) })),
  );
  app.post(
    '/v1/plan/versions/:id/retirement',
    {
      config,
      schema: {
        summary: 'Retire the live version of a name',
        tags,
        params: ById,
        response: { 200: PlanVersionSchema },
      },
    },
    (request) => known(retireVersion(deps, { id: request.params.id, by: byOf(request) })),
  );
}
