import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Time } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';

const closed = { additionalProperties: false };
const Channels = Type.Array(ChannelId, { maxItems: 20, uniqueItems: true, description: 'channels; none is any' });
const EventNames = Type.Array(ShortText, { minItems: 1, maxItems: 20, uniqueItems: true, description: 'event names' });
const Field = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: KEEPABLE,
  description: 'a property of the events, as order_id',
});
const IdentifierType = Type.String({ pattern: '^[a-z][a-z_]{1,39}$', description: 'a type of identifier, as email' });

/** Whom the question is about: those who did one of the events, in one of the channels. */
const PopulationSchema = Type.Object(
  {
    channels: Channels,
    events: EventNames,
    size: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000_000,
        description: 'how many such events there truly were in the period, by another count, as the cash report',
      }),
    ),
  },
  closed,
);

const MeasureSchema = Type.Union(
  [
    Type.Object({ kind: Type.Literal('share'), channels: Channels, events: EventNames }, closed),
    Type.Object({ kind: Type.Literal('time'), channels: Channels, events: EventNames }, closed),
    Type.Object({ kind: Type.Literal('rate'), channels: Channels, events: EventNames, field: Field }, closed),
    Type.Object({ kind: Type.Literal('mean'), field: Field }, closed),
    Type.Object({ kind: Type.Literal('reach'), identifier: IdentifierType }, closed),
  ],
  {
    description:
      'share: of the customers, who did one of the events; time: how long until they did; rate: of the events, which were followed by one with the same field; mean: of a field; reach: who has an identifier',
  },
);

const StrataSchema = Type.Union(
  [
    Type.Object({ by: Type.Literal('none') }, closed),
    Type.Object({ by: Type.Literal('day-part') }, closed),
    Type.Object({ by: Type.Literal('field'), field: Field }, closed),
  ],
  { description: 'into which parts the population is divided, known for every event whoever did it' },
);

/** What somebody wants to know, said so that the data can be held against it. */
export const QuestionSchema = Type.Object(
  {
    title: Type.Object({ sv: ShortText, en: ShortText }, closed),
    population: PopulationSchema,
    measure: MeasureSchema,
    compare: Type.Union([Type.Literal('none'), Type.Literal('channel'), Type.Literal('stratum')]),
    strata: StrataSchema,
    value: Type.Optional(Field),
    days: Type.Integer({ minimum: 1, maximum: 3660, description: 'the length of the period' }),
    until: Type.Optional(Time),
    timeZone: Type.Optional(
      Type.String({ maxLength: 60, description: "as Europe/Stockholm; without it, the deployment's" }),
    ),
    precision: Type.Object(
      {
        points: Type.Number({ minimum: 0.5, maximum: 30, description: 'percentage points in each direction' }),
        confidence: Type.Union([Type.Literal(90), Type.Literal(95), Type.Literal(99)]),
      },
      closed,
    ),
  },
  closed,
);
export type Question = Static<typeof QuestionSchema>;

export const QuestionIdSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'a shipped question, as store-readers, or the id of one of your own',
});

/** A question with the name it is asked for by; `shipped` are those that came with the house. */
export const NamedQuestionSchema = Type.Object({
  id: QuestionIdSchema,
  shipped: Type.Boolean(),
  question: QuestionSchema,
});
export type NamedQuestion = Static<typeof NamedQuestionSchema>;
export const QuestionListSchema = Type.Object({ questions: Type.Array(NamedQuestionSchema) });
