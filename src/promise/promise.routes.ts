import { Type } from 'typebox';
import { actorName, actorOf, channelsOf, permitChannel } from '../http/auth.ts';
import { demandIdempotencyKey, ownIdempotencyKeyOf } from '../http/idempotency.ts';
import type { App } from '../http/server.ts';
import { Cursor, PageLimit, Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import {
  PromiseInputSchema,
  PromiseListSchema,
  PromisePageSchema,
  PromiseSchema,
  PromiseStateSchema,
  RedemptionInputSchema,
  RedemptionSchema,
} from './promise.contract.ts';
import { demandPromise, recordPromise, withdrawPromise } from './promise.service.ts';
import { presentPromise, presentRedemption } from './promise.ts';
import { pageOfPromises, promisesTo } from './promise-list.service.ts';
import { redeemPromise } from './redemption.service.ts';

const params = Type.Object({ id: Uuid });
const DEFAULT_PAGE = 50;

function readingRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/promises',
    {
      schema: {
        summary: 'Promises to all customers, the newest first',
        querystring: Type.Object({
          state: Type.Optional(PromiseStateSchema),
          q: Type.Optional(Type.String({ maxLength: 200 })),
          cursor: Cursor,
          limit: PageLimit,
        }),
        response: { 200: PromisePageSchema },
      },
    },
    async (request) => pageOfPromises(deps, { ...request.query, limit: request.query.limit ?? DEFAULT_PAGE }),
  );

  app.get(
    '/v1/promises/:id',
    { schema: { summary: 'One promise', params, response: { 200: PromiseSchema } } },
    async (request) => presentPromise(await demandPromise(deps.postgres, request.params.id), deps.clock()),
  );

  app.get(
    '/v1/customers/:id/promises',
    {
      schema: {
        summary: 'What this customer has been promised, in every channel and whoever it was before merges',
        params,
        querystring: Type.Object({
          state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('all')], { default: 'open' })),
        }),
        response: { 200: PromiseListSchema },
      },
    },
    async (request) => promisesTo(deps, request.params.id, request.query.state ?? 'open'),
  );
}

/** The ledger of what has been promised: made, looked up, kept, taken back. */
export function promiseRoutes(app: App, deps: Deps): void {
  readingRoutes(app, deps);

  app.post(
    '/v1/promises',
    {
      schema: {
        summary: 'Write down a promise made outside an offer; an Idempotency-Key header makes it safe to send again',
        body: PromiseInputSchema,
        response: { 200: PromiseSchema, 201: PromiseSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      permitChannel(actor, request.body.channel);
      const idempotencyKey = ownIdempotencyKeyOf(request);
      const made = await recordPromise(deps, { promise: request.body, by: actorName(actor), idempotencyKey });
      return reply.status(made.isNew ? 201 : 200).send(presentPromise(made.promise, made.now));
    },
  );

  app.post(
    '/v1/promises/:id/redemptions',
    {
      schema: {
        summary: 'Keep a promise once; takes an Idempotency-Key header, or the same in the body',
        params,
        body: RedemptionInputSchema,
        response: { 200: RedemptionSchema, 201: RedemptionSchema },
      },
    },
    async (request, reply) => {
      const { idempotencyKey: keyInBody, ...redemption } = request.body;
      permitChannel(actorOf(request), redemption.channel);
      const idempotencyKey = demandIdempotencyKey(request, keyInBody);
      const made = await redeemPromise(deps, { promiseId: request.params.id, redemption, idempotencyKey });
      return reply.status(made.isNew ? 201 : 200).send(presentRedemption(made.redemption));
    },
  );

  app.post(
    '/v1/promises/:id/withdrawal',
    { schema: { summary: 'Take back an open promise', params, response: { 200: PromiseSchema } } },
    async (request) =>
      presentPromise(await withdrawPromise(deps, request.params.id, channelsOf(actorOf(request))), deps.clock()),
  );
}
