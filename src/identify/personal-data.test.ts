import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPersonalData } from './personal-data.ts';

const options = { now: Date.parse('2026-11-22T08:00:00Z'), country: 'SE' };

test('addresses, telephone numbers and personal numbers are masked, and every place stays where it was', () => {
  const text =
    'Hej Anna! Skriv till anna.berg@example.se. Ring 070-174 06 35 eller +46701740635. 19121212-1212, tröja 399 kr';
  const { text: kept, masked } = maskPersonalData(text, options);
  expect(masked).toBe(4);
  expect(kept).toHaveLength(text.length);
  expect(kept).toMatch(/^Hej Anna! Skriv till █+\.? Ring █+ eller █+\. █+, tröja 399 kr$/);
});

test('addresses in links of a page are masked too', () => {
  const { text, masked } = maskPersonalData(
    '<a href="mailto:anna@example.se">skriv</a><a href="tel:+46701740635">',
    options,
  );
  expect(masked).toBe(2);
  expect(text).toMatch(/^<a href="mailto:█+">skriv<\/a><a href="tel:█+">$/);
});

test('prices, dates, order numbers and codes are left', () => {
  const text = 'Order 2026112212, kod VINTER25, 1 299 kr till 2026-11-30, art. 100200300, 0,90 kr/st, 07-17.';
  expect(maskPersonalData(text, options)).toEqual({ text, masked: 0 });
});

test('a number with more digits behind it is masked alone', () => {
  expect(maskPersonalData('ring 070-174 06 35 15 minuter', options).text).toBe('ring █████████████ 15 minuter');
});

test('an address that a number is written onto, and a number in an address, are both covered', () => {
  const covered = maskPersonalData('anna@example.se19121212-1212', options).text;
  expect(covered).not.toContain('anna');
  expect(maskPersonalData('a@+4619121212.se', options).text).not.toContain('1212');
});

test('whatever the text, its length stays and masking it again changes nothing', () => {
  const pieces = fc.constantFrom(
    'a',
    '@',
    '.se',
    ' ',
    '070',
    '-',
    '1740635',
    '+46',
    '19121212',
    '1212',
    '\u{1f600}',
    '(0)',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const once = maskPersonalData(text, options).text;
      expect(once).toHaveLength(text.length);
      expect(maskPersonalData(once, options).masked).toBe(0);
    }),
  );
});
