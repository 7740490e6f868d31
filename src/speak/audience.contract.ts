import { type Static, Type } from 'typebox';
import { IdentifierSchema, Uuid } from '../kernel/contract.ts';

/** Whom an offer or a message is for. Rules and segments are judged as they are now, each time they are asked. */
export const AudienceSchema = Type.Union([
  Type.Object({ kind: Type.Literal('everyone') }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('list'), identifiers: Type.Array(IdentifierSchema, { minItems: 1, maxItems: 10_000 }) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('segment'), segment: Uuid }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('rule'), rule: Type.Unknown({ description: 'a rule: see the guide on segments' }) },
    { additionalProperties: false },
  ),
]);
export type AudienceInput = Static<typeof AudienceSchema>;

/** An audience as people see it. `size` is how many a list names; the others are counted by /v1/segments and /v1/rules. */
export const AudienceViewSchema = Type.Object({
  kind: Type.Enum(['everyone', 'list', 'segment', 'rule']),
  size: Type.Union([Type.Integer(), Type.Null()]),
  segment: Type.Optional(Type.Object({ id: Uuid, name: Type.String() })),
  rule: Type.Optional(Type.Unknown()),
  words: Type.Optional(Type.Object({ sv: Type.String(), en: Type.String() })),
});
export type AudienceView = Static<typeof AudienceViewSchema>;
export type AudienceKind = AudienceView['kind'];

/** An audience as a version of a message or an offer keeps it: who stands on a list stands with the customers. */
export const KeptAudienceSchema = Type.Object({
  kind: AudienceViewSchema.properties.kind,
  size: AudienceViewSchema.properties.size,
  rule: Type.Optional(Type.Unknown({ description: 'of a rule, and of a segment, which is one' })),
});
