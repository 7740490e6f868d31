import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { priorPrices } from './prior-price.ts';

function applied(amount: number, fromDay: number, toDay: number): Claim {
  const period = { from: fromDay * DAY_MS, to: toDay * DAY_MS, seenAt: fromDay * DAY_MS };
  const rest = { place: null, zone: '*', currency: 'SEK', audience: null, onSale: null, offerId: null };
  const said = { priceType: 'regular', source: 'feed', sourceRow: 1 } as const;
  return { subject: 'sweater', channel: 'web', amount, ...period, ...rest, ...said };
}

test('the prior price is the lowest that was applied in the 30 days before, to the day', () => {
  const claims = [applied(399, 0, 10), applied(499, 10, 60)];
  const at = (day: number) => priorPrices([day * DAY_MS], claims).get(day * DAY_MS)?.amount;
  expect([at(0), at(5), at(39), at(40), at(89), at(90)]).toEqual([undefined, 399, 399, 499, 499, undefined]);
});

test('what is seen on the day of a reduction says nothing of the hours before it was seen', () => {
  const till = { ...applied(299, 9, 10), channel: 'store', seenAt: 9.5 * DAY_MS };
  const at = (day: number) => priorPrices([day * DAY_MS], [applied(499, 0, 9), till]).get(day * DAY_MS)?.amount;
  expect([at(9), at(9.25), at(9.5), at(9.75), at(10)]).toEqual([499, 499, 499, 299, 299]);
});

test('that is so also of the day on which the clocks are set back, and is an hour longer', () => {
  const till = { ...applied(299, 9, 10 + 1 / 24), channel: 'store', seenAt: 9.5 * DAY_MS };
  const at = (day: number) => priorPrices([day * DAY_MS], [applied(499, 0, 9), till]).get(day * DAY_MS)?.amount;
  expect([at(9.25), at(9.75)]).toEqual([499, 299]);
});

test('finds the prior price that trying every claim finds', () => {
  const claim = fc
    .record({ amount: fc.integer({ min: 1, max: 9 }), from: fc.nat(80), length: fc.nat(40), hours: fc.nat(40) })
    .map(({ amount, from, length, hours }) => ({
      ...applied(amount, from, from + length),
      seenAt: from * DAY_MS + hours * HOUR_MS,
    }));
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 30 }), fc.array(fc.nat(120), { maxLength: 8 }), (claims, days) => {
      const found = priorPrices(
        days.map((day) => day * DAY_MS),
        claims,
      );
      for (const day of days) {
        const at = day * DAY_MS;
        const fits = claims.filter((each) => {
          const isOfADay = each.to - each.from <= DAY_MS && each.seenAt > each.from && each.seenAt < each.to;
          const from = isOfADay ? each.seenAt : each.from;
          return from < each.to && from < at && each.to > at - 30 * DAY_MS;
        });
        const lowest = fits.length === 0 ? undefined : Math.min(...fits.map((each) => each.amount));
        expect(found.get(at)?.amount).toBe(lowest);
      }
    }),
  );
});
