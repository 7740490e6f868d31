import { Type, type Static } from 'typebox';
import { Time } from '../kernel/contract.ts';
import { ContradictionSchema } from '../speak/contradiction.contract.ts';
import { PromiseSchema } from './promise.contract.ts';

/** The first screen of the day: what is open, most harmful first. */
export const TodaySchema = Type.Object({
  now: Time,
  contradictions: Type.Object({
    open: Type.Integer(),
    answered: Type.Integer(),
    worst: Type.Array(ContradictionSchema, { description: 'at most 20, by harm' }),
  }),
  promises: Type.Object({
    open: Type.Integer(),
    dueWithin7Days: Type.Integer(),
    keptLast7Days: Type.Integer(),
    next: Type.Array(PromiseSchema, { description: 'at most 20 open ones, the first to run out first' }),
  }),
  channels: Type.Array(
    Type.Object({ channel: Type.String(), openContradictions: Type.Integer(), eventsLast24Hours: Type.Integer() }),
  ),
});
export type Today = Static<typeof TodaySchema>;
