import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { findPriceBreaches } from './price-rule.ts';

function said(channel: string, amount: number, fromDay: number, toDay: number, more: Partial<Claim> = {}): Claim {
  const period = { from: fromDay * DAY_MS, to: toDay * DAY_MS, seenAt: fromDay * DAY_MS };
  const rest = { place: null, zone: '*', currency: 'SEK', audience: null, onSale: null, offerId: null, sourceRow: 1 };
  return { subject: 'sweater', channel, amount, priceType: 'regular', source: 'feed', ...period, ...rest, ...more };
}
const sale = { priceType: 'sale' } as const;

function rules(claims: readonly Claim[], options = {}): string[] {
  return findPriceBreaches(claims, options).map((each) => each.witness.prior?.rule ?? '');
}

describe('P2: the lowest price of the 30 days before the reduction', () => {
  test('a reduction that is not below it is none, and both ways to count it are told', () => {
    const claims = [said('web', 399, 0, 5), said('web', 499, 5, 10), said('web', 399, 10, 20, sale)];
    expect(findPriceBreaches(claims)).toMatchObject([
      {
        kind: 'prior-price',
        channels: ['web', 'web'],
        from: 10 * DAY_MS,
        isStanding: true,
        witness: {
          statements: [{ from: 10 * DAY_MS }, { from: 0 }],
          prior: { rule: 'not-lower', used: 'all-channels', allChannels: 399, ownChannel: 399 },
        },
      },
    ]);
  });

  test('a reduction below it stands, and one before which nothing was seen is not judged', () => {
    expect(rules([said('web', 499, 0, 10), said('web', 399, 10, 20, sale)])).toEqual([]);
    expect(rules([said('web', 399, 10, 20, sale)])).toEqual([]);
    expect(rules([said('web', 399, 0, 5), said('web', 499, 5, 40), said('web', 399, 40, 50, sale)])).toEqual([]);
  });

  test('a reduction is over when the channel says an ordinary price again', () => {
    const claims = [said('web', 399, 0, 10), said('web', 399, 10, 20, sale), said('web', 499, 20, 30)];
    expect(findPriceBreaches(claims)).toMatchObject([{ isStanding: false, to: 20 * DAY_MS }]);
  });
});

test('P3: of a reduction in steps the price before the first step counts, also through days that nobody looked', () => {
  const steps = [said('web', 499, 0, 10), said('web', 449, 10, 20, sale), said('web', 399, 25, 60, sale)];
  expect(rules(steps)).toEqual([]);
  const parted = [...steps.slice(0, 2), said('web', 460, 20, 25), said('web', 449, 25, 60, sale)];
  expect(rules(parted)).toEqual(['not-lower']);
});

test('P4: declared goods that spoil are outside', () => {
  const claims = [said('web', 399, 0, 10), said('web', 399, 10, 20, sale)];
  expect(rules(claims, { isExempt: (product: string) => product === 'sweater' })).toEqual([]);
});

test('P5: a struck price above the prior price makes the reduction look larger than it is', () => {
  const before = [said('web', 599, 0, 10), said('web', 499, 10, 20)];
  const reduced = said('web', 399, 20, 30, sale);
  expect(rules([...before, reduced, said('web', 599, 20, 30)])).toEqual(['struck-above']);
  expect(rules([...before, reduced, said('web', 499, 20, 30)])).toEqual([]);
});

test('a struck price that was never charged before the reduction is told as such', () => {
  const claims = [said('web', 499, 0, 10), said('web', 399, 10, 20, sale), said('web', 699, 10, 20)];
  expect(rules(claims)).toEqual(['struck-above', 'never-applied']);
  expect(rules([...claims, said('web', 699, 30, 40)])).toEqual(['struck-above', 'never-applied']);
});

test('P8: members prices and personal prices are outside, both as reductions and as prices before', () => {
  const member = { priceType: 'member', onSale: true } as const;
  expect(rules([said('web', 399, 0, 10), said('web', 399, 10, 20, member)])).toEqual([]);
  const claims = [said('web', 499, 0, 10), said('web', 299, 5, 10, member), said('web', 399, 10, 20, sale)];
  expect(rules(claims)).toEqual([]);
  expect(rules([...claims, said('web', 299, 0, 5, { audience: new Set(['anna']) })])).toEqual([]);
});

