import { Type, type Static } from 'typebox';
import { Cursor, PageLimit, Time } from '../kernel/contract.ts';

/** One thing in a customer's life with us, in whichever channel: an event, a promise, its keeping, a decision. */
export const LifeEntrySchema = Type.Object({
  id: Type.String(),
  at: Time,
  kind: Type.Union([
    Type.Literal('event'),
    Type.Literal('promise'),
    Type.Literal('redemption'),
    Type.Literal('decision'),
    Type.Literal('merge'),
    Type.Literal('split'),
  ]),
  channel: Type.Union([Type.String(), Type.Null()]),
  name: Type.String({ description: "the event's name, the promise's description, the decision's outcome" }),
  detail: Type.Record(Type.String(), Type.Unknown()),
});
export type LifeEntry = Static<typeof LifeEntrySchema>;
export const LifeQuerySchema = Type.Object({
  cursor: Cursor,
  limit: PageLimit,
  channel: Type.Optional(Type.String({ maxLength: 40 })),
});
export const LifeSchema = Type.Object({
  entries: Type.Array(LifeEntrySchema),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type Life = Static<typeof LifeSchema>;
