import { type Static, Type } from 'typebox';
import { ChannelId, Time } from '../kernel/contract.ts';
import { ContradictionKindSchema } from './contradiction.contract.ts';

export const HoursQuerySchema = Type.Object(
  {
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    kind: Type.Optional(ContradictionKindSchema),
  },
  { additionalProperties: false },
);
export type HoursQuery = Static<typeof HoursQuerySchema>;

const Hours = Type.Number({ minimum: 0, description: 'hours, with one decimal' });

/** Contradiction hours: for how long channels contradicted each other, told apart by what was done about it. */
export const HoursSchema = Type.Object({
  from: Time,
  to: Time,
  weeks: Type.Array(
    Type.Object({
      week: Type.String({ description: 'ISO 8601, as 2026-W48; weeks begin on Monday, where the deployment is' }),
      channel: ChannelId,
      open: Hours,
      answered: Hours,
      excepted: Hours,
      accepted: Hours,
    }),
    { description: 'a contradiction counts for each of its channels' },
  ),
});
export type ContradictionHours = Static<typeof HoursSchema>;