test('P9: the lowest price of another channel counts when counted strictly, not when counted per channel', () => {
  const claims = [said('web', 499, 0, 10), said('store', 399, 0, 10), said('web', 449, 10, 20, sale)];
  expect(findPriceBreaches(claims)).toMatchObject([
    { channels: ['web', 'store'], witness: { prior: { allChannels: 399, ownChannel: 499 } } },
  ]);
  expect(rules(claims, { scope: 'own-channel' })).toEqual([]);
  expect(rules(claims, { scope: 'all-channels' })).toEqual(['not-lower']);
});

test('a reduction that a second channel joins later is one reduction of the company', () => {
  const claims = [said('web', 499, 0, 10), said('store', 499, 0, 15), said('web', 399, 10, 30, sale)];
  expect(rules([...claims, said('store', 399, 15, 30, sale)])).toEqual([]);
});

type Run = { readonly channel: string; readonly from: number; readonly to: number; readonly high: number };

/** By the definition, day by day: a reduction begins where the word before it in the channel was no reduction. */
function runsOf(claims: readonly Claim[]): Run[] {
  return ['web', 'store'].flatMap((channel) => {
    const words = claims.filter((claim) => claim.channel === channel);
    const runs: Run[] = [];
    words.forEach((word, index) => {
      if (word.priceType !== 'sale') return;
      const last = words[index - 1]?.priceType === 'sale' ? runs.pop() : undefined;
      const high = Math.max(last?.high ?? 0, word.amount);
      runs.push({ channel, from: last?.from ?? word.from, to: word.to, high });
    });
    return runs;
  });
}

function startOfAll(run: Run, runs: readonly Run[]): number {
  let [from, to] = [run.from, run.to];
  for (let before = -1; before !== from - to;) {
    before = from - to;
    const met = runs.filter((each) => each.from <= to && each.to >= from);
    [from, to] = [Math.min(...met.map((each) => each.from)), Math.max(...met.map((each) => each.to))];
  }
  return from;
}

test('finds the reductions that are no lower which the definition finds day by day, both ways to count', () => {
  const day = fc.option(fc.record({ amount: fc.constantFrom(3, 4, 5), reduced: fc.boolean() }));
  const history = (channel: string) =>
    fc
      .array(day, { maxLength: 70 })
      .map((days) =>
        days.flatMap((each, at) =>
          each === null ? [] : [said(channel, each.amount, at, at + 1, each.reduced ? sale : {})],
        ),
      );
  fc.assert(
    fc.property(history('web'), history('store'), fc.boolean(), (web, store, isStrict) => {
      const claims = [...web, ...store];
      const runs = runsOf(claims);
      const expected = runs.filter((run) => {
        const at = isStrict ? startOfAll(run, runs) : run.from;
        const before = claims.filter(
          (each) => (isStrict || each.channel === run.channel) && each.from < at && each.to > at - 30 * DAY_MS,
        );
        return before.length > 0 && run.high >= Math.min(...before.map((each) => each.amount));
      });
      const found = findPriceBreaches(claims, { scope: isStrict ? 'all-channels' : 'own-channel' });
      const names = (list: readonly { channel: string; from: number }[]) =>
        list.map((each) => `${each.channel} ${each.from / DAY_MS}`).toSorted();
      expect(names(found.map((each) => ({ channel: each.channels[0], from: each.from })))).toEqual(names(expected));
    }),
  );
});

describe('P7: an endless sale', () => {
  const days = (claims: readonly Claim[]): (number | undefined)[] =>
    findPriceBreaches(claims).flatMap(({ witness: { prior } }) => (prior?.rule === 'endless' ? [prior.days] : []));

  test('is one that a channel has shown on more than 60 days of a year, though it began rightly', () => {
    expect(days([said('web', 499, 0, 10), said('web', 399, 10, 70, sale), said('web', 399, 70, 72, sale)])).toEqual([]);
    expect(days([said('web', 499, 0, 10), said('web', 399, 10, 71, sale), said('web', 399, 71, 72, sale)])).toEqual([
      61,
    ]);
  });

  test('counts every sale of the year up to the latest word, and none of before', () => {
    const sales = [0, 100, 200, 300].flatMap((day) => [
      said('web', 399, day, day + 20, sale),
      said('web', 499, day + 20, day + 100),
    ]);
    const latest = said('web', 399, 400, 401, sale);
    expect(days([...sales, latest])).toEqual([]);
    expect(days([...sales, latest, said('web', 399, 401, 402, sale), said('web', 399, 402, 403, sale)])).toEqual([62]);
    expect(days([...sales, said('app', 399, 400, 401, sale), said('app', 399, 420, 430, sale)])).toEqual([]);
  });
});
