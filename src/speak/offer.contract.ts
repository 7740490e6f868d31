import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, ProductId, ProductNames, ShortText, Time, Uuid } from '../kernel/contract.ts';
import { AudienceSchema, AudienceViewSchema, KeptAudienceSchema } from './audience.contract.ts';
import { After, VersionSchema } from './version.contract.ts';

/** What the offer changes: a fixed price, a share off, or an amount off the price that otherwise holds. */
export const TermsSchema = Type.Union([
  Type.Object(
    { kind: Type.Literal('fixed-price'), amount: Amount, currency: Currency },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('percent-off'), percent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('amount-off'), amount: Amount, currency: Currency },
    { additionalProperties: false },
  ),
]);

const written = {
  name: ShortText,
  terms: TermsSchema,
  products: Type.Array(ProductId, { minItems: 1, maxItems: 1000, uniqueItems: true }),
  channels: Type.Array(ChannelId, { minItems: 1, maxItems: 40, uniqueItems: true }),
  audience: Type.Optional(AudienceSchema),
  validFrom: Time,
  validTo: Type.Optional(Time),
  redemptionLimit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'per customer; without it, unlimited' }),
  ),
};
const WrittenSchema = Type.Object(written, { additionalProperties: false });
export type WrittenOffer = Static<typeof WrittenSchema>;

/**
 * An offer as it is first written. `replaces` is the live offer that ends when this one is published; an audience that is
 * left out is then the one of it.
 */
export const OfferInputSchema = Type.Object(
  {
    ...written,
    replaces: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type OfferInput = Static<typeof OfferInputSchema>;

export const OfferStateSchema = Type.Union([
  Type.Literal('draft'),
  Type.Literal('approved'),
  Type.Literal('live'),
  Type.Literal('ended'),
]);

const body = {
  name: Type.String(),
  terms: TermsSchema,
  products: Type.Array(ProductId),
  channels: Type.Array(ChannelId),
  validFrom: Time,
  validTo: Type.Union([Time, Type.Null()]),
  redemptionLimit: Type.Union([Type.Integer(), Type.Null()]),
};

/** A version as it is kept. */
export const OfferBodySchema = Type.Object({ ...body, audience: KeptAudienceSchema });
export type OfferBody = Static<typeof OfferBodySchema>;

export const OfferSchema = Type.Object({
  id: Uuid,
  ...body,
  state: OfferStateSchema,
  version: Type.Integer({ description: 'the newest; once it has been live it is the last' }),
  audience: AudienceViewSchema,
  replaces: Type.Union([Uuid, Type.Null()], { description: 'the offer that ends when this one is published' }),
  replacedBy: Type.Union([Uuid, Type.Null()], { description: 'the offer that took its place' }),
  createdAt: Time,
  createdBy: Type.String(),
  approvals: Type.Array(
    Type.Object({
      channel: ChannelId,
      owner: Type.Union([Type.String(), Type.Null()], { description: 'who answers for the channel' }),
      by: Type.Union([Type.String(), Type.Null()], { description: 'who has said yes for it; null while nobody has' }),
    }),
    { description: 'the offer is approved when there is a yes for each of its channels' },
  ),
  approvedAt: Type.Union([Time, Type.Null()]),
  approvedBy: Type.Union([Type.String(), Type.Null()]),
  liveAt: Type.Union([Time, Type.Null()]),
});
export type OfferView = Static<typeof OfferSchema>;
/** One offer as people see it: with what its products are called, and the versions there have been, the newest first. */
export const NamedOfferSchema = Type.Object({
  ...OfferSchema.properties,
  productNames: ProductNames,
  versions: Type.Array(VersionSchema),
});
export type NamedOffer = Static<typeof NamedOfferSchema>;
export const OfferListSchema = Type.Object({ offers: Type.Array(OfferSchema) });

export const OfferDraftSchema = Type.Object({ offer: WrittenSchema, after: After }, { additionalProperties: false });

const VersionBodySchema = Type.Object({ ...body, audience: AudienceViewSchema });

/** What was changed from one version to another: which fields, and both as they were. */
export const OfferDifferenceSchema = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  fields: Type.Array(
    Type.Enum(['name', 'terms', 'products', 'channels', 'audience', 'validFrom', 'validTo', 'redemptionLimit']),
  ),
  before: VersionBodySchema,
  after: VersionBodySchema,
  productNames: ProductNames,
});
export type OfferDifference = Static<typeof OfferDifferenceSchema>;
