import { faultAt, type Fields, type Place, readChoice, readFields, readText, readWhole, within } from './form.ts';
import { isTimeZone } from '../time-zone.ts';
import type { AgoUnit, Edge, Window } from './window.ts';

export const WINDOW_FIELDS = ['within', 'since', 'until', 'zone'];
const LONGEST = { hours: 87_600, days: 36_500, months: 1200 } as const satisfies Record<AgoUnit, number>;
const units = ['hours', 'days', 'months'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day that is in the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  // A day that no month has, as 31 February, is read by some as one of the next month.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The time zone that a condition names; `null` for that of the deployment. */
export function readZone(place: Place, fields: Fields): string | null {
  if (fields['zone'] === undefined) return null;
  const at = within(place, 'zone', fields['zone']);
  const zone = readText(at, 60);
  if (!isTimeZone(zone)) throw faultAt(at, 'a time zone, as Europe/Stockholm');
  return zone;
}

/** So long before now: `{"days": 30}`, `{"hours": 24}` or `{"months": 3}`. */
export function readAgo(place: Place, zone: string | null): Extract<Edge, { kind: 'ago' }> {
  const fields = readFields(place, units);
  const name = readChoice(place, fields, units);
  const unit = units.find((each) => each === name) ?? 'days';
  return { kind: 'ago', unit, count: readWhole(within(place, unit, fields[unit]), 0, LONGEST[unit]), zone };
}

function readEdge(place: Place, zone: string | null): Edge {
  const { value } = place;
  if (typeof value === 'object' && value !== null) return readAgo(place, zone);
  if (typeof value === 'string' && isDay(value)) return { kind: 'day', day: value, zone };
  const at = typeof value === 'string' && TIME.test(value) && isDay(value.slice(0, 10)) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) throw faultAt(place, 'a day, as 2026-11-22, or a time, as 2026-11-22T08:00:00Z');
  return { kind: 'at', at };
}

/** The window of a condition on events. `within` is the same as `since` so long ago; without any, it is ever. */
export function readWindow(place: Place, fields: Fields): Window {
  const zone = readZone(place, fields);
  if (fields['within'] !== undefined && fields['since'] !== undefined)
    throw faultAt(place, 'within or since, not both');
  const edge = (name: string): Edge | null =>
    fields[name] === undefined ? null : readEdge(within(place, name, fields[name]), zone);
  const from =
    fields['within'] === undefined ? edge('since') : readAgo(within(place, 'within', fields['within']), zone);
  return { from, to: edge('until') };
}
