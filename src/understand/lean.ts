import { type Aspect, aspects, type Cell, eventsOf, type Moments, sumTallies, type Tally } from './facts.ts';
import { designEffect } from './precision.ts';
import type { Difference } from './verdict.contract.ts';

/**
 * Who is known is not chance: loyal customers give their number, those in a hurry do not. This file holds the events
 * of known customers beside those of nobody, in what is known of both, and says how far an answer leans that is built
 * on the known alone, and how much of the lean goes away when each stratum counts for as much as it truly is.
 */
const LEAST_WEIGHT = 0.2;
const MOST_WEIGHT = 5;
/** Fewer on either side say nothing of a difference. */
const LEAST_EVENTS = 30;

export function meanOf({ n, sum }: Moments): number {
  return n === 0 ? 0 : sum / n;
}

function deviationOf({ n, sum, squares }: Moments): number {
  return n < 2 ? 0 : Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

export type StratumWeight = { readonly stratum: string; readonly weight: number; readonly identified: Tally };
export type Weighting = {
  readonly weights: readonly StratumWeight[];
  /** How many times more identified are needed than if they had come evenly (Kish). */
  readonly designEffect: number;
  /** Strata of the population in which nobody is identified: no weight reaches them. */
  readonly outOfReach: readonly string[];
};

/** What each identified event of a stratum counts for, so that the strata weigh as all events do. Trimmed to 0.2-5. */
export function weightsOf(cells: readonly Cell[]): Weighting {
  const strata = strataOf(cells);
  const all = strata.reduce((sum, stratum) => sum + stratum.events, 0);
  const identified = strata.reduce((sum, stratum) => sum + stratum.identified.events, 0);
  const reached = strata.filter((stratum) => stratum.identified.events > 0);
  const weights = reached.map((stratum) => {
    const weight = stratum.events / all / (stratum.identified.events / identified);
    return { ...stratum, weight: Math.min(MOST_WEIGHT, Math.max(LEAST_WEIGHT, weight)) };
  });
  return {
    weights: weights.map(({ stratum, weight, identified: tally }) => ({ stratum, weight, identified: tally })),
    designEffect: designEffect(weights.map(({ weight, identified: { events: count } }) => ({ weight, count }))),
    outOfReach: strata.filter((stratum) => stratum.identified.events === 0).map(({ stratum }) => stratum),
  };
}

export type Stratum = { readonly stratum: string; readonly events: number; readonly identified: Tally };

/** The population by stratum, over all channels; the largest first. */
export function strataOf(cells: readonly Cell[]): Stratum[] {
  return [...Map.groupBy(cells, ({ stratum }) => stratum)]
    .map(([stratum, parts]) => ({
      stratum,
      events: parts.reduce((sum, part) => sum + eventsOf(part), 0),
      identified: sumTallies(parts.map((part) => part.identified)),
    }))
    .toSorted((a, b) => b.events - a.events || (a.stratum < b.stratum ? -1 : 1));
}

/** How the identified differ from the anonymous in each aspect that varies at all, the largest lean first. */
export function differencesOf(cells: readonly Cell[], { weights }: Weighting): Difference[] {
  const identified = sumTallies(cells.map((cell) => cell.identified));
  const anonymous = sumTallies(cells.map((cell) => cell.anonymous));
  return aspects
    .flatMap((aspect) => differenceIn(aspect, identified, anonymous, weights) ?? [])
    .toSorted((a, b) => Math.abs(b.lean) - Math.abs(a.lean));
}

function differenceIn(
  aspect: Aspect,
  identified: Tally,
  anonymous: Tally,
  weights: readonly StratumWeight[],
): Difference | undefined {
  const [known, unknown] = [identified.aspects[aspect], anonymous.aspects[aspect]];
  if (known.n < LEAST_EVENTS || unknown.n < LEAST_EVENTS) return undefined;
  const all = { n: known.n + unknown.n, sum: known.sum + unknown.sum, squares: known.squares + unknown.squares };
  const pooled = Math.sqrt((deviationOf(known) ** 2 + deviationOf(unknown) ** 2) / 2);
  const spread = deviationOf(all);
  if (pooled === 0 || spread === 0) return undefined;
  return {
    aspect,
    identified: meanOf(known),
    anonymous: meanOf(unknown),
    difference: (meanOf(known) - meanOf(unknown)) / pooled,
    lean: (meanOf(known) - meanOf(all)) / spread,
    leanWeighted: weights.length < 2 ? null : (weightedMean(aspect, weights) - meanOf(all)) / spread,
  };
}

function weightedMean(aspect: Aspect, weights: readonly StratumWeight[]): number {
  let [sum, count] = [0, 0];
  for (const { weight, identified } of weights) {
    sum += weight * identified.aspects[aspect].sum;
    count += weight * identified.aspects[aspect].n;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * How alike the strata are in being identified: 1 when all have the same share, 0 when it could not be more uneven
 * (the R-indicator of Schouten, Cobben and Bethlehem 2009).
 */
export function evennessOf(cells: readonly Cell[]): number {
  const strata = strataOf(cells);
  const all = strata.reduce((sum, { events }) => sum + events, 0);
  if (all === 0) return 1;
  const mean = strata.reduce((sum, { identified }) => sum + identified.events, 0) / all;
  const variance = strata.reduce(
    (sum, { events, identified }) => sum + (events / all) * (identified.events / events - mean) ** 2,
    0,
  );
  return 1 - 2 * Math.sqrt(variance);
}

export type Reversal = { readonly a: string; readonly b: string; readonly raw: number; readonly within: number };

/** A difference this small, in standard deviations, is not worth the name in either direction. */
const LEAST_REVERSAL = 0.1;

/**
 * Two channels whose values differ one way as a whole, and the other way once both have the same mix of strata
 * (Simpson's paradox): what is compared is then the mix, not the channels.
 */
export function reversalIn(cells: readonly Cell[]): Reversal | undefined {
  const mix = new Map(strataOf(cells).map(({ stratum, events }) => [stratum, events]));
  if (mix.size < 2) return undefined;
  const channels = [...Map.groupBy(cells, ({ channel }) => channel)].map(([channel, parts]) => ({
    channel,
    byStratum: new Map(
      parts.map((part) => [part.stratum, sumTallies([part.identified, part.anonymous]).aspects.value]),
    ),
  }));
  const spread = deviationOf(sumTallies(cells.flatMap((cell) => [cell.identified, cell.anonymous])).aspects.value);
  if (spread === 0) return undefined;
  for (const [index, a] of channels.entries())
    for (const b of channels.slice(index + 1)) {
      const raw = (rawMean(a.byStratum) - rawMean(b.byStratum)) / spread;
      const within = standardised(a.byStratum, b.byStratum, mix);
      if (within === undefined || Math.abs(raw) < LEAST_REVERSAL || Math.abs(within / spread) < LEAST_REVERSAL)
        continue;
      if (Math.sign(raw) !== Math.sign(within)) return { a: a.channel, b: b.channel, raw, within: within / spread };
    }
  return undefined;
}

type ByStratum = ReadonlyMap<string, Moments>;

function rawMean(byStratum: ByStratum): number {
  const parts = [...byStratum.values()];
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  return n === 0 ? 0 : parts.reduce((sum, part) => sum + part.sum, 0) / n;
}

/** The difference of means within the strata that both have enough in, each stratum counting for what it is of all. */
function standardised(a: ByStratum, b: ByStratum, mix: ReadonlyMap<string, number>): number | undefined {
  let [sum, count] = [0, 0];
  for (const [stratum, events] of mix) {
    const [left, right] = [a.get(stratum), b.get(stratum)];
    if (left === undefined || right === undefined || left.n < LEAST_EVENTS || right.n < LEAST_EVENTS) continue;
    sum += events * (meanOf(left) - meanOf(right));
    count += events;
  }
  return count === 0 ? undefined : sum / count;
}
