import { Type, type Static } from 'typebox';
import { ShortText, Time, Uuid } from '../../kernel/contract.ts';

/** What a customer is made of, and why: for those who ask why two are one, or why they are not. */
export const IdentityNodeSchema = Type.Object({
  id: Uuid,
  type: Type.String(),
  value: Type.String(),
  source: Type.String(),
  firstSeenAt: Time,
  isShared: Type.Boolean({ description: 'met with too many people to join anybody' }),
  isFormer: Type.Boolean({ description: 'a browser that somebody else has logged in to since' }),
});
export const IdentityEdgeSchema = Type.Object({
  a: Uuid,
  b: Uuid,
  kind: Type.String(),
  source: Type.String(),
  firstAt: Time,
  lastAt: Time,
  status: Type.Union([Type.Literal('active'), Type.Literal('refused'), Type.Literal('cut')]),
  because: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  other: Type.Union([Type.Object({ customerId: Uuid, type: Type.String(), value: Type.String() }), Type.Null()], {
    description: 'the other end, where it is another customer’s',
  }),
});
export const IdentityChangeSchema = Type.Object({
  id: Uuid,
  kind: Type.String(),
  customerId: Uuid,
  otherId: Type.Union([Uuid, Type.Null()]),
  at: Time,
  madeBy: Type.String(),
  because: Type.Record(Type.String(), Type.Unknown()),
  undoneBy: Type.Union([Uuid, Type.Null()]),
});
export const IdentitySchema = Type.Object({
  customerId: Uuid,
  identifiers: Type.Array(IdentityNodeSchema),
  edges: Type.Array(IdentityEdgeSchema),
  changes: Type.Array(IdentityChangeSchema),
});
export type IdentityView = Static<typeof IdentitySchema>;

const Reason = Type.Object({ reason: ShortText }, { additionalProperties: false });
export const SplitInputSchema = Type.Object(
  { identifierIds: Type.Array(Uuid, { minItems: 1, maxItems: 1000 }), reason: ShortText },
  { additionalProperties: false },
);
export const PairInputSchema = Type.Object(
  { customerIds: Type.Tuple([Uuid, Uuid]), reason: ShortText },
  { additionalProperties: false },
);
export const UndoInputSchema = Reason;
export const CorrectedSchema = Type.Object({ changeId: Uuid, customerIds: Type.Array(Uuid) });
