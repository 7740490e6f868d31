import { DAY_MS, HOUR_MS, type Instant } from '../period.ts';

export type AgoUnit = 'hours' | 'days' | 'months';

/**
 * One end of a window: an instant, the beginning of a day, or so long before now. Days begin in `zone`, or where it is
 * `null` in the zone of the deployment; days and months go back to the beginning of one.
 */
export type Edge =
  | { readonly kind: 'at'; readonly at: Instant }
  | { readonly kind: 'day'; readonly day: string; readonly zone: string | null }
  | { readonly kind: 'ago'; readonly unit: AgoUnit; readonly count: number; readonly zone: string | null };

/** When a rule is judged, and where days begin for the conditions that do not say it. */
export type Moment = { readonly now: Instant; readonly timeZone: string };

/** Half-open. Without `from` it has no beginning; without `to`, or with one to come, it ends at now. */
export type Window = { readonly from: Edge | null; readonly to: Edge | null };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** The clock on the wall at an instant, as the UTC instant that would show the same. */
function wallClock(at: Instant, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The first instant of a day in a zone; `day` is its midnight in UTC. Where midnight is skipped, the first after it. */
function beginningOf(day: number, zone: string): Instant {
  const offsets = [day - DAY_MS, day + DAY_MS].map((near) => wallClock(near, zone) - near);
  const starts = offsets.map((offset) => day - offset).filter((start) => wallClock(start, zone) >= day);
  return Math.min(...starts, day + DAY_MS);
}

/** Midnight, as if in UTC, of the day so long before the day that it is now. A month's end stays within its month. */
function dayAgo(edge: Extract<Edge, { kind: 'ago' }>, { now, timeZone }: Moment): number {
  const zone = edge.zone ?? timeZone;
  const today = Math.floor(wallClock(now, zone) / DAY_MS) * DAY_MS;
  if (edge.unit === 'days') return today - edge.count * DAY_MS;
  if (edge.unit === 'hours') {
    return Math.floor(wallClock(now - edge.count * HOUR_MS, zone) / DAY_MS) * DAY_MS;
  }
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - edge.count];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth));
}

/** The day, as `YYYY-MM-DD`, so long before now. */
export function dayTextAgo(edge: Extract<Edge, { kind: 'ago' }>, moment: Moment): string {
  return new Date(dayAgo(edge, moment)).toISOString().slice(0, 10);
}

function instantOf(edge: Edge, moment: Moment): Instant {
  if (edge.kind === 'at') return edge.at;
  const zone = edge.zone ?? moment.timeZone;
  if (edge.kind === 'day') return beginningOf(Date.parse(`${edge.day}T00:00:00Z`), zone);
  if (edge.unit === 'hours') return moment.now - edge.count * HOUR_MS;
  return beginningOf(dayAgo(edge, moment), zone);
}

/** The window as a half-open period of milliseconds that never reaches past now. */
export function periodOf(window: Window, moment: Moment): { readonly from: Instant | null; readonly to: Instant } {
  return {
    from: window.from === null ? null : instantOf(window.from, moment),
    to: window.to === null ? moment.now : Math.min(moment.now, instantOf(window.to, moment)),
  };
}
