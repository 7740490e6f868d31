import { expect, test } from 'vitest';
import { harmWord, peopleWord } from './looks.ts';

const difference = { amount: 100_00, currency: 'SEK', percent: 10 };

test.each([
  ['unequal', null, 'contradiction.meetBoth'],
  ['missing', null, 'contradiction.meetBoth'],
  ['unknown', null, 'contradiction.meetBoth'],
  ['unequal', difference, 'contradiction.exposed'],
  ['prior-price', null, 'contradiction.exposed'],
  ['stale', null, 'contradiction.exposed'],
  ['wrong-audience', null, 'contradiction.inBoth'],
] as const)('%s with the difference %o is told to be about %s', (kind, found, word) => {
  expect(peopleWord({ kind, difference: found })).toBe(word);
});

test.each([
  ['unequal', difference, 3, 300, 'contradiction.harmWhat'],
  ['missing', null, 3, 600, 'contradiction.harmDiscount'],
  ['missing', null, 0, 200, 'contradiction.harmDiscount'],
  ['missing', null, 3, 0, 'contradiction.harmDiscount'],
  ['missing', null, 3, 3, 'contradiction.harmCounted'],
  ['missing', null, 0, 1, 'contradiction.harmCounted'],
  ['undeliverable', null, 3, 3, undefined],
] as const)('%s with the difference %o, %i exposed and the harm %i is told by %s', (kind, of, exposed, harm, word) => {
  expect(harmWord({ kind, difference: of, exposed, harm })).toBe(word);
});
