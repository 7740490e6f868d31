import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault, laidOut } from './json-fault.ts';

test('the fault stands in the line where the reading stopped', () => {
  expect(jsonFault('{\n  "a": 1,\n  "b": ,\n}')?.line).toBe(3);
  expect(jsonFault('{\n  "a": [1,\n')?.line).toBe(3);
  expect(jsonFault('')?.line).toBe(1);
});

test('what is JSON has no fault, and laid out it says the same', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonFault(text)).toBeUndefined();
      expect(JSON.parse(laidOut(text))).toEqual(JSON.parse(text));
    }),
  );
  expect(laidOut('{"a":')).toBe('{"a":');
});
