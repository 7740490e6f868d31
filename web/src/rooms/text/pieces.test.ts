import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, type Term, usualTextKind } from './pieces.ts';

const term = (from: number, to: number): Term => ({ kind: 'price', reads: 'price', product: null, from, to, line: 1 });

test('a text is told in pieces, and what was read stands marked in its place', () => {
  const text = 'Jeans 599 kr t.o.m. söndag';
  const [price, until] = [term(6, 12), { ...term(20, 26), kind: 'valid-to' }];
  expect(piecesOf(text, [until, price])).toEqual([
    { from: 0, text: 'Jeans ', term: undefined },
    { from: 6, text: '599 kr', term: price },
    { from: 12, text: ' t.o.m. ', term: undefined },
    { from: 20, text: 'söndag', term: until },
  ]);
});

test('the pieces of a text are the text, whatever was read in it', () => {
  const place = fc.tuple(fc.nat(30), fc.nat(30)).map(([from, length]) => term(from, from + length));
  fc.assert(
    fc.property(fc.string(), fc.array(place), (text, terms) => {
      expect(
        piecesOf(text, terms)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('every channel has a usual kind of text', () => {
  expect(['newsletter', 'phone', 'chat', 'web'].map(usualTextKind)).toEqual(['newsletter', 'script', 'chat', 'page']);
});
