import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, ProductId, ShortText, Time, Uuid } from '../kernel/contract.ts';

export const PriceTypeSchema = Type.Union([
  Type.Literal('regular'),
  Type.Literal('sale'),
  Type.Literal('member'),
  Type.Literal('unknown'),
]);

export const AvailabilitySchema = Type.Union([Type.Literal('in-stock'), Type.Literal('out-of-stock')]);

/** The number of the last row that a table may have. */
export const LAST_ROW = 2_147_483_647;

/** What a channel was seen to say. `price` in minor units; without `holdsTo` it speaks for its own day. */
export const SightingInputSchema = Type.Object(
  {
    product: ProductId,
    productName: Type.Optional(ShortText),
    channel: ChannelId,
    place: Type.Optional(ShortText),
    amount: Amount,
    currency: Currency,
    onSale: Type.Optional(Type.Boolean()),
    priceType: Type.Optional(PriceTypeSchema),
    availability: Type.Optional(AvailabilitySchema),
    seenAt: Time,
    holdsFrom: Type.Optional(Time),
    holdsTo: Type.Optional(Time),
    source: ShortText,
    sourceRow: Type.Optional(Type.Integer({ minimum: 1, maximum: LAST_ROW })),
  },
  { additionalProperties: false },
);
export type SightingInput = Static<typeof SightingInputSchema>;

/** `POST /v1/sightings` as application/json. Each row is judged alone: `sightings` is an array of anything here. */
export const SightingBatchSchema = Type.Object(
  { sightings: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 5000 }) },
  { additionalProperties: false },
);

export const RejectedRowSchema = Type.Object({ line: Type.Integer(), field: Type.String(), reason: Type.String() });

export const SightingReceiptSchema = Type.Object({
  importId: Uuid,
  accepted: Type.Integer(),
  repeated: Type.Integer({ description: 'rows that had been handed in before' }),
  rejected: Type.Integer(),
  rejectedRows: Type.Array(RejectedRowSchema, { description: 'the first 100' }),
});
export type SightingReceipt = Static<typeof SightingReceiptSchema>;

export const SightingSchema = Type.Object({
  id: Uuid,
  product: ProductId,
  channel: ChannelId,
  place: Type.Union([Type.String(), Type.Null()]),
  amount: Amount,
  currency: Currency,
  onSale: Type.Union([Type.Boolean(), Type.Null()]),
  priceType: PriceTypeSchema,
  availability: Type.Union([AvailabilitySchema, Type.Null()], { description: 'null when the source did not say it' }),
  seenAt: Time,
  holdsFrom: Time,
  holdsTo: Type.Union([Time, Type.Null()]),
  source: Type.String(),
  sourceRow: Type.Union([Type.Integer(), Type.Null()]),
});
export type SightingView = Static<typeof SightingSchema>;
