/**
 * Instants are milliseconds since 1970 in UTC. Periods are half-open: `from` belongs to the period, `to` does not;
 * a period without an end has `to` = Infinity.
 */
export type Instant = number;
export type Period = { readonly from: Instant; readonly to: Instant };

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** True when the instant lies in the period. */
export function isWithin(period: Period, at: Instant): boolean {
  return period.from <= at && at < period.to;
}

/** The part that two periods share, or `undefined` when they only touch or lie apart. */
export function overlapOf(a: Period, b: Period): Period | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : undefined;
}

/** What remains of `whole` when every period of `parts` is taken away, in order of time. */
export function without(whole: Period, parts: readonly Period[]): Period[] {
  const left: Period[] = [];
  let from = whole.from;
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    if (part.to <= from) continue;
    if (part.from >= whole.to) break;
    if (part.from > from) left.push({ from, to: Math.min(part.from, whole.to) });
    from = Math.max(from, part.to);
  }
  if (from < whole.to) left.push({ from, to: whole.to });
  return left;
}

/** RFC 3339 in UTC, or `null` for a period that has no end. */
export function toIso(at: Instant): string;
export function toIso(at: Instant | null): string | null;
export function toIso(at: Instant | null): string | null {
  return at === null || at === Infinity ? null : new Date(at).toISOString();
}
