import { expect, test } from 'vitest';
import { peopleWord } from './looks.ts';

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
