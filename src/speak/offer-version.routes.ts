import { Type } from 'typebox';
import { actorOf, channelsOf, permitChannel } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { permitAudience } from './audience.service.ts';
import { OfferDifferenceSchema, OfferDraftSchema, OfferSchema } from './offer.contract.ts';
import { compareOfferVersions, restoreOfferVersion, saveOfferDraft } from './offer-version.service.ts';
import { VersionNumber } from './version.contract.ts';

const params = Type.Object({ id: Uuid });

/** The versions of an offer that has not been live: saved, compared and restored. */
export function offerVersionRoutes(app: App, deps: Deps): void {
  app.put(
    '/v1/offers/:id/draft',
    {
      schema: {
        summary: 'Save an offer that has not been live as its next version; approvals of what was changed fall',
        params,
        body: OfferDraftSchema,
        response: { 200: OfferSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const actor = actorOf(request);
      for (const channel of body.offer.channels) permitChannel(actor, channel);
      permitAudience(actor, body.offer.audience);
      return saveOfferDraft(deps, { ...request.params, ...body, by: actor, permit: channelsOf(actor) });
    },
  );

  app.get(
    '/v1/offers/:id/difference',
    {
      schema: {
        summary: 'What was changed from one version to another',
        params,
        querystring: Type.Object({ from: VersionNumber, to: VersionNumber }),
        response: { 200: OfferDifferenceSchema },
      },
    },
    async ({ params: { id }, query: { from, to } }) => compareOfferVersions(deps.postgres, id, from, to),
  );

  app.post(
    '/v1/offers/:id/versions/:version/restoration',
    {
      schema: {
        summary: 'Save an old version as the newest',
        params: Type.Object({ id: Uuid, version: VersionNumber }),
        response: { 200: OfferSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return restoreOfferVersion(deps, { ...request.params, by: actor, permit: channelsOf(actor) });
    },
  );
}
