import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedOver, type DatedPrice } from './dated-price.ts';

test('within a period one price is asked at each moment, the lowest reduced one that holds', () => {
  const at = fc.integer({ min: 0, max: 20 });
  const price = fc
    .record({
      amount: fc.integer({ min: 0, max: 5 }),
      isSale: fc.boolean(),
      from: at,
      length: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ amount, isSale, from, length }): DatedPrice => ({
      amount,
      currency: 'SEK',
      priceType: isSale ? 'sale' : 'regular',
      onSale: isSale,
      from,
      to: from + length,
    }));
  fc.assert(
    fc.property(fc.array(price, { maxLength: 6 }), (prices) => {
      const pieces = askedOver(prices, 3, 17);
      for (let moment = 3; moment < 17; moment += 1) {
        const here = pieces.filter((each) => each.from <= moment && moment < each.to);
        const holding = prices.filter((each) => each.from <= moment && moment < each.to);
        const reduced = holding.filter((each) => each.priceType === 'sale');
        const amounts = (reduced.length > 0 ? reduced : holding).map((each) => each.amount);
        expect(here.map((each) => each.amount)).toEqual(amounts.length === 0 ? [] : [Math.min(...amounts)]);
      }
    }),
  );
});
