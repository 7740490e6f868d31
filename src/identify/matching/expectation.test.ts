import { describe, expect, test } from 'vitest';
import { learn, type PatternCount } from './expectation.ts';

/** The counts that a model makes on the average, of fields with two levels each: what EM must find its way back from. */
function simulate(pairs: number, share: number, m: readonly number[], u: readonly number[]): PatternCount[] {
  return Array.from({ length: 2 ** m.length }, (_, number) => {
    const digits = m.map((_each, k) => ((number >> k) & 1) + 1);
    const chance = (of: readonly number[]): number =>
      digits.reduce((product, digit, k) => product * (digit === 1 ? (of[k] ?? 0) : 1 - (of[k] ?? 0)), 1);
    return { digits, count: pairs * (share * chance(m) + (1 - share) * chance(u)) };
  });
}

const fieldsOf = (u: readonly number[]) => u.map((same) => ({ m: [0.8, 0.2], u: [same, 1 - same] }));

describe('what one person agrees in is learnt without labels', () => {
  test('the published vectors come back: share 0.5 and m 0.7, 0.9, 0.95 from 4,000 pairs with u 0.1, 0.025, 0.2', () => {
    const u = [0.1, 0.025, 0.2];
    const learnt = learn(simulate(4000, 0.5, [0.7, 0.9, 0.95], u), { share: 0.2, household: 0, fields: fieldsOf(u) });
    expect(learnt.share).toBeCloseTo(0.5, 2);
    expect(learnt.m.map(([same]) => same)).toEqual([0.7, 0.9, 0.95].map((same) => expect.closeTo(same, 2)));
    expect(learnt.rounds).toBeLessThan(200);
  });

  test('a field that made the pairs is not asked about them', () => {
    const u = [0.1, 0.025, 0.2, 0.3];
    const patterns = simulate(10_000, 0.05, [0.8, 0.9, 0.95, 0.7], u);
    const start = { share: 0.2, household: 0, fields: fieldsOf(u) };
    const learnt = learn(patterns, start, { excluded: new Set([3]) });
    expect(learnt.share).toBeCloseTo(0.05, 2);
    expect(learnt.m[3]).toEqual([0.8, 0.2]);
  });

  test('families are not learnt as people who change their names', () => {
    const u = [0.01, 0.005, 0.02, 0.005];
    const m = [0.9, 0.85, 0.9, 0.9];
    // As many pairs of one household as of one person: surname and home as of one, the rest as of strangers.
    const family = [m[0] ?? 0, m[1] ?? 0, u[2] ?? 0, u[3] ?? 0];
    const patterns = [...simulate(100_000, 0.05, m, u), ...simulate(5000, 1, family, u)];
    const start = { share: 0.1, household: 0.1, fields: fieldsOf(u) };
    const learnt = learn(patterns, start, { shared: new Set([0, 1]) });
    expect(learnt.share * 105_000).toBeGreaterThan(4900);
    expect(learnt.share * 105_000).toBeLessThan(5100);
    expect(learnt.household * 105_000).toBeGreaterThan(4800);
    expect(learnt.m.map(([same]) => same)).toEqual(m.map((same) => expect.closeTo(same, 1)));
    const naive = learn(patterns, start);
    expect(naive.share * 105_000).toBeGreaterThan(8000);
  });
});
