import { expect, test } from 'vitest';
import { typedTerms } from './typed-terms.ts';

test('prices and percentages are found as people write them, with their place', () => {
  const found = (text: string) => typedTerms(text).map((term) => term.text);
  expect(typedTerms('Nu 899 kr!')).toEqual([{ text: '899 kr', at: 3 }]);
  expect(found('1 299 kronor, 199:-, SEK 899, €20, 19.90 EUR')).toEqual([
    '1 299 kronor',
    '199:-',
    'SEK 899',
    '€20',
    '19.90 EUR',
  ]);
  expect(found('30 % rabatt, 12,5% rabatt, spara 20 procent')).toEqual(['30 %', '12,5%', '20 procent']);
});

test('numbers that are no terms are left alone', () => {
  expect(typedTerms('Öppet 10-18, 5 krukor, v. 48, 3 av 4, modell X100, 100 % ull')).toEqual([]);
});

test('a long row of digits takes no time', () => {
  expect(typedTerms('1 '.repeat(5000))).toEqual([]);
});
