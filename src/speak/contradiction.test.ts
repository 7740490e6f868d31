import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { contradictingPairs, type Finding, findContradictions } from './contradiction.ts';
import { isContradicting, isForMembers } from './meeting.ts';

function claim(change: Partial<Claim> = {}): Claim {
  return {
    subject: 'sweater',
    channel: 'online',
    place: null,
    zone: '*',
    amount: 29_900,
    currency: 'SEK',
    from: 0,
    to: DAY_MS,
    audience: null,
    onSale: null,
    priceType: 'unknown',
    seenAt: 0,
    source: 'feed.csv',
    sourceRow: 1,
    offerId: null,
    ...change,
  };
}

const customers = fc.subarray(['a', 'b', 'c', 'd']).map((list) => new Set(list));

const anyClaim: fc.Arbitrary<Claim> = fc
  .record({
    subject: fc.constantFrom('sweater', 'jeans'),
    channel: fc.constantFrom('store', 'store', 'online', 'app'),
    place: fc.constantFrom(null, 'Umeå', 'Lund'),
    amount: fc.constantFrom(100, 101, 110, 200),
    currency: fc.constantFrom('SEK', 'SEK', 'SEK', 'EUR'),
    from: fc.integer({ min: 0, max: 12 }),
    length: fc.constantFrom(0, 1, 2, 5, Infinity),
    audience: fc.oneof(fc.constant(null), fc.constant(null), customers),
    offerId: fc.constantFrom(null, null, null, 'autumn'),
    onSale: fc.constantFrom(null, true, false),
    priceType: fc.constantFrom('unknown', 'unknown', 'regular', 'member'),
  })
  .map(({ length, ...rest }) => claim({ ...rest, to: rest.from + length }));

const zones: Readonly<Record<string, string>> = { Umeå: 'north', Lund: 'south' };
const declared = (each: Claim): Claim => ({ ...each, zone: (each.place !== null && zones[each.place]) || '*' });

/** Every pair of claims that both hold in some zone, by trying all. */
function meetingPairs(claims: readonly Claim[]): [Claim, Claim, string][] {
  return claims.flatMap((a, i) =>
    claims.slice(i + 1).flatMap((b): [Claim, Claim, string][] => {
      if (a.place === null || b.place === null || a.zone === b.zone)
        return [[a, b, a.place === null ? b.zone : a.zone]];
      return [];
    }),
  );
}

function asSet(pairs: readonly (readonly [Claim, Claim, string?])[], claims: readonly Claim[]): Set<string> {
  const index = new Map(claims.map((each, i) => [each, i]));
  return new Set(pairs.map(([a, b]) => [index.get(a) ?? -1, index.get(b) ?? -1].toSorted((x, y) => x - y).join('-')));
}

function forMembers({ witness }: Finding): boolean {
  return isForMembers(witness.statements[0] as Claim);
}

