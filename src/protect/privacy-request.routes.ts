import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import {
  NewPrivacyRequestSchema,
  PrivacyRequestEndSchema,
  PrivacyRequestExtensionSchema,
  PrivacyRequestListSchema,
  PrivacyRequestSchema,
} from './privacy-request.contract.ts';
import { endRequest, extendDue, noteRequest, requestsThere } from './privacy-request.service.ts';

const Params = Type.Object({ id: Uuid });
const tags = ['data protection'];
const config = { access: 'member' } as const;

/** The doors to what customers have asked for, with the month that each must be answered in. For members only. */
export function privacyRequestRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/requests',
    {
      config,
      schema: {
        summary: 'What customers have asked for, the most pressing first',
        tags,
        querystring: Type.Object({ customerId: Type.Optional(Uuid) }),
        response: { 200: PrivacyRequestListSchema },
      },
    },
    async (request) => ({ requests: await requestsThere(deps, { customerId: request.query.customerId }) }),
  );
  app.post(
    '/v1/customers/:id/requests',
    {
      config,
      schema: {
        summary: 'Note what the customer has asked for',
        tags,
        params: Params,
        body: NewPrivacyRequestSchema,
        response: { 201: PrivacyRequestSchema },
      },
    },
    async (request, reply) => {
      const asked = { customerId: request.params.id, ...request.body, by: actorOf(request) };
      return await reply.status(201).send(await noteRequest(deps, asked));
    },
  );
  const answer = { tags, params: Params, response: { 200: PrivacyRequestSchema } };
  app.post(
    '/v1/requests/:id/end',
    { config, schema: { ...answer, summary: 'End a request by hand', body: PrivacyRequestEndSchema } },
    (request) => endRequest(deps, request.params.id, { ...request.body, by: actorOf(request) }),
  );
  app.post(
    '/v1/requests/:id/extension',
    {
      config,
      schema: { ...answer, summary: 'Give a request two months more, once', body: PrivacyRequestExtensionSchema },
    },
    (request) => extendDue(deps, request.params.id, { ...request.body, by: actorOf(request) }),
  );
}
