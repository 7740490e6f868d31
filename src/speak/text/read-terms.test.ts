import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTerms } from './read-terms.ts';
import { describeTerms } from './terms-report.ts';

const now = Date.parse('2026-11-26T09:00:00Z');
const read = (text: string, language: 'sv' | 'en' = 'sv') => readTerms(text, { now, language });
const said = (text: string, language: 'sv' | 'en' = 'sv') => read(text, language).map(describeTerms);

describe('a stated price', () => {
  test.each([
    ['1 299 kr', '1299.00 SEK'],
    ['1 299:-', '1299.00 SEK'],
    ['1.299:-', '1299.00 SEK'],
    ['1299,90 kr', '1299.90 SEK'],
    ['SEK 1,299.00', '1299.00 SEK'],
    ['kr 99', '99.00 SEK'],
    ['€49.99', '49.99 EUR'],
    ['49,99 €', '49.99 EUR'],
    ['£20', '20.00 GBP'],
    ['$15', '15.00 USD'],
    ['99 kronor', '99.00 SEK'],
    ['nittionio kronor', '99.00 SEK'],
    ['niohundranittionio kronor', '999.00 SEK'],
    ['nine hundred and ninety-nine pounds', '999.00 GBP'],
  ])('%s is %s', (text, amount) => {
    expect(said(text)).toEqual([`price ${amount}`]);
  });

  test.each([
    ['från 199 kr', ['price from 199.00 SEK']],
    ['ord. pris 899 kr, nu 599 kr', ['prior price 899.00 SEK', 'price 599.00 SEK']],
    ['tidigare lägsta pris 799 kr', ['lowest prior price 799.00 SEK']],
    ['Sveriges lägsta pris: 799 kr', ['price 799.00 SEK']],
    ['jämförpris 129 kr/kg', ['unit price 129.00 SEK per kg']],
    ['was £40, now £25', ['prior price 40.00 GBP', 'price 25.00 GBP']],
    ['-30 % på allt', ['30 % off']],
    ['30 procents rabatt', ['30 % off']],
    ['upp till 50 % rabatt', ['up to 50 % off']],
    ['halva priset', ['50 % off']],
    ['vi har sänkt priset med 500 kr', ['amount off 500.00 SEK']],
    ['fd pris 99 kr', ['prior price 99.00 SEK']],
    ['from only £399', ['price from 399.00 GBP']],
    ['spara 200 kr', ['amount off 200.00 SEK']],
    ['2 för 50', ['2 for 50.00 SEK']],
    ['köp 3 betala för 2', ['3 for the price of 2']],
    ['3 for 2', ['3 for the price of 2']],
    ['fri frakt över 499 kr', ['free delivery from 499.00 SEK']],
    ['Save 35% with EARLY35', ['35 % off', 'code EARLY35']],
    ['rabattkod: SOMMAR-26', ['code SOMMAR-26']],
  ])('%s is read as what it stands for', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test.each([
    'Ring 070-123 45 67 före kl 18.00.',
    'Order 1002345, art.nr 448120, 114 35 Stockholm.',
    'Storlek 34 cm, 250 g, 1,5 l, 160x200 cm.',
    'Ränta 4,95 %, 100 % bomull, sedan 1984.',
    'Presentkort på 500 kr. Frakt 49 kr. Returen kostar 49 kr.',
    'Including £4.50 delivery.',
    'constructor __proto__ toString valueOf hasOwnProperty 5 constructor',
  ])('nothing is stated by: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('a stated period', () => {
  test.each([
    ['Gäller t.o.m. söndag', ['valid to 2026-11-29']],
    ['Gäller v. 48', ['valid from 2026-11-23', 'valid to 2026-11-29']],
    ['Gäller 27 december–6 januari', ['valid from 2026-12-27', 'valid to 2027-01-06']],
    ['Gäller före den 1 december', ['valid to 2026-11-30']],
    ['Until Sunday 30 November', ['valid to 2026-11-30']],
    ['Ends at 23:59 on Sunday, November 29th', ['valid to 2026-11-29']],
    ['Starts 9 am on Friday', ['valid from 2026-11-27']],
    ['This weekend only', ['valid from 2026-11-28', 'valid to 2026-11-29']],
    ['Gäller t.o.m. 31 februari', []],
    ['Öppet till 24 december', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('is counted from the day it is where the text is read', () => {
    const late = Date.parse('2026-11-26T23:30:00Z');
    const days = ['Europe/Stockholm', 'UTC'].map((timeZone) => readTerms('Ends tomorrow', { now: late, timeZone }));
    expect(days.flat().map(describeTerms)).toEqual(['valid to 2026-11-28', 'valid to 2026-11-27']);
  });
});

describe('any text', () => {
  test('gives places that lie in it, in order, each with what stands there', () => {
    const bits = fc.constantFrom(
      '599',
      'kr',
      '30',
      '%',
      'rabatt',
      'nu',
      't.o.m.',
      '1',
      'december',
      '–',
      '/',
      'kod',
      'A1B',
      '£',
      '\n',
      'två',
      'för',
      ' ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits, { maxLength: 40 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let before = 0;
        for (const each of read(text)) {
          expect(text.slice(each.from, each.to)).toBe(each.text);
          expect(each.text).not.toBe('');
          expect(each.from).toBeGreaterThanOrEqual(before);
          before = each.from;
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(['1 december ', '5 % ', '1 kr ', 'köp 2 ', 'hundra', '1.1.', 'v. ', 'kod A-', '?', 't.o.m. ', '1 111'])(
    'a long repetition of "%s" is read through',
    (piece) => {
      expect(() => read(piece.repeat(20_000))).not.toThrow();
    },
  );
});
