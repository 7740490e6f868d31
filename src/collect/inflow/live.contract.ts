import { Type, type Static } from 'typebox';
import { ChannelId, IdentifierSchema, Time, Uuid } from '../../kernel/contract.ts';

function orNull<T extends Parameters<typeof Type.Union>[0][number]>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
const Fields = Type.Record(Type.String(), Type.Unknown());

export const FoundSchema = Type.Union(
  [
    Type.Literal('known'),
    Type.Literal('new'),
    Type.Literal('attached'),
    Type.Literal('merged'),
    Type.Literal('refused'),
  ],
  {
    description:
      'known by what came; new; learnt something; two customers became one; or seen together and still not taken for one',
  },
);
export type Found = Static<typeof FoundSchema>;

/** Why an event was found to be about this customer. */
export const WhySchema = Type.Object({
  found: FoundSchema,
  by: Type.Array(IdentifierSchema, { description: 'by these the customer was known' }),
  learnt: Type.Array(IdentifierSchema, { description: 'these were learnt with the event' }),
  merged: Type.Array(Type.Object({ from: Uuid, shared: orNull(IdentifierSchema) }), {
    description: 'customers that became this one with the event, and the identifier that they shared',
  }),
  refused: Type.Array(Type.Object({ one: IdentifierSchema, other: IdentifierSchema, code: Type.String() }), {
    description: 'identifiers that came together and are not taken for one person, and by which rule',
  }),
});
export type Why = Static<typeof WhySchema>;

export const LiveCustomerSchema = Type.Object({
  id: Uuid,
  name: orNull(Type.String()),
  mergedFrom: orNull(Uuid),
  why: WhySchema,
});
export type LiveCustomer = Static<typeof LiveCustomerSchema>;

/** One row of the live stream: an event that was taken in, or a call that was not. */
export const LiveRowSchema = Type.Object({
  outcome: Type.Union([Type.Literal('taken'), Type.Literal('refused')]),
  receivedAt: Time,
  at: orNull(Time),
  source: Type.String(),
  channel: orNull(Type.String()),
  name: Type.String(),
  messageId: orNull(Type.String()),
  isRepeat: Type.Boolean({ description: 'the same message id was seen a moment ago' }),
  identifiers: Type.Array(IdentifierSchema),
  violations: Type.Array(Type.String()),
  raw: Type.String({ description: 'the call as it came, without keys and personal numbers' }),
  isCut: Type.Boolean(),
  parsed: orNull(Fields),
  customer: orNull(LiveCustomerSchema),
  code: orNull(Type.String()),
  reason: orNull(Type.String()),
});
export type LiveRow = Static<typeof LiveRowSchema>;
/** A row before its customer has been looked up. */
export type BareRow = Omit<LiveRow, 'customer'> & {
  readonly customerId: string | null;
  readonly found: Found | null;
};

export const TestCallSchema = Type.Object(
  {
    channel: Type.Optional(ChannelId),
    call: Type.Record(Type.String(), Type.Unknown(), { description: 'one call of the Segment spec' }),
  },
  { additionalProperties: false },
);
export const TestResultSchema = Type.Object({ row: LiveRowSchema });
export type TestResult = Static<typeof TestResultSchema>;
