import { Type, type Static } from 'typebox';
import { Cursor, IdentifierSchema, PageLimit, Time, Uuid } from '../../kernel/contract.ts';

export const suggestionStates = ['open', 'snoozed', 'accepted', 'refused'] as const;
const State = Type.Enum([...suggestionStates]);
export type SuggestionState = (typeof suggestionStates)[number];

const WaterfallSchema = Type.Object({
  startBits: Type.Number({ description: 'what holds before anything is compared' }),
  steps: Type.Array(
    Type.Object({ aspect: Type.String(), level: Type.String(), bits: Type.Number(), rarityBits: Type.Number() }),
  ),
  householdBits: Type.Number({ description: 'what a shared surname and home count for less in a household' }),
  bits: Type.Number(),
  probability: Type.Number(),
});

/** One of the two, as it is now. `values` are what was compared, by field. */
const ReviewedSchema = Type.Object({
  id: Uuid,
  name: Type.Union([Type.String(), Type.Null()]),
  values: Type.Record(Type.String(), Type.String()),
  identifiers: Type.Array(IdentifierSchema),
  firstSeenAt: Time,
  lastSeenAt: Time,
});

export const SuggestionSchema = Type.Object({
  id: Uuid,
  a: ReviewedSchema,
  b: ReviewedSchema,
  waterfall: WaterfallSchema,
  state: State,
  snoozedUntil: Type.Union([Time, Type.Null()]),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: Type.Union([Time, Type.Null()]),
  madeAt: Time,
});
export type SuggestionView = Static<typeof SuggestionSchema>;

export const SuggestionQuerySchema = Type.Object({
  state: Type.Optional(State),
  cursor: Cursor,
  limit: PageLimit,
});
export const SuggestionPageSchema = Type.Object({
  suggestions: Type.Array(SuggestionSchema),
  counts: Type.Object({
    open: Type.Integer(),
    snoozed: Type.Integer(),
    accepted: Type.Integer(),
    refused: Type.Integer(),
  }),
  lastRun: Type.Union([
    Type.Object({
      finishedAt: Time,
      customers: Type.Integer(),
      suggested: Type.Integer(),
      merged: Type.Integer(),
    }),
    Type.Null(),
  ]),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type SuggestionPage = Static<typeof SuggestionPageSchema>;

export const DecisionOnSuggestionSchema = Type.Object(
  {
    decision: Type.Enum(['accept', 'refuse', 'snooze']),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, description: 'how long to snooze; 7 without it' })),
  },
  { additionalProperties: false },
);
export const DecidedSchema = Type.Object({ id: Uuid, state: State });
