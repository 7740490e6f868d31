import { expect, test } from 'vitest';
import { identifiersIn } from './listed.ts';

test('a list names each customer once, whether on lines of their own or between commas', () => {
  const [siv, eva] = [
    { type: 'email', value: 'siv@example.se' },
    { type: 'email', value: 'eva@example.se' },
  ];
  expect(identifiersIn(' siv@example.se\n\neva@example.se, siv@example.se;', 'email')).toEqual([siv, eva]);
  expect(identifiersIn(' \n', 'phone')).toEqual([]);
});
