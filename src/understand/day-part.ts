/** The parts of a day, by the local hour at which they begin. Evening is also an aspect that customers differ in. */
const parts = [
  { name: 'night', from: 0 },
  { name: 'morning', from: 6 },
  { name: 'midday', from: 11 },
  { name: 'afternoon', from: 14 },
  { name: 'evening', from: 17 },
] as const;
export const dayParts = parts.map(({ name }) => name);
export const dayPartStarts = parts.map(({ from }) => from);
export const EVENING_FROM_HOUR = 17;

/** @example dayPartOf(18) // 'evening' */
export function dayPartOf(hour: number): string {
  return parts.findLast(({ from }) => from <= hour)?.name ?? 'night';
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterIn(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' });
  formatters.set(timeZone, made);
  return made;
}

const QUARTER_MS = 900_000;
const MOST_QUARTERS_KEPT = 200_000;
type LocalHour = { readonly hour: number; readonly isWeekend: boolean };
const known = new Map<string, Map<number, LocalHour>>();

/** The hour that clocks show in the zone, and whether it is Saturday or Sunday there. */
export function localHour(at: number, timeZone: string): LocalHour {
  // Zones are ahead by whole quarters of an hour, so a quarter is asked for once.
  const quarter = Math.floor(at / QUARTER_MS);
  let quarters = known.get(timeZone);
  if (quarters === undefined) known.set(timeZone, (quarters = new Map<number, LocalHour>()));
  const kept = quarters.get(quarter);
  if (kept !== undefined) return kept;
  const found = { hour: 0, isWeekend: false };
  for (const { type, value } of formatterIn(timeZone).formatToParts(at)) {
    if (type === 'hour') found.hour = Number(value);
    if (type === 'weekday') found.isWeekend = value === 'Sat' || value === 'Sun';
  }
  if (quarters.size >= MOST_QUARTERS_KEPT) quarters.clear();
  quarters.set(quarter, found);
  return found;
}
