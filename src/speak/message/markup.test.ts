import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownWords } from './form-text.ts';
import { textOfHtml } from './html-text.ts';
import { markupPieces, replaceLiquid } from './markup.ts';

const markup = fc
  .array(fc.constantFrom('<', '>', '<!--', '-->', 'a', ' alt="x', '"', '{{', '}}', '{%', '%}', '\n', '<style>'))
  .map((parts) => parts.join(''));

test('every sign stands in one piece, and blanking moves nothing', () => {
  fc.assert(
    fc.property(markup, (text) => {
      expect([...markupPieces(text)].map((piece) => piece.text).join('')).toBe(text);
      expect(replaceLiquid(text, (piece) => piece)).toBe(text);
      expect(ownWords({ text, output: 'html' })).toHaveLength(text.length);
      expect(ownWords({ text, output: 'html' }).split('\n')).toHaveLength(text.split('\n').length);
    }),
  );
});

test.each(['<', '<!--', '{{', '{%', '<style>', '<img ', '<a href="'])(
  'sixty thousand signs of %s that is never closed are gone through once',
  (open) => {
    const text = open.repeat(60_000 / open.length);
    expect(ownWords({ text, output: 'html' })).toHaveLength(text.length);
    expect(textOfHtml(text).length).toBeLessThanOrEqual(text.length);
  },
);
