import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, ProductId, ProductNames, ShortText, Time, Uuid } from '../kernel/contract.ts';
import { AudienceSchema, AudienceViewSchema } from './audience.contract.ts';

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

export const OfferInputSchema = Type.Object(
  {
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

export const OfferSchema = Type.Object({
  id: Uuid,
  name: Type.String(),
  state: OfferStateSchema,
  terms: TermsSchema,
  products: Type.Array(ProductId),
  channels: Type.Array(ChannelId),
  audience: AudienceViewSchema,
  validFrom: Time,
  validTo: Type.Union([Time, Type.Null()]),
  redemptionLimit: Type.Union([Type.Integer(), Type.Null()]),
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
/** One offer as people see it: with what its products are called. */
export const NamedOfferSchema = Type.Object({ ...OfferSchema.properties, productNames: ProductNames });
export type NamedOffer = Static<typeof NamedOfferSchema>;
export const OfferListSchema = Type.Object({ offers: Type.Array(OfferSchema) });
