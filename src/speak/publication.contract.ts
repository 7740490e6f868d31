import { Type, type Static } from 'typebox';
import { OfferCheckSchema } from './contradiction.contract.ts';
import { OfferSchema } from './offer.contract.ts';
import { Seen } from './version.contract.ts';

export const PublicationQuerySchema = Type.Object({
  contradictions: Type.Optional(
    Type.Union([Type.Literal('warn'), Type.Literal('block')], {
      description: 'warn (the default) publishes and tells what is contradicted; block does not publish then',
    }),
  ),
  version: Seen,
});

/** The offer that went live, with what it contradicts. */
export const PublishedOfferSchema = Type.Object({
  ...OfferSchema.properties,
  contradicts: OfferCheckSchema.properties.findings,
});
export type PublishedOffer = Static<typeof PublishedOfferSchema>;
