import { HOUR_MS, type Instant } from '../../kernel/period.ts';

/** How a source usually is heard, and whether it is quieter than that. */
export type Silence = { readonly since: Instant; readonly usualHours: number };

export const USUAL_DAYS = 14;
// Fewer hours than these say nothing of how often a source is heard.
const FEWEST_HOURS = 5;
const TIMES_THE_USUAL = 2;

/**
 * Whether the source is silent: it has not been heard for more than twice the longest time between two hours in which it
 * was, over the last 14 days. A source that comes once a night is not silent at noon.
 */
export function silenceOf(heardHours: readonly Instant[], lastSeenAt: Instant, now: Instant): Silence | undefined {
  const hours = [...new Set(heardHours)].toSorted((a, b) => a - b);
  if (hours.length < FEWEST_HOURS) return undefined;
  let usual = HOUR_MS;
  for (const [index, hour] of hours.entries()) usual = Math.max(usual, hour - (hours[index - 1] ?? hour));
  if (now - lastSeenAt <= TIMES_THE_USUAL * usual) return undefined;
  return { since: lastSeenAt, usualHours: usual / HOUR_MS };
}

/** The events of each of the last 24 hours, the oldest first; the hour that is now stands last. */
export function lastHours(counts: ReadonlyMap<Instant, number>, now: Instant): number[] {
  const thisHour = Math.floor(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: 24 }, (_, index) => counts.get(thisHour - (23 - index) * HOUR_MS) ?? 0);
}
