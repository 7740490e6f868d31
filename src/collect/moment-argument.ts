import { badArgument } from '../kernel/arguments.ts';
import type { Instant } from '../kernel/period.ts';
import { readMoment } from './instant-text.ts';

/** A moment as somebody typed it; which instant a day begins at is known when the time zone is. */
export type MomentIn = (timeZone: string) => Instant;

/** Reads a day or a time of the command line. Throws `field-invalid` when it is neither. */
export function readMomentArgument(field: string, text: string | undefined): MomentIn | undefined {
  if (text === undefined) return undefined;
  // Whether it is one is the same in every zone.
  const inUtc = readMoment(text, 'UTC');
  if (inUtc === undefined)
    throw badArgument(field, `"${text}"`, 'a day or a time, as 2026-11-22 or 2026-11-22T08:00:00Z');
  return (timeZone) => readMoment(text, timeZone) ?? inUtc;
}
