import { DAY_MS, HOUR_MS, type Instant } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { inOrderOfStart } from './order.ts';

/** How far back the law looks: 30 days (Prisinformationslagen 7 a §). */
const PRIOR_DAYS = 30;
/** The day on which the clocks are set back. */
const LONGEST_DAY_MS = DAY_MS + HOUR_MS;

/**
 * P2: the lowest price that was applied in the 30 days before each of the instants; `undefined` where nothing was seen
 * in them. `applied` are claims of one product in one currency. Both are walked once in order of time, with the claims
 * that hold on a heap by amount: O((n + m) log n).
 */
export function priorPrices(instants: readonly Instant[], applied: readonly Claim[]): Map<Instant, Claim | undefined> {
  const waiting = inOrderOfStart(asFarAsSeen(applied));
  const heap: Claim[] = [];
  const found = new Map<Instant, Claim | undefined>();
  let next = 0;
  for (const at of instants.length > 1 ? [...new Set(instants)].toSorted((a, b) => a - b) : instants) {
    for (let claim = waiting[next]; claim !== undefined && claim.from < at; claim = waiting[next]) {
      if (claim.from < claim.to) push(heap, claim);
      next += 1;
    }
    // The window only moves on: what ended before it never comes back.
    while (heap[0] !== undefined && heap[0].to <= at - PRIOR_DAYS * DAY_MS) pop(heap);
    found.set(at, heap[0]);
  }
  return found;
}

/**
 * A price that speaks for its day is known to have been applied from when it was seen, not from midnight: a till that
 * takes the reduced price at noon says nothing of the morning before, nor of an hour that another clock calls yesterday.
 */
function asFarAsSeen(applied: readonly Claim[]): readonly Claim[] {
  return applied.some(isSeenWithin)
    ? applied.map((claim) => (isSeenWithin(claim) ? { ...claim, from: claim.seenAt } : claim))
    : applied;
}

function isSeenWithin({ from, to, seenAt }: Claim): boolean {
  return to - from <= LONGEST_DAY_MS && from < seenAt && seenAt < to;
}

function isBefore(a: Claim, b: Claim): boolean {
  return a.amount === b.amount ? a.from < b.from : a.amount < b.amount;
}

function push(heap: Claim[], claim: Claim): void {
  let at = heap.length;
  heap.push(claim);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(claim, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = claim;
}

function pop(heap: Claim[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const below = right !== undefined && left !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    const child = heap[below];
    if (child === undefined || !isBefore(child, last)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
