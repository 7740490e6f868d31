import { Type, type Static } from 'typebox';
import { ChannelId, ProductId, ProductNames, ShortText, Time, Uuid } from '../kernel/contract.ts';

/** No exception reaches farther: what is meant for longer is declared anew, by somebody who still means it. */
export const LONGEST_EXCEPTION_DAYS = 366;

const ExceptionKindSchema = Type.Union(
  [Type.Literal('web-price'), Type.Literal('member-price'), Type.Literal('zone-price')],
  {
    description:
      'web-price: a channel has a price of its own. member-price: members are told other prices. zone-price: a place has a price of its own.',
  },
);

const about = {
  kind: ExceptionKindSchema,
  channels: Type.Array(ChannelId, {
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
    description: 'one: the channel against all others; two: against each other',
  }),
  shownText: Type.Unsafe<string>({ ...ShortText, description: 'what customers are told, where they meet the price' }),
  reason: ShortText,
};
const Products = Type.Array(ProductId, { minItems: 1, maxItems: 1000, uniqueItems: true });

/** `POST /v1/exceptions`. Without `validFrom` it is in force at once, without `products` it is for all of them. */
export const ExceptionInputSchema = Type.Object(
  { ...about, products: Type.Optional(Products), validFrom: Type.Optional(Time), validTo: Time },
  { additionalProperties: false },
);
export type ExceptionInput = Static<typeof ExceptionInputSchema>;

const ExceptionStateSchema = Type.Union([Type.Literal('coming'), Type.Literal('in-force'), Type.Literal('ended')]);
const Member = Type.Object({ id: Uuid, name: Type.String() });

export const ExceptionSchema = Type.Object({
  id: Uuid,
  ...about,
  products: Type.Union([Products, Type.Null()]),
  productNames: ProductNames,
  state: ExceptionStateSchema,
  validFrom: Time,
  validTo: Time,
  declaredAt: Time,
  declaredBy: Member,
  endedAt: Type.Union([Time, Type.Null()]),
  excepts: Type.Integer({ description: 'contradictions that stand as excepted by it now' }),
});
export type ExceptionView = Static<typeof ExceptionSchema>;

export const ExceptionQuerySchema = Type.Object({ state: Type.Optional(ExceptionStateSchema) });
export type ExceptionQuery = Static<typeof ExceptionQuerySchema>;
export const ExceptionListSchema = Type.Object({ exceptions: Type.Array(ExceptionSchema) });
export type ExceptionList = Static<typeof ExceptionListSchema>;
