import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

  test.each(['asa', '@example.se', 'asa@', 'a b@example.se', 'asa@exa mple.se'])('%j is no address', (value) => {
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
  ])('the number %j is %s', (value, form) => {
    expect(normal('phone', value)).toBe(form);
  });

  test.each(['12', 'ring mig', '0000000000', '+46000000000', '1234567890123456'])('%j is no number', (value) => {
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

  test('bringing a value to its form twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('email', 'phone', 'user_id', 'device'),
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
});
