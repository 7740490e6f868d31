import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from './claim.ts';
import { inOrderOfStart } from './order.ts';

const claim: Claim = {
  subject: 'kängan',
  channel: 'web',
  place: null,
  zone: '*',
  amount: 100_00,
  currency: 'SEK',
  from: 0,
  to: Infinity,
  audience: null,
  onSale: null,
  priceType: 'regular',
  seenAt: 0,
  source: 'feed',
  sourceRow: null,
  offerId: null,
};

test('claims are put in order of their starts, few or many, and those that start together keep their order', () => {
  const starts = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 80, size: 'max' });
  fc.assert(
    fc.property(starts, (each) => {
      const claims = each.map((from, sourceRow) => ({ ...claim, from, sourceRow }));
      expect(inOrderOfStart(claims)).toEqual(claims.toSorted((a, b) => a.from - b.from));
    }),
  );
});

test('claims that are in order already are not copied', () => {
  const claims = [claim, { ...claim, from: 1 }];
  expect(inOrderOfStart(claims)).toBe(claims);
});
