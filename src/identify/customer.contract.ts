import { Type, type Static, type TSchema } from 'typebox';
import { ChannelId, IdentifierSchema, Time, Uuid } from '../kernel/contract.ts';

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What the customer's events come to. */
const ProfileStateSchema = Type.Object({
  events: Type.Integer({ minimum: 0 }),
  channels: Type.Array(
    Type.Object({
      channel: ChannelId,
      events: Type.Integer({ minimum: 0 }),
      firstSeenAt: Time,
      lastSeenAt: Time,
    }),
    { description: 'where the customer has been met, the channel of the latest event first' },
  ),
  lastOrderAt: orNull(Time),
  value: Type.Array(
    Type.Object({
      currency: orNull(Type.String({ description: 'null where the orders name no currency; then there is no amount' })),
      orders: Type.Integer({ minimum: 0 }),
      refunds: Type.Integer({ minimum: 0 }),
      amount: orNull(Type.Integer({ description: 'orders less refunds, in minor units' })),
    }),
    { description: 'what the customer has bought for, by currency; an order that two channels report counts once' },
  ),
});
export type ProfileState = Static<typeof ProfileStateSchema>;

const CustomerSchema = Type.Object({
  id: Uuid,
  name: orNull(Type.String()),
  attributes: Type.Record(Type.String(), Type.Unknown()),
  identifiers: Type.Array(IdentifierSchema),
  firstSeenAt: Time,
  lastSeenAt: Time,
  mergedFrom: Type.Array(Uuid),
});
export type CustomerView = Static<typeof CustomerSchema>;

export const ProfileSchema = Type.Object({
  ...CustomerSchema.properties,
  state: Type.Union([ProfileStateSchema, Type.Null()], { description: 'null while the history does not answer' }),
});
export type ProfileView = Static<typeof ProfileSchema>;

export const CustomerSummarySchema = Type.Object({
  id: Uuid,
  name: orNull(Type.String()),
  identifiers: Type.Array(IdentifierSchema),
  lastSeenAt: Time,
});
export const CustomerSearchQuerySchema = Type.Object({ q: Type.Optional(Type.String({ maxLength: 320 })) });
export const CustomerSearchSchema = Type.Object({ customers: Type.Array(CustomerSummarySchema) });
export type CustomerSearch = Static<typeof CustomerSearchSchema>;
