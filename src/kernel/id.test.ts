import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUuid, uuidv7 } from './id.ts';

test('the example of RFC 9562 appendix A.6 comes out as printed there', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('identifiers made later sort later, and each is a UUID', () => {
  const instants = fc.integer({ min: 0, max: 2 ** 47 });
  fc.assert(
    fc.property(instants, instants, fc.uint8Array({ minLength: 10, maxLength: 10 }), (a, b, random) => {
      const [first, second] = [uuidv7(Math.min(a, b), random), uuidv7(Math.max(a, b) + 1, random)];
      expect(first < second).toBe(true);
      expect(isUuid(first)).toBe(true);
    }),
  );
});
