import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, lineWithoutCustomer } from './event.ts';
import { linesIn } from './segment-lines.ts';

function line(messageId: string, source: string, at = 0): string {
  const event = { at, messageId, type: 'track', name: 'e', channel: 'web', source, receivedAt: at } as const;
  return lineOf(
    crypto.randomUUID(),
    lineWithoutCustomer({ ...event, identifiers: [], properties: { a: '\n"' }, context: {}, products: [] }),
  );
}

test('a message is the same wherever and whenever it stands, and another when its id or its source is', () => {
  const word = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(word, word, word, word, (id, source, otherId, otherSource) => {
      const texts = [line(id, source), line(otherId, otherSource), line(id, source, 5)];
      const segment = Buffer.from(texts.join(''));
      const lines = linesIn(segment);
      expect(lines.map(({ from, to }) => segment.toString('utf8', from, to))).toEqual(
        texts.map((each) => Buffer.from(each).toString()),
      );
      const [one, other, again] = lines.map((each) => each.message);
      expect(again).toBe(one);
      expect(other === one).toBe(id === otherId && source === otherSource);
    }),
  );
});

test('what is no line of ours is the same only as itself, and the last needs no newline', () => {
  const segment = Buffer.from(`{"customer":1}\n{"customer":2}\n{"customer":1}`);
  const [one, two, again] = linesIn(segment).map((each) => each.message);
  expect(one).not.toBe(two);
  expect(again).not.toBe(two);
});
