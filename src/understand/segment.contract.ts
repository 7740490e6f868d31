import { type Static, Type } from 'typebox';
import { PageLimit, ShortText, Time, Uuid } from '../kernel/contract.ts';

/** A rule as it is written; `readRule` of kernel/rule says what it may hold, with the path to each fault. */
const WrittenRule = Type.Unknown({ description: 'a rule: see the guide on segments' });

export const SegmentInputSchema = Type.Object({ name: ShortText, rule: WrittenRule }, { additionalProperties: false });
export type SegmentInput = Static<typeof SegmentInputSchema>;

export const SegmentChangeSchema = Type.Object(
  {
    name: ShortText,
    rule: WrittenRule,
    version: Type.Integer({
      minimum: 1,
      description: 'the version that was changed, so that nobody overwrites another',
    }),
  },
  { additionalProperties: false },
);
export type SegmentChange = Static<typeof SegmentChangeSchema>;

export const SegmentSchema = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  name: Type.String(),
  rule: Type.Unknown(),
  words: Type.Object({ sv: Type.String(), en: Type.String() }),
  changedAt: Time,
  changedBy: Type.String(),
});
export type SegmentView = Static<typeof SegmentSchema>;
export const SegmentListSchema = Type.Object({ segments: Type.Array(SegmentSchema) });

export const RuleQuestionSchema = Type.Object({ rule: WrittenRule }, { additionalProperties: false });
export const RuleCountSchema = Type.Object({
  at: Time,
  customers: Type.Integer(),
  reachable: Type.Array(Type.Object({ channel: Type.String(), identifier: Type.String(), customers: Type.Integer() }), {
    description: 'how many have what the channel needs to reach them; not whether they permit it',
  }),
});
export type RuleCountView = Static<typeof RuleCountSchema>;

/** What rules can ask of customers: names to choose between where a rule is written. */
export const RuleNamesSchema = Type.Object({
  attributes: Type.Array(
    Type.Object({
      path: Type.Array(Type.String(), { description: 'the keys to it, from the outside in' }),
      type: Type.String({
        description: 'string, number, boolean or array; one with several types stands once for each',
      }),
      customers: Type.Integer({ description: 'how many of the 20,000 newest customers have it' }),
      values: Type.Array(Type.String(), { description: 'the values that several have, where there are few of them' }),
    }),
  ),
  identifiers: Type.Array(Type.Object({ type: Type.String(), customers: Type.Integer() })),
});
export type RuleNamesView = Static<typeof RuleNamesSchema>;

export const MemberQuerySchema = Type.Object({
  after: Type.Optional(Uuid),
  limit: PageLimit,
  at: Type.Optional(Time),
});
export const MembersSchema = Type.Object({
  at: Time,
  customers: Type.Array(Type.Object({ id: Uuid, name: Type.Union([Type.String(), Type.Null()]) })),
  next: Type.Union([Uuid, Type.Null()]),
});
export type Members = Static<typeof MembersSchema>;
