import { expect, test } from 'vitest';
import { linesIn } from './lines.ts';

test('what stands on the lines is told once, in order, without what is empty', () => {
  expect(linesIn(' mjolk, 3 %\r\n\nost\nmjolk, 3 %\n ')).toEqual(['mjolk, 3 %', 'ost']);
  expect(linesIn('a; b\nc,a', /[\n,;]/)).toEqual(['a', 'b', 'c']);
  expect(linesIn('\n')).toEqual([]);
});
