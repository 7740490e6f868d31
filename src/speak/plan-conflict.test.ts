import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StatedOffer } from './claim.ts';
import { doAudiencesMeet } from './meeting.ts';
import { findPlanConflicts, isPlanConflict, type PlanQuestion } from './plan-conflict.ts';
import { pairKey } from './plan-pairs.ts';

const twenty: StatedOffer = {
  id: 'a',
  name: 'Höstrea',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['sweater'],
  channels: ['web'],
  audience: null,
  from: 10,
  to: 20,
};
const thirty: StatedOffer = {
  ...twenty,
  id: 'b',
  name: 'Butikens rea',
  terms: { kind: 'percent-off', percent: 30 },
  channels: ['store'],
};
const anna = new Set(['anna']);
const question: PlanQuestion = {
  now: 0,
  regularOf: () => undefined,
  doAudiencesMeet: (a, b) => doAudiencesMeet(a.audience, b.audience),
};

test('two offers to everyone on other terms at the same time conflict, with the first instant that both hold', () => {
  expect(findPlanConflicts([twenty, { ...thirty, from: 15, to: 30 }], question)).toMatchObject([
    {
      kind: 'plan-conflict',
      channels: ['web', 'store'],
      from: 15,
      to: 20,
      difference: null,
      witness: { statements: [{ source: 'Höstrea' }, { source: 'Butikens rea' }] },
    },
  ]);
});

test('offers that only touch in time, are over, or have the same terms do not conflict', () => {
  expect(findPlanConflicts([twenty, { ...thirty, from: 20, to: 30 }], question)).toEqual([]);
  expect(findPlanConflicts([twenty, thirty], { ...question, now: 20 })).toEqual([]);
  expect(findPlanConflicts([twenty, { ...thirty, terms: twenty.terms }], question)).toEqual([]);
});

test('an offer to a list goes before one to everyone; two lists conflict where somebody stands in both', () => {
  const first = { ...twenty, audience: anna };
  expect(findPlanConflicts([first, thirty], question)).toEqual([]);
  expect(findPlanConflicts([first, { ...thirty, audience: new Set(['bo']) }], question)).toEqual([]);
  const known: PlanQuestion = { ...question, regularOf: () => ({ amount: 500_00, currency: 'SEK' }) };
  expect(findPlanConflicts([first, { ...thirty, audience: new Set(['bo', 'anna']) }], known)).toMatchObject([
    { difference: { amount: 50_00, currency: 'SEK', percent: 14.3 } },
  ]);
});

test('two known prices for everyone are left to the kind unequal', () => {
  const known: PlanQuestion = { ...question, regularOf: () => ({ amount: 500_00, currency: 'SEK' }) };
  expect(findPlanConflicts([twenty, thirty], known)).toEqual([]);
});

test('finds the conflicts that trying every pair of offers finds', () => {
  const some = fc.record({
    percent: fc.constantFrom(10, 20),
    products: fc.subarray(['sweater', 'jeans'], { minLength: 1 }),
    audience: fc.option(fc.subarray(['anna', 'bo', 'eva']).map((list) => new Set(list))),
    from: fc.nat(12),
    length: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), fc.nat(14), (list, now) => {
      const offers = list.map(({ percent, products, audience, from, length }, index): StatedOffer => {
        const terms = { kind: 'percent-off', percent } as const;
        return { ...twenty, id: String(index), terms, products, audience, from, to: from + length };
      });
      const asked = { ...question, now };
      const expected = offers.flatMap((a, index) =>
        offers
          .slice(index + 1)
          .flatMap((b) =>
            a.products
              .filter((product) => b.products.includes(product) && isPlanConflict(a, b, product, asked))
              .map((product) => `${product} ${pairKey(a.id, b.id)}`),
          ),
      );
      const found = findPlanConflicts(offers, asked).map(({ subject, witness: { statements } }) => {
        const [a, b] = statements.map((each) => each.offerId ?? '');
        return `${subject} ${pairKey(a ?? '', b ?? '')}`;
      });
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
  );
});
