import { Type } from 'typebox';
import { actorOf, channelsOf, permitChannel } from '../http/auth.ts';
import { ownIdempotencyKeyOf } from '../http/idempotency.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { permitAudience } from './audience.service.ts';
import { OfferCheckSchema } from './contradiction.contract.ts';
import { checkOffer } from './offer-check.service.ts';
import {
  NamedOfferSchema,
  OfferInputSchema,
  OfferListSchema,
  OfferSchema,
  OfferStateSchema,
} from './offer.contract.ts';
import { listOffers } from './offer.reads.ts';
import { changeOffer, createOffer, demandNamedOffer } from './offer.service.ts';
import type { OfferAct } from './offer.ts';
import { offerVersionRoutes } from './offer-version.routes.ts';
import { PublicationQuerySchema, PublishedOfferSchema } from './publication.contract.ts';
import { publishOffer } from './publication.service.ts';
import { Seen } from './version.contract.ts';

const steps: readonly { readonly address: string; readonly act: OfferAct; readonly summary: string }[] = [
  { address: 'approval', act: 'approve', summary: 'Approve a draft for the channels that one answers for' },
  { address: 'ending', act: 'end', summary: 'End an offer; what has been promised under it is kept' },
];

const params = Type.Object({ id: Uuid });

/** Offers: written, approved, put live and ended. */
export function offerRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/offers',
    {
      schema: {
        summary: 'Write an offer as a draft; an Idempotency-Key header makes it safe to send again',
        body: OfferInputSchema,
        response: { 200: OfferSchema, 201: OfferSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      for (const channel of request.body.channels) permitChannel(actor, channel);
      permitAudience(actor, request.body.audience);
      const { offer, isNew } = await createOffer(deps, {
        offer: request.body,
        by: actor,
        permit: channelsOf(actor),
        idempotencyKey: ownIdempotencyKeyOf(request),
      });
      return reply.status(isNew ? 201 : 200).send(offer);
    },
  );

  app.get(
    '/v1/offers',
    {
      schema: {
        summary: 'The newest offers, at most 500',
        querystring: Type.Object({ state: Type.Optional(OfferStateSchema) }),
        response: { 200: OfferListSchema },
      },
    },
    async (request) => ({ offers: await listOffers(deps.postgres, request.query.state) }),
  );

  app.get(
    '/v1/offers/:id',
    { schema: { summary: 'One offer', params, response: { 200: NamedOfferSchema } } },
    async (request) => demandNamedOffer(deps.postgres, request.params.id),
  );

  app.post(
    '/v1/offers/:id/check',
    {
      schema: {
        summary: 'What the offer would contradict if it were live now; writes nothing',
        params,
        response: { 200: OfferCheckSchema },
      },
    },
    async (request) => checkOffer(deps, request.params.id),
  );

  offerVersionRoutes(app, deps);
  stepRoutes(app, deps);
  publicationRoute(app, deps);
}

function publicationRoute(app: App, deps: Deps): void {
  app.post(
    '/v1/offers/:id/publication',
    {
      schema: {
        summary: 'Put an approved offer live, and be told what it contradicts',
        params,
        querystring: PublicationQuerySchema,
        response: { 200: PublishedOfferSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { contradictions = 'warn', version: seen } = request.query;
      const permit = channelsOf(actor);
      return publishOffer(deps, { id: request.params.id, by: actor, permit, contradictions, seen });
    },
  );
}

function stepRoutes(app: App, deps: Deps): void {
  for (const { address, act, summary } of steps) {
    app.post(
      `/v1/offers/:id/${address}`,
      { schema: { summary, params, querystring: Type.Object({ version: Seen }), response: { 200: OfferSchema } } },
      async (request) => {
        const actor = actorOf(request);
        const step = { id: request.params.id, act, by: actor, permit: channelsOf(actor) };
        return changeOffer(deps, { ...step, seen: request.query.version });
      },
    );
  }
}
