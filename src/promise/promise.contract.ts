import { Type, type Static } from 'typebox';
import { ChannelId, IdentifiersSchema, ProductId, ShortText, Time, Uuid } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';
import { TermsSchema } from '../speak/offer.contract.ts';

/** A promise made by a person or a system outside an offer: the price on the phone. */
export const PromiseInputSchema = Type.Object(
  {
    identifiers: IdentifiersSchema,
    product: Type.Optional(ProductId),
    terms: TermsSchema,
    description: ShortText,
    channel: ChannelId,
    touchpoint: Type.Optional(ShortText),
    validFrom: Type.Optional(Time),
    validTo: Type.Optional(Time),
    redemptionLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);
export type PromiseInput = Static<typeof PromiseInputSchema>;

export const RedemptionSchema = Type.Object({
  id: Uuid,
  promiseId: Uuid,
  channel: ChannelId,
  touchpoint: Type.Union([Type.String(), Type.Null()]),
  redeemedAt: Time,
});
export type RedemptionView = Static<typeof RedemptionSchema>;

export const PromiseStateSchema = Type.Union([
  Type.Literal('open'),
  Type.Literal('kept'),
  Type.Literal('expired'),
  Type.Literal('withdrawn'),
]);

export const PromiseSchema = Type.Object({
  id: Uuid,
  customerId: Uuid,
  offerId: Type.Union([Uuid, Type.Null()]),
  product: Type.Union([ProductId, Type.Null()]),
  terms: TermsSchema,
  description: Type.String(),
  channel: ChannelId,
  touchpoint: Type.Union([Type.String(), Type.Null()]),
  madeBy: Type.String(),
  madeAt: Time,
  validFrom: Time,
  validTo: Type.Union([Time, Type.Null()]),
  redemptionLimit: Type.Union([Type.Integer(), Type.Null()]),
  redeemed: Type.Integer(),
  state: PromiseStateSchema,
  redemptions: Type.Array(RedemptionSchema),
});
export type PromiseView = Static<typeof PromiseSchema>;
export const PromiseListSchema = Type.Object({ promises: Type.Array(PromiseSchema) });
export type PromiseList = Static<typeof PromiseListSchema>;
export const PromisePageSchema = Type.Object({
  promises: Type.Array(PromiseSchema),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type PromisePage = Static<typeof PromisePageSchema>;

/** Redeeming takes an `Idempotency-Key` header, or the same in the body: a repeated call answers as the first did. */
export const RedemptionInputSchema = Type.Object(
  {
    channel: ChannelId,
    touchpoint: Type.Optional(ShortText),
    idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: KEEPABLE })),
  },
  { additionalProperties: false },
);
export type RedemptionInput = Static<typeof RedemptionInputSchema>;
