import { Type, type Static } from 'typebox';
import { Cursor, PageLimit, ShortText, Time, Uuid } from '../../kernel/contract.ts';
import { KEEPABLE } from '../../kernel/keepable.ts';

const KindSchema = Type.Union([Type.Literal('event'), Type.Literal('sighting')]);
export const LetterStatusSchema = Type.Union(
  [Type.Literal('open'), Type.Literal('replayed'), Type.Literal('discarded')],
  { description: 'open: waits for somebody. replayed: taken in after all. discarded: will not be' },
);

function orNull<T extends Parameters<typeof Type.Union>[0][number]>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

export const DeadLetterSchema = Type.Object({
  id: Uuid,
  receivedAt: Time,
  kind: KindSchema,
  source: orNull(Type.String()),
  line: orNull(Type.Integer()),
  code: Type.String({ description: 'what kind of fault it was, as in docs/errors.md' }),
  field: orNull(Type.String()),
  reason: Type.String(),
  body: Type.String({ description: 'what came, as JSON where it was JSON' }),
  status: LetterStatusSchema,
  isCut: Type.Boolean({ description: 'what came was longer than what is kept' }),
  mended: orNull(Type.String({ description: 'what it was mended to before it was replayed' })),
  settledAt: orNull(Time),
  settledBy: orNull(Type.String()),
  settledBecause: orNull(Type.String()),
});
export type DeadLetterView = Static<typeof DeadLetterSchema>;

const Text = Type.Optional(Type.String({ maxLength: 400, pattern: KEEPABLE }));
const filters = {
  kind: Type.Optional(KindSchema),
  status: Type.Optional(LetterStatusSchema),
  source: Text,
  code: Text,
  field: Text,
  from: Type.Optional(Time),
  to: Type.Optional(Time),
};
/** Which letters are meant; nothing named is all of them. */
export const LetterFilterSchema = Type.Object(filters, { additionalProperties: false });
export type LetterFilter = Static<typeof LetterFilterSchema>;

export const DeadLetterQuerySchema = Type.Object({ ...filters, cursor: Cursor, limit: PageLimit });
export const DeadLetterPageSchema = Type.Object({
  deadLetters: Type.Array(DeadLetterSchema),
  next: orNull(Type.String()),
});
export type DeadLetterPage = Static<typeof DeadLetterPageSchema>;

/** Letters of one source with the same fault in the same field. */
export const LetterGroupSchema = Type.Object({
  kind: KindSchema,
  source: orNull(Type.String()),
  code: Type.String(),
  field: orNull(Type.String()),
  letters: Type.Integer(),
  firstAt: Time,
  lastAt: Time,
  example: Type.String({ description: 'the reason of the newest of them' }),
});
export const LetterGroupListSchema = Type.Object({ groups: Type.Array(LetterGroupSchema) });
export type LetterGroupList = Static<typeof LetterGroupListSchema>;

export const MOST_BODY_CHARACTERS = 600_000;
const Body = Type.Optional(
  Type.String({ maxLength: MOST_BODY_CHARACTERS, description: 'what it is mended to; without it, what came' }),
);
export const ReplayInputSchema = Type.Object({ body: Body }, { additionalProperties: false });

const FaultSchema = Type.Object({ field: Type.String(), found: Type.String(), allowed: Type.String() });
/** Whether a letter would be taken in now, and what it would be. */
export const TrialSchema = Type.Object({
  holds: Type.Boolean(),
  code: orNull(Type.String()),
  faults: Type.Array(FaultSchema),
  became: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'the events or sightings that it is, as they are kept',
  }),
});
export type Trial = Static<typeof TrialSchema>;
export const ReplayedSchema = Type.Object({
  became: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  customerIds: Type.Array(Uuid),
});
export type Replayed = Static<typeof ReplayedSchema>;

export const DiscardInputSchema = Type.Object({ because: ShortText }, { additionalProperties: false });
export const DiscardManySchema = Type.Object(
  { filter: LetterFilterSchema, because: ShortText },
  { additionalProperties: false },
);
export const DiscardedSchema = Type.Object({ discarded: Type.Integer() });

export const ReplayManySchema = Type.Object(
  {
    filter: LetterFilterSchema,
    patch: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'what is put right in each of them, as a JSON merge patch (RFC 7396)',
      }),
    ),
  },
  { additionalProperties: false },
);
export const ReplayJobSchema = Type.Object({
  id: Uuid,
  askedAt: Time,
  askedBy: Type.String(),
  filter: LetterFilterSchema,
  patch: orNull(Type.String()),
  letters: Type.Integer({ description: 'how many there were when it was asked for' }),
  tried: Type.Integer(),
  replayed: Type.Integer(),
  failing: Type.Integer({ description: 'how many still do not hold' }),
  finishedAt: orNull(Time),
});
export type ReplayJob = Static<typeof ReplayJobSchema>;
export const ReplayJobListSchema = Type.Object({ replays: Type.Array(ReplayJobSchema) });
