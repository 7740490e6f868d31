import type { Instant } from '../kernel/period.ts';
import type { LifeEntry } from './life.contract.ts';

/** An entry of a customer's life while it is still sorted: its time as an instant. */
export type Moment = Omit<LifeEntry, 'at'> & { readonly at: Instant };

/** Order by time and then by id, byte by byte as both databases do, so that a page ends at the same place in each. */
function laterFirst(a: Moment, b: Moment): number {
  return b.at - a.at || Buffer.compare(Buffer.from(b.id), Buffer.from(a.id));
}

/** Lays what several sources know on one line, the newest first, and cuts the page. */
export function onOneLine(
  sources: readonly (readonly Moment[])[],
  limit: number,
): { readonly page: readonly Moment[]; readonly hasMore: boolean } {
  const all = sources.flat().toSorted(laterFirst);
  return { page: all.slice(0, limit), hasMore: all.length > limit };
}

export function entryOf(moment: Moment): LifeEntry {
  return { ...moment, at: new Date(moment.at).toISOString() };
}
