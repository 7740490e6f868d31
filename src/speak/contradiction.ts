import type { Money } from '../kernel/money.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import type { OtherAspect } from './aspect.contract.ts';
import { type Claim, presentStatement, type Statement, toleranceIn, UNDECLARED_ZONE } from './claim.ts';
import type { Contradiction, ContradictionKind, PriorPriceReason } from './contradiction.contract.ts';
import { groupByMeeting } from './grouping.ts';
import { Ladders } from './ladder.ts';
import { DEFAULT_TOLERANCE, doAudiencesMeet, isForMembers, isOtherSpeaker } from './meeting.ts';

/** Which channels are ours to compare (all, when not said) and the difference in major units that nobody minds. */
export type ComparingOptions = {
  readonly channels?: Iterable<string>;
  readonly tolerance?: number;
};

type Difference = { readonly amount: number; readonly currency: string; readonly percent: number };

/** Two channels that say different things of one thing, with the two statements that prove it. */
export type Finding = {
  /** The same finding has the same key whenever it is found again. */
  readonly key: string;
  readonly kind: ContradictionKind;
  /** In what the two are unequal, where it is not the price. */
  readonly aspect?: OtherAspect;
  readonly subject: string;
  readonly zone: string;
  readonly channels: readonly [string, string];
  readonly from: Instant;
  readonly to: Instant;
  /** Of a missing offer there is no price to take the difference from. */
  readonly difference: Difference | null;
  /** How many it is about, where that is not who met the product. */
  readonly people?: number;
  readonly witness: {
    readonly at: Instant;
    readonly statements: readonly [Statement, Statement];
    readonly prior?: PriorPriceReason;
  };
};

/**
 * The figures of a check. A unit is one product in one zone, from one instant, in one pair of channels; each is
 * judged by the two claims in it that are farthest apart.
 */
export type Summary = {
  readonly compared: number;
  readonly contradictions: number;
  readonly products: number;
  readonly onSale: number;
  readonly regularInStore: number;
  readonly dearerInStore: number;
};

export type Comparison = {
  readonly findings: Finding[];
  readonly summary: Summary;
  /** Units in which only claims in different currencies met, and were therefore not compared. */
  readonly otherCurrency: number;
};

/**
 * Finds where channels contradict each other: one finding per product, zone, start and pair of channels, with the two
 * claims farthest apart as its witness. Sorts by start and sweeps; per channel the claims that hold are kept on a
 * ladder of amounts, so that the farthest is found from its ends: O(n log n) and never all pairs.
 */
export function findContradictions(claims: Iterable<Claim>, options: ComparingOptions = {}): Comparison {
  const tolerance = tolerances(options.tolerance ?? DEFAULT_TOLERANCE);
  const findings: Finding[] = [];
  const products = new Set<string>();
  let [compared, onSale, regularInStore, dearerInStore, otherCurrency] = [0, 0, 0, 0, 0];
  const close = (zone: string, units: readonly Unit[]): void => {
    for (const unit of units) {
      if (unit.currency === undefined) {
        otherCurrency += 1;
        continue;
      }
      compared += 1;
      const within = tolerance(unit.currency);
      const sale = judgeSale(unit, within);
      onSale += Number(sale.onSale);
      regularInStore += Number(sale.regularInStore);
      dearerInStore += Number(sale.dearerInStore);
      if (unit.difference <= within) continue;
      findings.push(findingOf(unit, zone));
      products.add(unit.later.subject);
    }
  };
  for (const { zone, claims: group } of groupByMeeting(claims, options.channels)) sweepUnits(group, zone, close);
  const summary = {
    compared,
    contradictions: findings.length,
    products: products.size,
    onSale,
    regularInStore,
    dearerInStore,
  };
  return { findings, summary, otherCurrency };
}

/** What is known of a pair of channels from one start: the two claims farthest apart, or only other currencies. */
type Unit = {
  readonly channel: string;
  readonly other: string;
  currency: string | undefined;
  difference: number;
  later: Claim;
  earlier: Claim;
};

function sweepUnits(
  group: readonly Claim[],
  zone: string,
  close: (zone: string, units: readonly Unit[]) => void,
): void {
  if (group.length < 2) return;
  const ladders = new Ladders();
  let units: Unit[] = [];
  let start = Number.NaN;
  for (const claim of group) {
    if (claim.from !== start) {
      if (units.length > 0) close(zone, units);
      units = [];
      start = claim.from;
    }
    // In a declared zone, claims that hold everywhere meet those of the zone; each other they met once, outside it.
    const onlyLocal = zone !== UNDECLARED_ZONE && claim.place === null;
    for (const ladder of ladders.all) {
      const met = ladder.farthest(claim, onlyLocal);
      if (met === undefined) continue;
      const unit = unitOf(units, claim, met);
      if (ladder.currency !== claim.currency) continue;
      const difference = Math.abs(met.amount - claim.amount);
      if (unit.currency !== undefined && difference <= unit.difference) continue;
      unit.currency = claim.currency;
      unit.difference = difference;
      unit.later = claim;
      unit.earlier = met;
    }
    ladders.add(claim);
  }
  if (units.length > 0) close(zone, units);
}

