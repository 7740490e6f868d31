import { Type, type Static } from 'typebox';
import { Time, Uuid } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';

/** What somebody may ask of what is kept of them (GDPR, articles 15, 17, 18, 16 and 21). */
export const requestKinds = ['access', 'erasure', 'restriction', 'rectification', 'objection'] as const;
export type RequestKind = (typeof requestKinds)[number];

const Kind = Type.Enum([...requestKinds]);
const Note = Type.String({ minLength: 1, maxLength: 300, pattern: KEEPABLE, description: 'without personal data' });

/** What somebody has asked of what is kept of them, and until when it must be answered. */
export const PrivacyRequestSchema = Type.Object({
  id: Uuid,
  kind: Kind,
  customerId: Uuid,
  customerName: Type.Union([Type.String(), Type.Null()]),
  receivedAt: Time,
  dueAt: Time,
  extendedBecause: Type.Union([Type.String(), Type.Null()]),
  state: Type.Enum(['open', 'done', 'refused']),
  madeBy: Type.String(),
  closedAt: Type.Union([Time, Type.Null()]),
  closedBy: Type.Union([Type.String(), Type.Null()]),
  outcome: Type.Union([Type.String(), Type.Null()]),
});
export type PrivacyRequest = Static<typeof PrivacyRequestSchema>;
export const PrivacyRequestListSchema = Type.Object({ requests: Type.Array(PrivacyRequestSchema) });

export const NewPrivacyRequestSchema = Type.Object(
  { kind: Kind, receivedAt: Type.Optional(Time) },
  { additionalProperties: false },
);
export const PrivacyRequestEndSchema = Type.Object(
  { state: Type.Enum(['done', 'refused']), outcome: Note },
  { additionalProperties: false },
);
export const PrivacyRequestExtensionSchema = Type.Object({ because: Note }, { additionalProperties: false });
