import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskNumber, readOrganisationNumber, readPersonalNumber } from './personal-number.ts';

// The types of the package and what it exports do not agree, so what is used of it is said here.
const require = createRequire(import.meta.url);
const oracle = require('personnummer') as {
  readonly valid: (text: string) => boolean;
  readonly parse: (text: string) => { readonly format: (isLong: boolean) => string };
};

const now = Date.parse('2026-11-22T09:00:00Z');

describe('a personal number', () => {
  test.each([
    ['701063-2391', '197010632391'],
    ['19701063-2391', '197010632391'],
    ['121212-1212', '201212121212'],
    ['121212+1212', '191212121212'],
    ['19121212+1212', '191212121212'],
    ['20000229-0013', '200002290013'],
  ])('%s is %s', (text, form) => {
    expect(readPersonalNumber(text, now)).toBe(form);
  });

  test.each([
    '701063-2392',
    '19700229-2397',
    '21121212-1212',
    '1212121212345',
    'åäö',
    '',
    '000000-0000',
    '700000-2390',
  ])('%j is none', (text) => {
    expect(readPersonalNumber(text, now)).toBeUndefined();
  });

  test('of somebody not yet born is none until the day comes', () => {
    const checked = personalNumbers(2026, 12, 1);
    expect(readPersonalNumber(checked, now)).toBeUndefined();
    expect(readPersonalNumber(checked, Date.parse('2026-12-01T00:00:00Z'))).toBe(checked);
  });

  test('is what the package personnummer says it is', () => {
    const part = fc.tuple(
      fc.constantFrom('', '19', '20'),
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 0, max: 13 }),
      fc.oneof(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 58, max: 93 })),
      fc.constantFrom('', '-', '+'),
      fc.integer({ min: 0, max: 999 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(part, ([century, year, month, day, separator, serial, isRight]) => {
        const nine = `${two(year)}${two(month)}${two(day)}${String(serial).padStart(3, '0')}`;
        const last = (checkDigit(nine) + (isRight ? 0 : 1)) % 10;
        const text = `${century}${nine.slice(0, 6)}${separator}${nine.slice(6)}${last}`;
        const wanted = oracle.valid(text) ? oracle.parse(text).format(true).replace(/\D/g, '') : undefined;
        // The package reads the clock of the machine and takes those who are still to be born.
        const isToCome = wanted !== undefined && wanted.slice(0, 4) >= '2026';
        if (!isToCome) expect(readPersonalNumber(text, now)).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });

  test('is shown without its last four digits', () => {
    expect(maskNumber('197010632391')).toBe('19701063-****');
  });
});

describe('an organisation number', () => {
  test.each(['556036-0793', '5560360793', '165560360793', 'SE556036079301', 'SE 556036-0793 01'])(
    '%s is 5560360793',
    (text) => {
      expect(readOrganisationNumber(text, now)).toBe('5560360793');
    },
  );

  test.each(['556036-0794', '056036-0793', '55603607', ''])('%j is none', (text) => {
    expect(readOrganisationNumber(text, now)).toBeUndefined();
  });

  test('of a person who trades under their own name is their personal number', () => {
    expect(readOrganisationNumber('121212-1212', now)).toBe('1212121212');
  });

  test('is told from a personal number by its third digit, and held to its last one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d[2-9]\d{6}$/), fc.integer({ min: 0, max: 9 }), (nine, last) => {
        const isRight = last === checkDigit(nine);
        expect(readOrganisationNumber(`${nine}${last}`, now)).toBe(isRight ? `${nine}${last}` : undefined);
        expect(readPersonalNumber(`${nine}${last}`, now)).toBeUndefined();
      }),
    );
  });
});

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function checkDigit(nine: string): number {
  const sum = nine.split('').reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

function personalNumbers(year: number, month: number, day: number): string {
  const nine = `${two(year % 100)}${two(month)}${two(day)}001`;
  return `${String(year).slice(0, 2)}${nine}${checkDigit(nine)}`;
}