function unitOf(units: Unit[], later: Claim, earlier: Claim): Unit {
  const inOrder = later.channel < earlier.channel;
  const channel = inOrder ? later.channel : earlier.channel;
  const other = inOrder ? earlier.channel : later.channel;
  for (const unit of units) if (unit.channel === channel && unit.other === other) return unit;
  const made: Unit = { channel, other, currency: undefined, difference: -1, later, earlier };
  units.push(made);
  return made;
}

function findingOf(unit: Unit, zone: string): Finding {
  const { channel, other, later, earlier } = unit;
  // The statements stand in the order of the channels; at two places of one channel the lower price first.
  const swap = channel === other ? earlier.amount > later.amount : later.channel === channel;
  const statements: [Claim, Claim] = swap ? [later, earlier] : [earlier, later];
  return {
    key: findingKey([
      'unequal',
      later.subject,
      zone,
      channel,
      other,
      String(later.from),
      ...(isForMembers(later) ? ['member'] : []),
    ]),
    kind: 'unequal',
    subject: later.subject,
    zone,
    channels: [channel, other],
    from: later.from,
    to: Math.min(later.to, earlier.to),
    difference: differenceBetween(later, earlier),
    witness: { at: later.from, statements },
  };
}

/** The parts of a key, kept apart whatever they contain. */
export function findingKey(parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join('|');
}

/** How far apart two prices in one currency are. */
export function differenceBetween(a: Money, b: Money): Difference {
  const amount = Math.abs(a.amount - b.amount);
  return { amount, currency: a.currency, percent: percentOf(amount, Math.min(a.amount, b.amount)) };
}

/** A witness as it travels over HTTP. */
export function presentWitness({ at, statements, prior }: Finding['witness']): Contradiction['witness'] {
  const [first, second] = statements;
  return {
    at: toIso(at),
    statements: [presentStatement(first), presentStatement(second)],
    ...(prior === undefined ? {} : { prior }),
  };
}

/** How much dearer, in percent of the lower price with one decimal; of a price of nothing, 100. */
function percentOf(difference: number, lower: number): number {
  return lower === 0 ? 100 : Math.round((difference / lower) * 1000) / 10;
}

function judgeSale(unit: Unit, tolerance: number) {
  const pair = [unit.later, unit.earlier];
  const onSale = pair.some((claim) => claim.channel !== 'store' && claim.onSale === true);
  const store = pair.find((claim) => claim.channel === 'store');
  const elsewhere = pair.find((claim) => claim.channel !== 'store');
  const regularInStore = onSale && store?.priceType === 'regular';
  const dearerInStore =
    regularInStore && store !== undefined && elsewhere !== undefined && store.amount - elsewhere.amount > tolerance;
  return { onSale, regularInStore, dearerInStore };
}

/**
 * Every pair of claims that contradict each other. Actives are grouped by amount, so that equal ones are never
 * compared: O(n log n + K) for K pairs. For a board `findContradictions` is better: K grows with the square of places.
 */
export function contradictingPairs(claims: Iterable<Claim>, options: ComparingOptions = {}): [Claim, Claim][] {
  const tolerance = tolerances(options.tolerance ?? DEFAULT_TOLERANCE);
  const pairs: [Claim, Claim][] = [];
  for (const { zone, claims: group } of groupByMeeting(claims, options.channels)) {
    if (group.length > 1) sweepPairs(group, zone, tolerance, pairs);
  }
  return pairs;
}

type Said = { readonly currency: string; readonly amount: number; readonly claims: Claim[] };

function sweepPairs(
  group: readonly Claim[],
  zone: string,
  tolerance: (currency: string) => number,
  pairs: [Claim, Claim][],
): void {
  const said: Said[] = [];
  for (const claim of group) {
    const within = tolerance(claim.currency);
    const onlyLocal = zone !== UNDECLARED_ZONE && claim.place === null;
    let same: Said | undefined;
    for (let i = said.length - 1; i >= 0; i -= 1) {
      const each = said[i];
      if (each === undefined || each.currency !== claim.currency) continue;
      const difference = Math.abs(each.amount - claim.amount);
      if (difference === 0) same = each;
      if (difference <= within) continue;
      meetAll(each.claims, claim, onlyLocal, pairs);
      if (each.claims.length === 0) said.splice(i, 1);
    }
    if (same === undefined) said.push({ currency: claim.currency, amount: claim.amount, claims: [claim] });
    else same.claims.push(claim);
  }
}

/** Pairs the claim with each of those that hold still, and forgets the others: the sweep never comes back to them. */
function meetAll(held: Claim[], claim: Claim, onlyLocal: boolean, pairs: [Claim, Claim][]): void {
  let kept = 0;
  for (const each of held) {
    if (each.to <= claim.from) continue;
    held[kept] = each;
    kept += 1;
    if (onlyLocal && each.place === null) continue;
    if (isOtherSpeaker(each, claim) && doAudiencesMeet(each.audience, claim.audience)) pairs.push([each, claim]);
  }
  held.length = kept;
}

/** The tolerance per currency, worked out once for each. */
function tolerances(major: number): (currency: string) => number {
  const known = new Map<string, number>();
  return (currency) => {
    let tolerance = known.get(currency);
    if (tolerance === undefined) {
      tolerance = toleranceIn(currency, major);
      known.set(currency, tolerance);
    }
    return tolerance;
  };
}
