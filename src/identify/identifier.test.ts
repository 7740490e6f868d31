import * as fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { usualIdentifierSettings } from '../kernel/identifier-settings.ts';
import { createVault } from '../store/vault.ts';
import { normaliseIdentifier, usableIdentifiers } from './identifier.ts';

function normal(type: string, value: string): string | undefined {
  return normaliseIdentifier({ type, value })?.value;
}

describe('an identifier is compared in one form', () => {
  test.each([
    [' Asa.Berg@Example.SE ', 'asa.berg@example.se'],
    ['asa@Räksmörgås.se', 'asa@xn--rksmrgs-5wao1o.se'],
    ['A\u030asa@example.se', 'åsa@example.se'],
  ])('the address %j is %s', (value, form) => {
    expect(normal('email', value)).toBe(form);
  });

  test.each([
    ['asa+tidning@example.se', 'asa+tidning@example.se'],
    ['mailto:asa@example.se.', 'asa@example.se'],
    ['a.s.a+x@gmail.com', 'a.s.a+x@gmail.com'],
  ])('the address %j is %s', (value, form) => {
    expect(normal('email', value)).toBe(form);
  });

  test('where the deployment says so, the dots of Gmail do not count', () => {
    const settings = { ...usualIdentifierSettings, ignoresGmailDots: true };
    const [found] = usableIdentifiers([{ type: 'email', value: 'A.s.a+x@googlemail.com' }], settings);
    expect(found).toEqual({ type: 'email', value: 'asa@gmail.com' });
    expect(usableIdentifiers([{ type: 'email', value: '+x@gmail.com' }], settings)).toEqual([]);
  });

  test.each([
    'asa',
    '@example.se',
    'asa@',
    'a b@example.se',
    'asa@exa mple.se',
    'asa@localhost',
    'asa@127.0.0.1',
    'asa@-a.se',
    'asa@exa_mple.se',
    'asa@example..se',
    '<asa@example.se>',
    `${'a'.repeat(65)}@example.se`,
    'test@test.se',
  ])('%j is no address', (value) => {
    expect(normal('email', value)).toBeUndefined();
  });

  test.each([
    ['070-123 45 67', '+46701234567'],
    ['+46 (0)70 123 45 67', '+46701234567'],
    ['0046 70 123 45 67', '+46701234567'],
    ['tel:+46701234567', '+46701234567'],
    ['+46 070 1234567', '+46701234567'],
    ['+47 22 22 22 22', '+4722222222'],
    ['46701234567', '+46701234567'],
    ['08-123 456 78', '+46812345678'],
    ['4722222222', '+4722222222'],
    ['+1 (650) 253-0000', '+16502530000'],
    ['0046812345678', '+46812345678'],
  ])('the number %j is %s', (value, form) => {
    expect(normal('phone', value)).toBe(form);
  });

  test('a number without a country is the given country’s', () => {
    const inNorway = { ...usualIdentifierSettings, country: 'NO' };
    const numbers = ['22 22 22 23', '0046 70 123 45 67'].map((value) => ({ type: 'phone', value }));
    expect(usableIdentifiers(numbers, inNorway).map((each) => each.value)).toEqual(['+46701234567', '+4722222223']);
  });

  test('the short way for mobile numbers says what the tables say', () => {
    fc.assert(
      fc.property(fc.constantFrom('+46', '0046', '0', '+460', '46'), fc.stringMatching(/^7\d{8}$/), (prefix, rest) => {
        const parsed = parsePhoneNumberFromString(`+46${rest}`);
        const number = parsed?.isValid() === true && !/0{6}$/.test(rest) ? `+46${rest}` : undefined;
        expect(normal('phone', prefix + rest)).toBe(number);
      }),
    );
  });

  test.each([
    '12',
    'ring mig',
    '0700000000',
    '+46701234567;ext=3',
    '+99912345678',
    '0000000000',
    '+46000000000',
    '1234567890123456',
  ])('%j is no number', (value) => {
    expect(normal('phone', value)).toBeUndefined();
  });

  test.each([
    'null',
    'NULL',
    'undefined',
    'anonymous',
    '0000',
    '00000000-0000-0000-0000-000000000000',
    '-1',
    ' ',
    'a\u0000b',
  ])('%j says nobody', (value) => {
    expect(normal('anonymous_id', value)).toBeUndefined();
  });

  test.each([
    ['loyalty', 'fr 100 000', 'FR100000'],
    ['loyalty', 'K‑1', 'K-1'],
    ['device', '6D92078A-8246-4BA4-AE5B-76104861E7DC', '6d92078a-8246-4ba4-ae5b-76104861e7dc'],
    ['device', 'Samsung-A1', 'Samsung-A1'],
    ['user_id', 'U-a', 'U-a'],
    ['crm', 'ÅB-17', 'ÅB-17'],
  ])('the %s %j is %s', (type, value, form) => {
    expect(normal(type, value)).toBe(form);
  });

  test('bringing a value to its form twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('email', 'phone', 'user_id', 'device', 'loyalty'),
        fc.string({ unit: 'binary' }),
        (type, value) => {
          const once = normaliseIdentifier({ type, value });
          if (once !== undefined) expect(normaliseIdentifier(once)).toEqual(once);
        },
      ),
    );
  });

  test('the user id stands first, the browser last, each once', () => {
    const found = usableIdentifiers([
      { type: 'anonymous_id', value: 'a-1' },
      { type: 'email', value: 'ASA@example.se' },
      { type: 'email', value: 'asa@example.se' },
      { type: 'user_id', value: 'u1' },
      { type: 'user_id', value: 'null' },
    ]);
    expect(found.map((each) => `${each.type}=${each.value}`)).toEqual([
      'user_id=u1',
      'email=asa@example.se',
      'anonymous_id=a-1',
    ]);
  });

  describe('personal numbers', () => {
    const vault = createVault(Buffer.alloc(32, 7));
    const settings = { ...usualIdentifierSettings, takes: new Set(['personnummer']), vault };
    const now = Date.parse('2026-11-22T09:00:00Z');
    const asWritten = { type: 'personnummer', value: '701063-2391' };

    test('are left out unless they are switched on', () => {
      expect(usableIdentifiers([asWritten])).toEqual([]);
      expect(usableIdentifiers([asWritten], { ...settings, takes: new Set() }, now)).toEqual([]);
      expect(normaliseIdentifier(asWritten, settings)).toBeUndefined();
    });

    test('are kept as a keyed hash, the same for every way of writing, with the number sealed beside it', () => {
      const forms = ['701063-2391', '7010632391', '19701063-2391', '197010632391'].map((value) =>
        usableIdentifiers([{ type: 'personnummer', value }], settings, now),
      );
      expect(new Set(forms.map((each) => each[0]?.value)).size).toBe(1);
      const [only] = forms[0] ?? [];
      expect(JSON.stringify({ ...only, secret: { ...only?.secret, shown: '' } })).not.toContain('7010');
      expect(only?.secret?.shown).toBe('19701063-****');
      expect(vault.open('personnummer', only?.secret?.sealed ?? '')).toBe('197010632391');
      expect(usableIdentifiers([only ?? asWritten], settings, now)).toEqual([only]);
    });

    test('a hash that somebody sends instead of a number is no number', () => {
      const hash = vault.hash('personnummer', '197010632391');
      expect(usableIdentifiers([{ type: 'personnummer', value: hash }], settings, now)).toEqual([]);
    });
  });
});
