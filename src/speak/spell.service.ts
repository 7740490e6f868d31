import { DomainError } from '../kernel/errors.ts';
import { DAY_MS, type Instant, type Period, toIso } from '../kernel/period.ts';
import { weekAround } from '../kernel/time-zone.ts';
import type { Deps } from '../store/deps.ts';
import type { ContradictionHours, HoursQuery } from './spell.contract.ts';
import { contradictionHours } from './spell.reads.ts';
import { dayAt } from './text/calendar.ts';

const WEEK_MS = 7 * DAY_MS;
/** A week in which the clocks change is an hour longer or shorter; noon of its Monday lies in it all the same. */
const NOON_MS = DAY_MS / 2;
const USUAL_WEEKS = 8;
const MOST_WEEKS = 106;

/** The whole weeks that a period touches, in order; without one, the eight up to now. Throws `field-invalid`. */
export function weeksOf({ from, to }: Pick<HoursQuery, 'from' | 'to'>, now: Instant, timeZone: string): Period[] {
  const end = to === undefined ? now : Date.parse(to);
  const last = weekAround(end - 1, timeZone);
  const begin = from === undefined ? weeksAfter(last, 1 - USUAL_WEEKS, timeZone).from : Date.parse(from);
  const first = weekAround(begin, timeZone);
  const count = Math.round((last.to - first.from) / WEEK_MS);
  if (begin < end && count <= MOST_WEEKS)
    return [...Array(count).keys()].map((step) => weeksAfter(first, step, timeZone));
  throw new DomainError(
    'field-invalid',
    `from ${toIso(begin)} to ${toIso(end)} is ${begin < end ? `${count} weeks` : 'no time'}; allowed are 1 to ${MOST_WEEKS} weeks.`,
    [{ field: 'to', found: toIso(end), allowed: `after from, and at most ${MOST_WEEKS} weeks after it` }],
  );
}

function weeksAfter(week: Period, count: number, timeZone: string): Period {
  return weekAround(week.from + count * WEEK_MS + NOON_MS, timeZone);
}

/** For how long channels contradicted each other, per week and channel; time to come is not counted. */
export async function viewContradictionHours(deps: Deps, query: HoursQuery): Promise<ContradictionHours> {
  const now = deps.clock();
  const weeks = weeksOf(query, now, deps.timeZone);
  const [from, end] = [weeks[0]?.from ?? now, weeks.at(-1)?.to ?? now];
  const until = Math.min(end, Math.max(now, from));
  const begun = weeks
    .filter((week) => week.from < until)
    .map((week) => ({ ...week, monday: dayAt(week.from + NOON_MS, deps.timeZone) }));
  const hours = await contradictionHours(deps.postgres, { weeks: begun, from, to: until }, query.kind ?? null);
  return { from: toIso(from), to: toIso(until), weeks: hours };
}
