import { Type, type Static } from 'typebox';
import { ShortText, Time } from '../kernel/contract.ts';

/** One thing that was told of a customer, by whom and when. The newest word on each name stands. */
export const AttributeFactSchema = Type.Object({
  name: Type.String(),
  value: Type.Unknown(),
  source: Type.String({ description: 'the source that told it, or the member who corrected it' }),
  toldAt: Time,
  stands: Type.Boolean(),
});
export const AttributeFactsSchema = Type.Object({ facts: Type.Array(AttributeFactSchema) });
export type AttributeFacts = Static<typeof AttributeFactsSchema>;

export const AttributeName = Type.String({ minLength: 1, maxLength: 200 });
export const AttributeCorrectionSchema = Type.Object(
  {
    value: Type.Union([ShortText, Type.Number(), Type.Boolean(), Type.Null()], {
      description: 'what is right; null takes the attribute away',
    }),
  },
  { additionalProperties: false },
);
export type AttributeCorrection = Static<typeof AttributeCorrectionSchema>;
