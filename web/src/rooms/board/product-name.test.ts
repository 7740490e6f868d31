import { expect, test } from 'vitest';
import { nameOfProduct } from './product-name.ts';

test('a product is called what has been told of it, and nothing else whatever its number is', () => {
  const names = { '4711': 'Jeans raka' };
  expect(['4711', '4712', 'constructor'].map((product) => nameOfProduct(product, names))).toEqual([
    'Jeans raka',
    undefined,
    undefined,
  ]);
});
