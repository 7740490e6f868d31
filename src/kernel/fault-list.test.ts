import { expect, test } from 'vitest';
import type { FieldFault } from './errors.ts';
import { firstOf, inSentences } from './fault-list.ts';

const faults = (count: number): FieldFault[] =>
  Array.from({ length: count }, (_, nth) => ({ field: `f${nth}`, found: 'a', allowed: 'b' }));

test('five faults are told in words, and of more it is said how many are not', () => {
  expect(inSentences(faults(2))).toBe('f0: found a, allowed is b; f1: found a, allowed is b.');
  expect(inSentences(faults(5))).not.toContain('more');
  expect(inSentences(faults(12))).toMatch(/f4: found a, allowed is b; and 7 more\.$/);
});

test('a list of faults that is cut says so in its last line', () => {
  expect(firstOf(faults(20), 20)).toEqual(faults(20));
  expect(firstOf(faults(21), 20)).toEqual([
    ...faults(20),
    { field: '(more)', found: 'more faults', allowed: 'none; the first 20 are told here' },
  ]);
});
