import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, isCountry, isSourceId, sourceIdOf } from './source.ts';

describe('the id of a source', () => {
  test.each([
    ['Web shop', 'web-shop'],
    ['  Kassan i Umeå (nr 4) ', 'kassan-i-umea-nr-4'],
    ['ÅÄÖ', 'aao'],
    ['--x--', 'x'],
  ])('of "%s" is %s', (name, id) => {
    expect(sourceIdOf(name)).toBe(id);
  });

  test.each(['', '  ', '日本', '---', '\u0301'])('cannot be made of "%s"', (name) => {
    expect(sourceIdOf(name)).toBeUndefined();
  });

  test('that is made is one that a source may have, and is its own id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const id = sourceIdOf(name);
        return id === undefined || (isSourceId(id) && sourceIdOf(id) === id);
      }),
    );
  });
});

test('a country is one of ISO 3166, in capitals', () => {
  expect(['SE', 'NO', 'US', 'AX'].filter((code) => !isCountry(code))).toEqual([]);
  expect(['se', 'EU', 'UK', 'ZZ', 'QQ', 'S', 'SWE', ''].filter(isCountry)).toEqual([]);
});

test('a change tells what was and what is, and only of what differs', () => {
  const before = { owner: 'Åsa', origins: ['https://a.example'], channel: null as string | null };
  expect(changesBetween(before, { ...before, origins: ['https://a.example'] })).toBeUndefined();
  expect(changesBetween(before, { ...before, channel: 'web' })).toEqual({
    from: { channel: null },
    to: { channel: 'web' },
  });
});
