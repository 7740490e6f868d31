import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../example/random.ts';
import { DAY_MS } from '../kernel/period.ts';
import {
  findRedemptionFaults,
  type GivenOffer,
  type RedemptionFault,
  type StatedRedemption,
} from './redemption-check.ts';

const shared = process.env['SAMSPEL_SHARED_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
const journey = join(shared, 'complete-journey');
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const offer: GivenOffer = {
  id: 'jeans',
  codes: new Set(['J10']),
  audience: new Set(['anna']),
  from: day('2026-11-01'),
  to: day('2026-12-01'),
  timesEach: 1,
};
const kept: StatedRedemption = { offerId: 'jeans', code: 'J10', customer: 'anna', at: day('2026-11-10') };

function kindsOf(...told: readonly StatedRedemption[]): RedemptionFault['kind'][][] {
  return findRedemptionFaults([offer], told).map(({ faults }) => faults.map((each) => each.kind));
}

describe('a redemption', () => {
  test('that is on the terms of its offer is no finding, from its first moment to its last', () => {
    expect(kindsOf(kept)).toEqual([]);
    expect(kindsOf({ ...kept, at: offer.from })).toEqual([]);
    expect(kindsOf({ ...kept, at: offer.to - 1 })).toEqual([]);
  });

  test('that is not is found with every reason', () => {
    expect(kindsOf({ ...kept, at: offer.to })).toEqual([['outside-period']]);
    expect(kindsOf({ ...kept, offerId: 'skirts' })).toEqual([['unknown-offer']]);
    expect(kindsOf({ ...kept, code: 'J20', customer: 'bo' })).toEqual([['unknown-code', 'not-addressed']]);
  });

  test('too many is the last one, whatever order they are told in', () => {
    const late = { ...kept, at: kept.at + DAY_MS };
    expect(findRedemptionFaults([offer], [late, kept])).toEqual([
      { redemption: late, faults: [{ kind: 'too-often', times: 2, most: 1 }] },
    ]);
  });
});

type Row = Readonly<Record<string, string>>;

function rowsOf(name: string): Row[] {
  return parse<Row>(gunzipSync(readFileSync(join(journey, `${name}.csv.gz`))), { columns: true });
}

/** The campaigns as offers: coupons to households for some weeks. No household used one coupon more than twice. */
function campaigns(): GivenOffer[] {
  const codes = Map.groupBy(rowsOf('coupons'), (row) => row['campaign_id']);
  const households = Map.groupBy(rowsOf('campaigns'), (row) => row['campaign_id']);
  return rowsOf('campaign_descriptions').map((row) => {
    const id = row['campaign_id'] ?? '';
    return {
      id,
      codes: new Set((codes.get(id) ?? []).map((each) => each['coupon_upc'] ?? '')),
      audience: new Set((households.get(id) ?? []).map((each) => each['household_id'] ?? '')),
      from: day(row['start_date'] ?? ''),
      // The last day is in it.
      to: day(row['end_date'] ?? '') + DAY_MS,
      timesEach: 2,
    };
  });
}

function redemptions(): StatedRedemption[] {
  return rowsOf('coupon_redemptions').map((row) => ({
    offerId: row['campaign_id'] ?? '',
    code: row['coupon_upc'] ?? '',
    customer: row['household_id'] ?? '',
    at: day(row['redemption_date'] ?? ''),
  }));
}

function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = items[random.whole(0, items.length - 1)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

type Mutation = (redemption: StatedRedemption, given: GivenOffer, random: Random) => StatedRedemption[];

/** Ways in which a till and a campaign come to contradict each other. Each is wrong for certain. */
const mutations: Readonly<Record<RedemptionFault['kind'], (others: readonly GivenOffer[]) => Mutation>> = {
  'unknown-offer': () => (redemption) => [{ ...redemption, offerId: `${redemption.offerId}0000` }],
  'unknown-code': (others) => (redemption, given, random) => {
    const foreign = others.flatMap((each) => [...each.codes]).filter((code) => !given.codes.has(code));
    return [{ ...redemption, code: oneOf(random, foreign) }];
  },
  'outside-period':
    () =>
    (redemption, { from, to }, random) => [
      {
        ...redemption,
        at: random.draw() < 0.5 ? from - DAY_MS * random.whole(1, 60) : to + DAY_MS * random.whole(0, 60),
      },
    ],
  'not-addressed': (others) => (redemption, given, random) => {
    const strangers = others.flatMap((each) => [...(each.audience ?? [])]).filter((who) => !given.audience?.has(who));
    return [{ ...redemption, customer: oneOf(random, strangers) }];
  },
  'too-often': () => (redemption) => [redemption, redemption, { ...redemption, at: redemption.at + 1 }],
};

describe.skipIf(!existsSync(journey))(
  'a year of coupons of 2,377 households (skipped where SAMSPEL_SHARED_DATA or ../shared/data is absent)',
  () => {
    test('on the real data nothing is found', () => {
      const real = redemptions();
      expect(real).toHaveLength(2102);
      expect(findRedemptionFaults(campaigns(), real)).toEqual([]);
    });

    test('each of 200 seeded contradictions is found for its reason, and nothing else', () => {
      const random = createRandom(20261126);
      const offers = campaigns();
      const byId = new Map(offers.map((each) => [each.id, each]));
      const kinds = Object.keys(mutations) as RedemptionFault['kind'][];
      const timesTold = Map.groupBy(redemptions(), ({ at: _at, ...same }) => JSON.stringify(same));
      const told = redemptions();
      const chosen = new Set<number>();
      while (chosen.size < 200) chosen.add(random.whole(0, told.length - 1));
      const wrong = new Map<StatedRedemption, RedemptionFault['kind']>();
      const all = told.flatMap((redemption, index) => {
        const given = byId.get(redemption.offerId);
        if (!chosen.has(index) || given === undefined) return [redemption];
        const { at: _at, ...same } = redemption;
        // One that was used twice already would be two too many.
        const isOnly = timesTold.get(JSON.stringify(same))?.length === 1;
        const kind = oneOf(
          random,
          kinds.filter((each) => each !== 'too-often' || isOnly),
        );
        // Only the last is at fault: of too many it is the one that was not to be.
        const made = mutations[kind](offers)(redemption, given, random).map((each) => ({ ...each }));
        const last = made.at(-1);
        if (last !== undefined) wrong.set(last, kind);
        return made;
      });
      const found = findRedemptionFaults(offers, all);
      const right = found.filter(({ redemption, faults }) => {
        const kind = wrong.get(redemption);
        return kind !== undefined && faults.some((each) => each.kind === kind);
      });
      const [precision, recall] = [right.length / found.length, right.length / wrong.size];
      expect({ planted: wrong.size, precision, recall }).toEqual({ planted: 200, precision: 1, recall: 1 });
    });
  },
);
