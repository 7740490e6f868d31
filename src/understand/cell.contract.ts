import { Type, type Static } from 'typebox';
import { ChannelId, PageLimit, Time, Uuid } from '../kernel/contract.ts';

/** Which part of the population is asked for; what is left out is not asked about. */
export const CellQuerySchema = Type.Object({
  channel: Type.Optional(ChannelId),
  stratum: Type.Optional(Type.String({ maxLength: 500, description: 'empty for events that do not say' })),
  known: Type.Optional(Type.Boolean({ description: 'only customers who are identified, or only those who are not' })),
  limit: PageLimit,
});

const CellCustomerSchema = Type.Object({
  id: Uuid,
  name: Type.Union([Type.String(), Type.Null()]),
  isIdentified: Type.Boolean(),
  events: Type.Integer(),
  lastAt: Time,
});
export type CellCustomer = Static<typeof CellCustomerSchema>;
export const CellCustomersSchema = Type.Object({ total: Type.Integer(), customers: Type.Array(CellCustomerSchema) });
export type CellCustomers = Static<typeof CellCustomersSchema>;
