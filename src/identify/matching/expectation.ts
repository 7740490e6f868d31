/**
 * Fellegi and Sunter's model of a field: `m` is how often records of one person stand at each level of agreement, `u`
 * how often records of two people do. Records that do not say stand at no level.
 */
export type FieldModel = { readonly m: readonly number[]; readonly u: readonly number[] };

/** A pattern of agreement by its digits (0: does not say, else level + 1) and how many pairs show it. */
export type PatternCount = { readonly digits: readonly number[]; readonly count: number };

/** What a pair can be, apart from two strangers: one person, or two people of one household. */
export type PairShares = { readonly share: number; readonly household: number };

export type Expectation = PairShares & {
  readonly m: readonly (readonly number[])[];
  /** How many pairs of one person are expected at each level of each field: what `m` was made from. */
  readonly matched: readonly (readonly number[])[];
  readonly rounds: number;
};

const MOST_ROUNDS = 200;
const SMALLEST_CHANGE = 1e-5;
const SMALLEST_SHARE = 1e-8;

/**
 * Learns by expectation and maximisation, without a single labelled pair, how often records of one person agree (`m`)
 * and which share of the pairs they are. `u` is known and stays. The cost of a round lies in patterns, not in pairs.
 * Fields in `excluded` made the pairs what they are, and say nothing about them.
 *
 * Two people of one household share what is in `shared` (a surname, a home) as one person would, and differ in the rest
 * as strangers do. Without that third kind of pair, families would be learnt as people who often change their names.
 */
export function learn(
  patterns: readonly PatternCount[],
  start: PairShares & { readonly fields: readonly FieldModel[] },
  { excluded = none, shared = none }: { excluded?: ReadonlySet<number>; shared?: ReadonlySet<number> } = {},
): Expectation {
  const total = Math.max(
    1,
    patterns.reduce((sum, { count }) => sum + count, 0),
  );
  let { share, household } = start;
  if (shared.size === 0) household = 0;
  let m: readonly (readonly number[])[] = start.fields.map((field) => field.m);
  let matched: number[][] = [];
  let rounds = 0;
  for (let change = Infinity; change > SMALLEST_CHANGE && rounds < MOST_ROUNDS; rounds += 1) {
    matched = m.map((levels) => levels.map(() => 0));
    let [ofOnePerson, ofOneHousehold] = [0, 0];
    for (const { digits, count } of patterns) {
      let [person, family] = [0, 0];
      for (let k = 0; k < digits.length; k += 1) {
        const digit = digits[k] ?? 0;
        if (digit === 0 || excluded.has(k)) continue;
        const odds = Math.log((m[k]?.[digit - 1] ?? 1) / (start.fields[k]?.u[digit - 1] ?? 1));
        person += odds;
        if (shared.has(k)) family += odds;
      }
      const [onePerson, oneHousehold] = [share * Math.exp(person), household * Math.exp(family)];
      const all = onePerson + oneHousehold + Math.max(1 - share - household, SMALLEST_SHARE);
      const expected = (count * onePerson) / all;
      ofOnePerson += expected;
      ofOneHousehold += (count * oneHousehold) / all;
      for (let k = 0; k < digits.length; k += 1) {
        const row = matched[k];
        const digit = digits[k] ?? 0;
        if (digit > 0 && row !== undefined && !excluded.has(k)) row[digit - 1] = (row[digit - 1] ?? 0) + expected;
      }
    }
    const nextShare = between(ofOnePerson / total);
    const next = matched.map((row, k) => (excluded.has(k) ? (m[k] ?? row) : shares(row)));
    change = Math.max(Math.abs(nextShare - share), ...next.map((row, k) => largestChange(row, m[k] ?? row)));
    [share, household, m] = [nextShare, shared.size === 0 ? 0 : between(ofOneHousehold / total), next];
  }
  return { share, household, m, matched, rounds };
}

const none: ReadonlySet<number> = new Set();

/** Neither kind of pair takes all, so that every pair may still be any. */
function between(share: number): number {
  return Math.min(Math.max(share, SMALLEST_SHARE), 0.999);
}

const FEWEST = 1e-6;

/** Shares of a row of counts, none of them quite zero: what has not been seen may still happen. */
export function shares(row: readonly number[]): number[] {
  const total = row.reduce((sum, value) => sum + value, 0);
  if (total === 0) return row.map(() => 1 / row.length);
  const raised = row.map((value) => Math.max(value / total, FEWEST));
  const sum = raised.reduce((all, value) => all + value, 0);
  return raised.map((value) => value / sum);
}

function largestChange(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0))));
}
