import { expect, test } from 'vitest';
import { isStillAccepted } from './handling.ts';

const sek = (amount: number) => ({ amount, currency: 'SEK' });

test('an acceptance holds before its end, for a difference that has not grown', () => {
  const acceptance = { until: 100, difference: sek(50) };
  expect([99, 100].map((now) => isStillAccepted(acceptance, sek(50), now))).toEqual([true, false]);
  expect([49, 50, 51].map((amount) => isStillAccepted(acceptance, sek(amount), 0))).toEqual([true, true, false]);
});

test('another currency, or a difference where there was none, is another one than was accepted', () => {
  expect(isStillAccepted({ until: 100, difference: sek(50) }, { amount: 5, currency: 'EUR' }, 0)).toBe(false);
  expect(isStillAccepted({ until: 100, difference: sek(50) }, null, 0)).toBe(false);
  expect(isStillAccepted({ until: 100, difference: null }, sek(50), 0)).toBe(false);
  expect(isStillAccepted({ until: 100, difference: null }, null, 0)).toBe(true);
});
