import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCurrency, majorOf, minorDigits, moneyFromMajor, parseMajor } from './money.ts';

test('kronor become öre, half an öre rounds away from zero', () => {
  expect(moneyFromMajor(199.9, 'SEK')).toEqual({ amount: 19_990, currency: 'SEK' });
  expect(moneyFromMajor(1.005, 'SEK').amount).toBe(101);
  expect(moneyFromMajor(-1.005, 'SEK').amount).toBe(-101);
  expect(moneyFromMajor(4.690_000_057_220_46, 'USD').amount).toBe(469);
});

test('a currency decides how many decimals it has', () => {
  expect(minorDigits('SEK')).toBe(2);
  expect(minorDigits('JPY')).toBe(0);
  expect(moneyFromMajor(1500, 'JPY').amount).toBe(1500);
  expect(isCurrency('SEK')).toBe(true);
  expect(isCurrency('sek')).toBe(false);
  expect(isCurrency('QQQ')).toBe(false);
});

test('an amount in minor units survives the way over major units', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (amount) => {
      expect(moneyFromMajor(majorOf({ amount, currency: 'SEK' }), 'SEK').amount).toBe(amount + 0);
    }),
  );
});

test.each([
  ['199,90', ',', 199.9],
  ['1 299,50', ',', 1299.5],
  ['1.299,50 kr', ',', 1299.5],
  ['199:-', ',', 199],
  ['kr 199', ',', 199],
  ['1,299.50', '.', 1299.5],
  ['$3.99', '.', 3.99],
  ['0', '.', 0],
  ['', '.', undefined],
  ['gratis', ',', undefined],
  ['1,2,3', ',', undefined],
  ['12.34.56', '.', undefined],
  ['1.29,50', ',', undefined],
  ['1e3', '.', undefined],
] as const)('the price text "%s" with decimal mark "%s" reads as %s', (text, decimal, expected) => {
  expect(parseMajor(text, decimal)).toBe(expected);
});
