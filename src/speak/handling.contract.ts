import { Type, type Static } from 'typebox';
import { Amount, Currency, ShortText, Time, Uuid } from '../kernel/contract.ts';

export const LONGEST_ACCEPTANCE_DAYS = 366;
export const LONGEST_SNOOZE_DAYS = 30;

const closed = { additionalProperties: false } as const;

export const AcceptanceInputSchema = Type.Object({ until: Time, because: ShortText }, closed);
export type AcceptanceInput = Static<typeof AcceptanceInputSchema>;
export const AssignmentInputSchema = Type.Object({ member: Uuid }, closed);
export const SnoozeInputSchema = Type.Object({ until: Time }, closed);

const Member = Type.Object({ id: Uuid, name: Type.String() });

/** What people do about a contradiction, beside what its channels say. */
export const handlingFields = {
  acceptance: Type.Union([
    Type.Object({
      until: Time,
      because: Type.String(),
      by: Member,
      at: Time,
      difference: Type.Union([Type.Object({ amount: Amount, currency: Currency }), Type.Null()], {
        description: 'what it may grow to before it opens again',
      }),
    }),
    Type.Null(),
  ]),
  assignee: Type.Union([Member, Type.Null()]),
  snoozedUntil: Type.Union([Time, Type.Null()], { description: 'nobody needs to look at it before' }),
};
