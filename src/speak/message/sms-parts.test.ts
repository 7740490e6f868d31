import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smsParts } from './sms-parts.ts';

test('å, ä and ö cost no more than other letters', () => {
  expect(smsParts('å'.repeat(160))).toEqual({ encoding: 'GSM-7', units: 160, parts: 1, costly: [] });
  expect(smsParts('ö'.repeat(161)).parts).toBe(2);
  expect(smsParts('ä'.repeat(306)).parts).toBe(2);
  expect(smsParts('ä'.repeat(307)).parts).toBe(3);
});

test('the euro sign and brackets take two places, and are not split over two parts', () => {
  expect(smsParts('€'.repeat(80))).toMatchObject({ units: 160, parts: 1 });
  expect(smsParts('[]{}€')).toMatchObject({ encoding: 'GSM-7', units: 10 });
  // 153 places hold 76 of them, so 152 of them are two parts and one more is three.
  expect(smsParts('€'.repeat(152)).parts).toBe(2);
  expect(smsParts('€'.repeat(153)).parts).toBe(3);
});

test('one sign from outside the alphabet makes the whole text dear, and is named', () => {
  expect(smsParts(`${'a'.repeat(69)}č`)).toEqual({ encoding: 'UCS-2', units: 70, parts: 1, costly: ['č'] });
  expect(smsParts('🧥'.repeat(35)).parts).toBe(1);
  expect(smsParts('🧥'.repeat(36))).toMatchObject({ units: 72, parts: 2 });
  expect(smsParts('')).toMatchObject({ units: 0, parts: 0 });
});

test('a longer text never takes fewer parts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 200 }), (text, more) => {
      expect(smsParts(text + more).parts).toBeGreaterThanOrEqual(smsParts(text).parts);
    }),
  );
});
