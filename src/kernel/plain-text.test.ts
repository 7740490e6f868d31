import { expect, test } from 'vitest';
import { csvCell, plain } from './plain-text.ts';

test('a name cannot command a terminal, nor fill it', () => {
  expect(plain('a\u001B]0;b\u0007')).toBe('a ]0;b ');
  expect(plain('x'.repeat(300))).toHaveLength(200);
});

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+46701', "'+46701"],
  ['-12,50', '-12,50'],
  ['-1+cmd', "'-1+cmd"],
  ['a;b', '"a;b"'],
  ['Tröja', 'Tröja'],
])('%s stands in a table as %s', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});
