import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPlanConflicts } from './plan-conflict.ts';
import type { Plan } from './plan-pairs.ts';
import { areApart, type AudienceQuestion, findWrongAudiences } from './wrong-audience.ts';

const departments = new Map([
  ['web', 'Ehandel'],
  ['app', 'Ehandel'],
  ['store', 'Butik'],
  ['newsletter', 'Marknad'],
]);
const departmentOf = (channel: string): string | undefined => departments.get(channel);
const inBoth = (a: Plan, b: Plan): number => [...(a.audience ?? [])].filter((who) => b.audience?.has(who)).length;
const regular = { amount: 500_00, currency: 'SEK' };
const question: AudienceQuestion = { now: 0, regularOf: () => regular, departmentOf, peopleInBoth: inBoth };

const vip: Plan = {
  id: 'a',
  name: 'Klubbrea',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['sweater'],
  channels: ['web'],
  audience: new Set(['anna', 'bo']),
  from: 10,
  to: 20,
};
const local: Plan = {
  ...vip,
  id: 'b',
  name: 'Butiksrea',
  terms: { kind: 'percent-off', percent: 30 },
  channels: ['store'],
  audience: new Set(['anna', 'bo', 'eva']),
};

test('two departments that aim other terms at the same people have a wrong audience, with how many are in both', () => {
  expect(findWrongAudiences([vip, local], question)).toMatchObject([
    {
      kind: 'wrong-audience',
      channels: ['web', 'store'],
      people: 2,
      difference: { amount: 50_00, currency: 'SEK' },
      witness: { at: 10, statements: [{ source: 'Klubbrea' }, { source: 'Butiksrea' }] },
    },
  ]);
});

test('nobody in both, everyone, the same terms or another time is no wrong audience', () => {
  for (const other of [
    { audience: new Set(['eva']) },
    { audience: null },
    { terms: vip.terms },
    { from: 20, to: 30 },
    { products: ['jeans'] },
  ])
    expect(findWrongAudiences([vip, { ...local, ...other }], question)).toEqual([]);
});

test('what one department can settle, or has no department, is a conflict of plans and no wrong audience', () => {
  const asked = { ...question, doAudiencesMeet: (a: Plan, b: Plan) => inBoth(a, b) > 0 };
  const apart = { ...asked, areApart: (a: Plan, b: Plan) => areApart(a, b, departmentOf) };
  expect(findPlanConflicts([vip, local], apart)).toEqual([]);
  for (const channels of [['app'], ['store', 'app'], ['phone']]) {
    expect(findWrongAudiences([vip, { ...local, channels }], question)).toEqual([]);
    expect(findPlanConflicts([vip, { ...local, channels }], apart)).toHaveLength(1);
  }
});

test('a message tells of its offer, so that the two have one finding: that of the offer', () => {
  const letter: Plan = { ...vip, id: 'm price', ofOffer: 'a', name: 'Klubbrevet', channels: ['newsletter'] };
  const found = findWrongAudiences([vip, local, letter], question);
  expect(found.map(({ witness }) => witness.statements[0].source)).toEqual(['Klubbrea']);
  expect(findWrongAudiences([{ ...vip, audience: null }, local, letter], question)).toMatchObject([
    { offerId: 'a', channels: ['newsletter', 'store'], witness: { statements: [{ source: 'Klubbrevet' }, {}] } },
  ]);
});

const anyPlan = fc.record({
  percent: fc.constantFrom(10, 20),
  products: fc.subarray(['sweater', 'jeans'], { minLength: 1 }),
  channels: fc.subarray([...departments.keys(), 'phone'], { minLength: 1 }),
  audience: fc.option(fc.subarray(['anna', 'bo', 'eva']).map((list) => new Set(list))),
  from: fc.nat(12),
  length: fc.integer({ min: 1, max: 8 }),
});

test('finds what trying every pair, every customer and every instant finds, and never what is a conflict of plans', () => {
  fc.assert(
    fc.property(fc.array(anyPlan, { maxLength: 10 }), fc.nat(14), (drawn, now) => {
      const plans = drawn.map(({ percent, length, ...plan }, index): Plan => {
        const terms = { kind: 'percent-off', percent } as const;
        return { ...vip, ...plan, id: `p${index}`, terms, to: plan.from + length };
      });
      const instants = Array.from({ length: 30 }, (_, at) => at).filter((at) => at >= now);
      const holds = (plan: Plan, at: number): boolean => plan.from <= at && at < plan.to;
      const owners = (plan: Plan) => plan.channels.map(departmentOf).filter((each) => each !== undefined);
      const expected = plans.flatMap((a, index) =>
        plans
          .slice(index + 1)
          .flatMap((b) =>
            a.products
              .filter(
                (product) =>
                  b.products.includes(product) &&
                  a.terms !== b.terms &&
                  JSON.stringify(a.terms) !== JSON.stringify(b.terms) &&
                  instants.some((at) => holds(a, at) && holds(b, at)) &&
                  owners(a).length > 0 &&
                  owners(b).length > 0 &&
                  owners(a).every((each) => !owners(b).includes(each)) &&
                  ['anna', 'bo', 'eva'].some((who) => a.audience?.has(who) === true && b.audience?.has(who) === true),
              )
              .map((product) => `wrong-audience|${product}|${a.id}|${b.id}`),
          ),
      );
      const asked = { ...question, now };
      const found = findWrongAudiences(plans, asked);
      expect(found.map(({ key }) => key).toSorted()).toEqual(expected.toSorted());
      const planned = findPlanConflicts(plans, {
        ...asked,
        doAudiencesMeet: (a, b) => inBoth(a, b) > 0,
        areApart: (a, b) => areApart(a, b, departmentOf),
      });
      const conflicts = new Set(planned.map(({ key }) => key.replace('plan-conflict', '')));
      expect(found.some(({ key }) => conflicts.has(key.replace('wrong-audience', '')))).toBe(false);
    }),
  );
});
