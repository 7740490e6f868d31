import { Type, type Static } from 'typebox';
import { IdentifierSchema, Time, Uuid } from '../kernel/contract.ts';

export const CustomerSchema = Type.Object({
  id: Uuid,
  name: Type.Union([Type.String(), Type.Null()]),
  attributes: Type.Record(Type.String(), Type.Unknown()),
  identifiers: Type.Array(IdentifierSchema),
  firstSeenAt: Time,
  lastSeenAt: Time,
  mergedFrom: Type.Array(Uuid),
});
export type CustomerView = Static<typeof CustomerSchema>;

export const CustomerSummarySchema = Type.Object({
  id: Uuid,
  name: Type.Union([Type.String(), Type.Null()]),
  identifiers: Type.Array(IdentifierSchema),
  lastSeenAt: Time,
});
export const CustomerSearchQuerySchema = Type.Object({ q: Type.Optional(Type.String({ maxLength: 320 })) });
export const CustomerSearchSchema = Type.Object({ customers: Type.Array(CustomerSummarySchema) });
export type CustomerSearch = Static<typeof CustomerSearchSchema>;
