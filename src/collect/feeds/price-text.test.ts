import { expect, test } from 'vitest';
import { readPriceText } from './price-text.ts';

test.each([
  ['999.00 SEK', 999_00],
  ['SEK 1 299,50', 1_299_50],
  ['1,299.00 SEK', 1_299_00],
  ['1.299,00 SEK', 1_299_00],
  ['1299.0000 SEK', 1_299_00],
  ['0 SEK', 0],
])('%s is a price', (text, amount) => {
  expect(readPriceText(text)).toEqual({ amount, currency: 'SEK' });
});

test.each(['ring för pris', '1.299 SEK', '', '999', '12 XXQ', '-5 SEK', '9'.repeat(1_000_000)])(
  '%.20s is no price',
  (text) => {
    expect(readPriceText(text)).toHaveProperty('reason');
  },
);
