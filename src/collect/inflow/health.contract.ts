import { Type, type Static } from 'typebox';
import { Time } from '../../kernel/contract.ts';

function orNull<T extends Parameters<typeof Type.Union>[0][number]>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
const Count = Type.Integer({ minimum: 0 });
const CodeCountsSchema = Type.Array(Type.Object({ code: Type.String(), count: Count }));

export const SilenceSchema = Type.Object({
  since: Time,
  usualHours: Type.Integer({ description: 'the longest that it has been quiet in the last 14 days, in hours' }),
});

/** How a source has fared. Events of the history are counted once each, however often they were sent. */
export const SourceHealthSchema = Type.Object({
  source: Type.String(),
  channels: Type.Array(Type.String()),
  lastSeenAt: orNull(Time),
  perMinute: Type.Number({ description: 'events a minute, over the last five minutes' }),
  lastHour: Count,
  lastDay: Count,
  hours: Type.Array(Count, { description: 'events in each of the last 24 hours, the oldest first' }),
  lagP50Ms: orNull(Type.Number({ description: 'from happening to being received, in the last day' })),
  lagP99Ms: orNull(Type.Number()),
  violating: Type.Integer({ minimum: 0, description: 'events of the last day of which the tracking plan warns' }),
  repeated: Type.Integer({
    minimum: 0,
    description: 'events of the 24 whole hours before this one sent more than once',
  }),
  deadLetters: Type.Array(Type.Object({ code: Type.String(), count: Count, open: Count }), {
    description: 'events of the last day that were not taken in, by fault',
  }),
  refused: Type.Array(Type.Object({ code: Type.String(), count: Count }), {
    description: 'requests of the last day of which nothing could be judged, by fault',
  }),
  silence: orNull(SilenceSchema),
});
export type SourceHealth = Static<typeof SourceHealthSchema>;

export const HealthSchema = Type.Object({
  sources: Type.Array(SourceHealthSchema),
  strangers: CodeCountsSchema,
});
export type Health = Static<typeof HealthSchema>;
