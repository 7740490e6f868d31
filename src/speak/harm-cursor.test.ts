import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHarmCursor, writeHarmCursor } from './harm-cursor.ts';

test('a page begins where the page before ended, to the last bit of the harm', () => {
  const harm = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
  fc.assert(
    fc.property(harm, fc.uuid(), (value, id) => {
      expect(readHarmCursor(writeHarmCursor({ harm: value, id }))).toEqual({ harm: value, id });
    }),
  );
});

test.each(['', 'x', 'WzFd', 'bnVsbA', 'eyJoYXJtIjoxfQ'])(
  'the cursor "%s" is refused by the name of its field',
  (text) => {
    expect(() => readHarmCursor(text)).toThrow(
      expect.objectContaining({ code: 'field-invalid', faults: [expect.objectContaining({ field: 'cursor' })] }),
    );
  },
);

test('a cursor whose id is of another kind is refused too', () => {
  const cursor = writeHarmCursor({ harm: 1, id: 'sweater' });
  expect(() => readHarmCursor(cursor, (id) => id.startsWith('0'))).toThrow(/cursor/);
});