describe('the sweep finds what trying all pairs finds', () => {
  test.each([
    ['without price zones', (each: Claim) => each],
    ['with price zones', declared],
  ])('pairs, %s', (_title, prepare) => {
    const list = fc.array(anyClaim, { maxLength: 40 }).map((claims) => claims.map(prepare));
    fc.assert(
      fc.property(list, fc.constantFrom(0, 0.005, 0.01, 0.1, 1), (claims, tolerance) => {
        const expected = meetingPairs(claims).filter(([a, b]) => isContradicting(a, b, tolerance));
        const found = contradictingPairs(claims, { tolerance });
        expect(asSet(found, claims)).toEqual(asSet(expected, claims));
        expect(found).toHaveLength(expected.length);
      }),
      { numRuns: 500 },
    );
  });

  test('pairs, among 2,000 claims', () => {
    const many = fc.array(
      anyClaim.chain((each) =>
        fc.integer({ min: 0, max: 200 }).map((n) => ({ ...each, subject: `${each.subject} ${n}` })),
      ),
      { minLength: 2000, maxLength: 2000, size: 'max' },
    );
    fc.assert(
      fc.property(many, (claims) => {
        const expected = meetingPairs(claims).filter(([a, b]) => isContradicting(a, b));
        expect(asSet(contradictingPairs(claims), claims)).toEqual(asSet(expected, claims));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  test.each([
    ['without price zones', (each: Claim) => each],
    ['with price zones', declared],
  ])('findings and what was compared, %s', (_title, prepare) => {
    const list = fc.array(anyClaim, { maxLength: 40 }).map((claims) => claims.map(prepare));
    fc.assert(
      fc.property(list, (claims) => {
        const units = new Map<string, number>();
        for (const [a, b, zone] of meetingPairs(claims)) {
          // Without a tolerance below nothing, equal prices count as compared too.
          if (!isContradicting(a, b, -1)) continue;
          const channels = [a.channel, b.channel].toSorted();
          const key = [isForMembers(a), a.subject, zone, Math.max(a.from, b.from), ...channels].join('|');
          units.set(key, Math.max(units.get(key) ?? 0, Math.abs(a.amount - b.amount)));
        }
        const { findings, summary } = findContradictions(claims);
        const found = findings.map((each) => [
          [forMembers(each), each.subject, each.zone, each.from, ...each.channels].join('|'),
          each.difference?.amount,
        ]);
        expect(summary.compared).toBe(units.size);
        expect(new Map(found as [string, number][])).toEqual(new Map([...units].filter(([, most]) => most > 0)));
        expect(new Set(findings.map((each) => each.key)).size).toBe(findings.length);
        for (const { witness } of findings)
          expect(isContradicting(...(witness.statements as [Claim, Claim]))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the sweater', () => {
  const online = claim({ amount: 19_900, onSale: true, priceType: 'sale', sourceRow: 2 });
  const store = claim({ channel: 'store', place: 'Umeå', priceType: 'regular', sourceRow: 7 });

  test('reduced online and not in the store is one finding, with both rows as its witness', () => {
    const { findings, summary } = findContradictions([store, online]);
    expect(findings).toMatchObject([
      {
        channels: ['online', 'store'],
        difference: { amount: 10_000, currency: 'SEK', percent: 50.3 },
        witness: { at: 0, statements: [{ sourceRow: 2 }, { sourceRow: 7 }] },
      },
    ]);
    expect(summary).toEqual({
      compared: 1,
      contradictions: 1,
      products: 1,
      onSale: 1,
      regularInStore: 1,
      dearerInStore: 1,
    });
  });

  test('in periods that only touch it is no contradiction', () => {
    const tomorrow = { ...store, from: DAY_MS, to: 2 * DAY_MS };
    expect(findContradictions([online, tomorrow]).summary.compared).toBe(0);
  });

  test('a price that holds without end contradicts a later one', () => {
    const later = { ...store, from: 400 * DAY_MS, to: 401 * DAY_MS };
    expect(findContradictions([{ ...online, to: Infinity }, later]).findings).toHaveLength(1);
  });

  test('in another currency it is counted apart and not compared', () => {
    const { findings, summary, otherCurrency } = findContradictions([online, { ...store, currency: 'EUR' }]);
    expect([findings.length, summary.compared, otherCurrency]).toEqual([0, 0, 1]);
  });

  test('for two audiences that share nobody it is no contradiction', () => {
    const members = { ...online, audience: new Set(['a', 'b']) };
    expect(findContradictions([members, { ...store, audience: new Set(['c']) }]).summary.compared).toBe(0);
    expect(findContradictions([members, { ...store, audience: new Set(['c', 'b']) }]).findings).toHaveLength(1);
    expect(findContradictions([{ ...online, audience: new Set() }, store]).summary.compared).toBe(0);
  });

  test('a channel that is not ours is not compared', () => {
    const amazon = { ...online, channel: 'amazon' };
    expect(findContradictions([amazon, store], { channels: ['store', 'online'] }).summary.compared).toBe(0);
  });

  test('a web price contradicts the store of a declared zone, and stores of two zones do not contradict each other', () => {
    const north = { ...store, zone: 'north' };
    const south = { ...store, place: 'Lund', zone: 'south', amount: 31_900 };
    const { findings } = findContradictions([north, south, online]);
    expect(findings.map((each) => [each.zone, ...each.channels])).toEqual([
      ['north', 'online', 'store'],
      ['south', 'online', 'store'],
    ]);
  });
});

test('two stores at different prices are one finding, however many stores there are', () => {
  const stores = Array.from({ length: 3000 }, (_, n) =>
    claim({ channel: 'store', place: `store ${n}`, amount: 1000 + (n % 7), sourceRow: n + 1 }),
  );
  const { findings, summary } = findContradictions(stores);
  expect(summary.compared).toBe(1);
  expect(findings[0]?.difference?.amount).toBe(6);
});
