import { Type, type Static } from 'typebox';
import {
  Amount,
  ChannelId,
  Currency,
  IdentifiersSchema,
  ProductId,
  ReasonSchema,
  ShortText,
  Time,
  Uuid,
} from '../kernel/contract.ts';
import { PromiseSchema } from '../promise/promise.contract.ts';

/** "What holds for this customer, here?" Without a product: for everything that is on offer to the customer. */
export const DecisionInputSchema = Type.Object(
  {
    identifiers: IdentifiersSchema,
    channel: ChannelId,
    touchpoint: Type.Optional(ShortText),
    product: Type.Optional(ProductId),
  },
  { additionalProperties: false },
);
export type DecisionInput = Static<typeof DecisionInputSchema>;

/** The price that the answer comes to, where the terms and what is known of the product give one. */
export const QuoteSchema = Type.Object({
  product: ProductId,
  amount: Amount,
  currency: Currency,
  regularAmount: Type.Union([Amount, Type.Null()]),
});

export const DecisionSchema = Type.Object({
  id: Uuid,
  customerId: Uuid,
  channel: ChannelId,
  touchpoint: Type.Union([Type.String(), Type.Null()]),
  product: Type.Union([ProductId, Type.Null()]),
  decidedAt: Time,
  outcome: Type.Union([Type.Literal('offer'), Type.Literal('promise'), Type.Literal('nothing')]),
  quote: Type.Union([QuoteSchema, Type.Null()]),
  promise: Type.Union([PromiseSchema, Type.Null()], {
    description: 'the promise this answer makes, or the open one that it repeats',
  }),
  promises: Type.Array(PromiseSchema, { description: 'every open promise to the customer that bears on the question' }),
  reasons: Type.Array(ReasonSchema),
});
export type Decision = Static<typeof DecisionSchema>;
export const DecisionListSchema = Type.Object({ decisions: Type.Array(DecisionSchema) });
