import { describe, expect, test } from 'vitest';
import { readText } from './text-reading.ts';
import { describeTerms } from './terms-report.ts';

const now = Date.parse('2026-11-26T09:00:00Z');
const catalogue = [
  { product: '448120', name: 'Jeans Ask' },
  { product: '448121', name: 'Jeans Ask Kort' },
  { product: '12', name: 'Tröja Alva' },
];

function grouped(text: string, form: 'plain' | 'html' = 'plain') {
  const { groups, general } = readText({ text, form, catalogue }, { now });
  return {
    groups: groups.map(({ product, terms }) => [product, ...terms.map(describeTerms)]),
    general: general.map(describeTerms),
  };
}

describe('what belongs together', () => {
  test('is a price with its struck price, share, period, code and product', () => {
    expect(grouped('Tröja Alva nu 599 kr (ord. 899 kr). 30% rabatt med koden ALVA30 t.o.m. söndag.')).toEqual({
      groups: [['12', 'price 599.00 SEK', 'prior price 899.00 SEK', '30 % off', 'code ALVA30', 'valid to 2026-11-29']],
      general: [],
    });
  });

  test('is kept apart by product, the longest name first, and what holds for all stands alone', () => {
    const text =
      '<p>Jeans Ask <s>799 kr</s> 499 kr<p>jeans ask kort <s>699 kr</s> 399 kr<p>Art.nr 448120: 450 kr<p>Gäller v. 48';
    expect(grouped(text, 'html')).toEqual({
      groups: [
        ['448120', 'prior price 799.00 SEK', 'price 499.00 SEK'],
        ['448121', 'prior price 699.00 SEK', 'price 399.00 SEK'],
        ['448120', 'price 450.00 SEK'],
      ],
      general: ['valid from 2026-11-23', 'valid to 2026-11-29'],
    });
  });

  test('gives a prior price that follows in a sentence of its own to the price that has none', () => {
    expect(grouped('Mössa 149 kr. Ord. pris 199 kr. Vante 129 kr. Ord. pris 179 kr.').groups).toEqual([
      [undefined, 'price 149.00 SEK', 'prior price 199.00 SEK'],
      [undefined, 'price 129.00 SEK', 'prior price 179.00 SEK'],
    ]);
  });

  test('has places in the source of an HTML text', () => {
    const text = '<p>Tr&ouml;ja Alva<p><b>599</b>&nbsp;kr';
    const [group] = readText({ text, form: 'html', catalogue }, { now }).groups;
    const [price] = group?.terms ?? [];
    expect(text.slice(price?.from, price?.to)).toBe('599</b>&nbsp;kr');
    expect(group?.product).toBe('12');
  });
});
