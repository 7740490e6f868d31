import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRules } from './read-rules.ts';
import { insertMoment, isWithin, limitAgainst, usualRules } from './rules.ts';

const DAY = 86_400_000;

describe('a limit', () => {
  test('counts what lies within its stretch of time, and nothing that lies further apart', () => {
    const limit = { most: 2, withinDays: 7 };
    expect(isWithin(limit, [0, DAY])).toBe(true);
    expect(isWithin(limit, [0, DAY, 6 * DAY])).toBe(false);
    expect(isWithin(limit, [0, DAY, 7 * DAY])).toBe(true);
    expect(isWithin({ most: 2, withinDays: null }, [0, 1000 * DAY, 2000 * DAY])).toBe(false);
  });

  test('says the same of one moment more by its neighbours alone as of all of them', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 4 }), (days, more, most) => {
        const limit = { most, withinDays: 7 };
        const own = days.map((day) => day * DAY).toSorted((a, b) => a - b);
        fc.pre(isWithin(limit, own));
        const all = [...own];
        insertMoment(all, more * DAY);
        expect(isWithin(limit, own, [more * DAY])).toBe(isWithin(limit, all));
      }),
      { numRuns: 2000 },
    );
  });
});

test('of several limits that are broken, the number that a person has one of is told, in whatever order the types come', () => {
  const one = { email: [0, 1, 2, 3, 4], user_id: [0] };
  const other = { user_id: [5], email: [5] };
  const refusal = limitAgainst(usualRules, one, other);
  expect(refusal).toMatchObject({ code: 'limit', type: 'user_id', most: 1 });
  expect(limitAgainst(usualRules, one, { email: [5], user_id: [5] })).toEqual(refusal);
  expect(limitAgainst(usualRules, one, { phone: [5], email: [5] })).toMatchObject({ type: 'email', most: 5 });
});

describe('rules that somebody wrote', () => {
  test('are read as they are printed', () => {
    expect(readRules(JSON.parse(JSON.stringify(usualRules)))).toEqual(usualRules);
  });

  test.each([
    [{ ...usualRules, otherwise: { most: 0, withinDays: null } }, 'otherwise.most'],
    [{ ...usualRules, caps: { email: { most: 5 } } }, 'caps.email'],
    [{ ...usualRules, joinEverybody: true }, 'joinEverybody'],
    ['no rules', '(rules)'],
  ])('are refused with the place of the fault: %#', (written, place) => {
    expect(() => readRules(written)).toThrow(place);
  });
});
