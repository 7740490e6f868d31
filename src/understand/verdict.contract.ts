import { Type, type Static } from 'typebox';
import { Time } from '../kernel/contract.ts';
import { QuestionSchema } from './question.contract.ts';

const Grade = Type.Union([Type.Literal('good'), Type.Literal('usable'), Type.Literal('not-enough')]);
export type Grade = Static<typeof Grade>;
const Param = Type.Union([Type.String(), Type.Number(), Type.Null()]);
const Params = Type.Record(Type.String(), Param);
const MaybeNumber = Type.Union([Type.Number(), Type.Null()]);

/** One thing that the data was held against: what was found, from where on it is good or usable, and who says so. */
export const CriterionSchema = Type.Object({
  code: Type.String({ description: 'the sentence that says it; `params` fill it' }),
  about: Type.String({ description: 'connected, size, identified, alike, even, timely, late, repeated, field …' }),
  grade: Grade,
  subject: Type.Union([Type.String(), Type.Null()], { description: 'the channel, field or stratum it is about' }),
  found: MaybeNumber,
  unit: Type.Union([Type.Literal('share'), Type.Literal('count'), Type.Literal('days'), Type.Literal('sd')]),
  goodFrom: MaybeNumber,
  usableFrom: MaybeNumber,
  source: Type.String({ description: 'where the thresholds come from' }),
  params: Params,
});
export type Criterion = Static<typeof CriterionSchema>;

const CorrectionSchema = Type.Object({
  code: Type.String(),
  params: Params,
  weights: Type.Optional(Type.Array(Type.Object({ stratum: Type.String(), weight: Type.Number() }))),
});
export type Correction = Static<typeof CorrectionSchema>;

const RemedySchema = Type.Object({
  code: Type.String(),
  effort: Type.Union([
    Type.Literal('words'),
    Type.Literal('time'),
    Type.Literal('setting'),
    Type.Literal('routine'),
    Type.Literal('fieldwork'),
    Type.Literal('project'),
  ]),
  params: Params,
  mends: Type.Array(Type.String(), { description: 'the criteria that it lifts' }),
  after: Grade,
});
export type Remedy = Static<typeof RemedySchema>;

/** The population in one channel and stratum. */
const CellSchema = Type.Object({
  channel: Type.String(),
  stratum: Type.String({ description: 'empty when the events do not say' }),
  events: Type.Integer(),
  identified: Type.Integer(),
  customers: Type.Integer({ description: 'identified customers' }),
});

/** How those who are known differ from those who are not, in what is known of both. */
const DifferenceSchema = Type.Object({
  aspect: Type.String(),
  identified: Type.Number(),
  anonymous: Type.Number(),
  difference: Type.Number({ description: 'in standard deviations' }),
  lean: Type.Number({ description: 'how far the identified lie from all, in standard deviations' }),
  leanWeighted: MaybeNumber,
});
export type Difference = Static<typeof DifferenceSchema>;

export const VerdictSchema = Type.Object({
  verdict: Grade,
  judgedAt: Time,
  from: Time,
  to: Time,
  question: QuestionSchema,
  needsIdentity: Type.Boolean(),
  criteria: Type.Array(CriterionSchema, { description: 'the worst first' }),
  corrections: Type.Array(CorrectionSchema),
  remedies: Type.Array(RemedySchema, { description: 'the cheapest that mends first' }),
  cells: Type.Array(CellSchema),
  differences: Type.Array(DifferenceSchema),
  totals: Type.Object({ events: Type.Integer(), identified: Type.Integer(), customers: Type.Integer() }),
});
export type Verdict = Static<typeof VerdictSchema>;
export const NamedVerdictSchema = Type.Object({ id: Type.String(), shipped: Type.Boolean(), verdict: VerdictSchema });
