import { expect, test } from 'vitest';
import { KnownSets } from './known-sets.ts';

function known(customerId: string) {
  return { customerId, subject: 's', from: 10, until: 20, lastSeenAt: 10 };
}

test('a set is known between its times only', () => {
  const sets = new KnownSets();
  sets.remember('a', known('c'));
  expect(sets.find('a', 10)?.customerId).toBe('c');
  expect(sets.find('a', 20)?.customerId).toBe('c');
  expect(sets.find('a', 9)).toBeUndefined();
  expect(sets.find('a', 21)).toBeUndefined();
});

test('the ones asked for last are kept', () => {
  const sets = new KnownSets(2);
  sets.remember('a', known('c'));
  sets.remember('b', known('d'));
  sets.find('a', 10);
  sets.remember('e', known('f'));
  expect(sets.find('a', 10)).toBeDefined();
  expect(sets.find('b', 10)).toBeUndefined();
  expect(sets.size).toBe(2);
});

test('what is known of a customer is forgotten at once, and of nobody else', () => {
  const sets = new KnownSets();
  sets.remember('a', known('c'));
  sets.remember('b', known('c'));
  sets.remember('e', known('d'));
  sets.forgetCustomer('c');
  expect([sets.find('a', 10), sets.find('b', 10)]).toEqual([undefined, undefined]);
  expect(sets.find('e', 10)).toBeDefined();
});
