import { Type } from 'typebox';
import { actorOf } from '../http/auth.ts';
import { ownIdempotencyKeyOf } from '../http/idempotency.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import {
  ExceptionInputSchema,
  ExceptionListSchema,
  ExceptionQuerySchema,
  ExceptionSchema,
} from './exception.contract.ts';
import { listExceptions } from './exception.reads.ts';
import { declareException, demandException, endExceptionEarly } from './exception.service.ts';

const params = Type.Object({ id: Uuid });
const tags = ['contradictions'];

/** Differences that are meant. Every channel reads them; only members declare and end them, for they bind other channels too. */
export function exceptionRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/exceptions',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Declare that a difference is meant, until when, and what customers are told',
        tags,
        body: ExceptionInputSchema,
        response: { 200: ExceptionSchema, 201: ExceptionSchema },
      },
    },
    async (request, reply) => {
      const { exception, isNew } = await declareException(deps, {
        input: request.body,
        by: actorOf(request),
        idempotencyKey: ownIdempotencyKeyOf(request),
      });
      return reply.status(isNew ? 201 : 200).send(exception);
    },
  );

  app.get(
    '/v1/exceptions',
    {
      schema: {
        summary: 'The declared exceptions, the newest first, at most 500',
        tags,
        querystring: ExceptionQuerySchema,
        response: { 200: ExceptionListSchema },
      },
    },
    async ({ query }) => ({ exceptions: await listExceptions(deps.postgres, query, deps.clock()) }),
  );

  app.get(
    '/v1/exceptions/:id',
    { schema: { summary: 'One declared exception', tags, params, response: { 200: ExceptionSchema } } },
    ({ params: { id } }) => demandException(deps.postgres, id, deps.clock()),
  );

  app.post(
    '/v1/exceptions/:id/ending',
    {
      config: { access: 'member' },
      schema: {
        summary: 'End an exception before its time; what it covered opens again',
        tags,
        params,
        response: { 200: ExceptionSchema },
      },
    },
    (request) => endExceptionEarly(deps, request.params.id, actorOf(request)),
  );
}
