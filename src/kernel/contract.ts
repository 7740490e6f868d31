import { Type } from 'typebox';
import { KEEPABLE } from './keepable.ts';

/** Pieces that every contract is made of. A contract is JSON Schema: it validates, types, and documents. */
export const Uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  description: 'a UUID',
});
export const Time = Type.String({ format: 'date-time', description: 'RFC 3339, as 2026-11-22T08:00:00Z' });
export const ChannelId = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'a channel, as web, store or phone',
});

export const ProductId = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: KEEPABLE,
  description: "the product in the company's own numbering",
});
/** What products are called, by their numbers; one whose name nobody has told stands not in it. */
export const ProductNames = Type.Record(Type.String(), Type.String(), {
  description: 'names by number, of those whose name is known',
});
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
export const Amount = Type.Integer({ minimum: 0, maximum: 9_007_199_254_740, description: 'minor units (öre)' });
export const ShortText = Type.String({ minLength: 1, maxLength: 300, pattern: KEEPABLE });

/** One thing that says who the customer is. */
export const IdentifierSchema = Type.Object(
  {
    type: Type.String({
      pattern: '^[a-z][a-z_]{1,39}$',
      description: 'user_id, anonymous_id, email, phone, loyalty, device …',
    }),
    value: Type.String({ minLength: 1, maxLength: 320 }),
  },
  { additionalProperties: false },
);
export const IdentifiersSchema = Type.Array(IdentifierSchema, { minItems: 1, maxItems: 20 });

/** Why something came out as it did, in the order the rules were tried. `params` fill the sentence of `code`. */
export const ReasonSchema = Type.Object({
  code: Type.String(),
  verdict: Type.Union([Type.Literal('chosen'), Type.Literal('passed'), Type.Literal('refused'), Type.Literal('noted')]),
  subject: Type.Optional(Type.String({ description: 'the offer or promise that the rule was tried on' })),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
});

export const Cursor = Type.Optional(Type.String({ maxLength: 400, description: 'the `next` of the page before' }));
export const PageLimit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }));
