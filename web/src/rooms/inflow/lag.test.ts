import { expect, test } from 'vitest';
import { lagOf } from './lag.ts';

test.each([
  [0, 0, 'ms'],
  [999.4, 999, 'ms'],
  [1500, 1.5, 's'],
  [59_000, 59, 's'],
  [90_000, 1.5, 'min'],
  [7_200_000, 2, 'h'],
  [2_000_000_000, 23, 'd'],
])('%s ms are told as %s %s', (ms, number, unit) => {
  expect(lagOf(ms)).toEqual({ number, unit });
});
