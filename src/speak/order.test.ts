import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimed } from '../../test/telling.ts';
import { inOrderOfStart } from './order.ts';

const claim = claimed('web', 100_00);

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
