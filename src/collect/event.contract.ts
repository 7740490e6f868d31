import { Type, type Static } from 'typebox';

/** Segment's own limits, so that every client which keeps to them is taken. */
export const EVENT_LIMIT_BYTES = 32_768;
export const REQUEST_LIMIT_BYTES = 512_000;
export const BATCH_LIMIT_EVENTS = 2500;

export const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

function orNull<T extends ReturnType<typeof Type.String>>(schema: T, description: string) {
  return Type.Optional(Type.Union([schema, Type.Null()], { description }));
}
const Id = Type.String({ maxLength: 320 });
const Stamp = Type.String({ maxLength: 64 });
function fields(description: string) {
  return Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], { description }));
}

/** One call of the Segment spec. Fields that it does not know are passed over, as Segment does. */
export const CallSchema = Type.Object({
  type: Type.Enum([...callTypes], { description: `one of ${callTypes.join(', ')}` }),
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'a text of 1 to 200 characters' })),
  name: orNull(Type.String({ maxLength: 300 }), 'a text of at most 300 characters'),
  userId: orNull(Id, 'a text of at most 320 characters'),
  anonymousId: orNull(Id, 'a text of at most 320 characters'),
  previousId: orNull(Id, 'a text of at most 320 characters'),
  groupId: orNull(Id, 'a text of at most 320 characters'),
  messageId: orNull(Type.String({ maxLength: 200 }), 'a text of at most 200 characters'),
  timestamp: orNull(Stamp, 'a time in ISO 8601'),
  originalTimestamp: orNull(Stamp, 'a time in ISO 8601'),
  sentAt: orNull(Stamp, 'a time in ISO 8601'),
  properties: fields('an object'),
  traits: fields('an object'),
  context: fields('an object'),
});
export type Call = Static<typeof CallSchema>;

/** A single call: judged by its own check, so that what is refused is kept. */
export const SingleBodySchema = Type.Record(Type.String(), Type.Unknown());

export const BatchBodySchema = Type.Object({
  batch: Type.Array(Type.Unknown(), { minItems: 1, maxItems: BATCH_LIMIT_EVENTS }),
  sentAt: orNull(Stamp, 'a time in ISO 8601'),
  context: fields('an object'),
  writeKey: Type.Optional(Type.String({ maxLength: 200 })),
});

export const ReceiptSchema = Type.Object({ success: Type.Boolean() });
