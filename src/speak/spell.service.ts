import { DomainError } from '../kernel/errors.ts';
import { DAY_MS, type Instant, type Period, toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import type { ContradictionHours, HoursQuery } from './spell.contract.ts';
import { contradictionHours } from './spell.reads.ts';

const WEEK_MS = 7 * DAY_MS;
/** The first Monday of the era, 5 January 1970. */
const A_MONDAY = 4 * DAY_MS;
const USUAL_WEEKS = 8;
const MOST_WEEKS = 106;

/** The whole weeks that a period touches; without one, the eight up to now. Throws `field-invalid`. */
export function weeksOf({ from, to }: Pick<HoursQuery, 'from' | 'to'>, now: Instant): Period {
  const end = to === undefined ? now : Date.parse(to);
  const begin = from === undefined ? end - (USUAL_WEEKS - 1) * WEEK_MS : Date.parse(from);
  const weeks = { from: weekStart(begin), to: weekStart(end - 1) + WEEK_MS };
  const count = (weeks.to - weeks.from) / WEEK_MS;
  if (begin < end && count <= MOST_WEEKS) return weeks;
  throw new DomainError(
    'field-invalid',
    `from ${toIso(begin)} to ${toIso(end)} is ${begin < end ? `${count} weeks` : 'no time'}; allowed are 1 to ${MOST_WEEKS} weeks.`,
    [{ field: 'to', found: toIso(end), allowed: `after from, and at most ${MOST_WEEKS} weeks after it` }],
  );
}

function weekStart(at: Instant): Instant {
  return Math.floor((at - A_MONDAY) / WEEK_MS) * WEEK_MS + A_MONDAY;
}

/** For how long channels contradicted each other, per week and channel; time to come is not counted. */
export async function viewContradictionHours(deps: Deps, query: HoursQuery): Promise<ContradictionHours> {
  const now = deps.clock();
  const period = weeksOf(query, now);
  const until = Math.min(period.to, Math.max(now, period.from));
  const weeks = await contradictionHours(deps.postgres, { from: period.from, to: until }, query.kind ?? null);
  return { from: toIso(period.from), to: toIso(until), weeks };
}
