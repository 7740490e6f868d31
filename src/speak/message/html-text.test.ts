import { expect, test } from 'vitest';
import { textOfHtml } from './html-text.ts';

test('a text part has the words, the links written out and the alt texts, and no styles', () => {
  const html = `<html><head><title>x</title><style>p{color:red}</style></head><body><!-- hidden -->
    <p>Hej &amp; välkommen</p><p><a href="https://exempel.se/a">Till  jackan</a></p><img src="x" alt="En blå jacka"><div>899&nbsp;kr</div></body></html>`;
  expect(textOfHtml(html)).toBe(
    'Hej & välkommen\n\nTill jackan (https://exempel.se/a)\nEn blå jacka\n899 kr'.replace(
      'En blå jacka\n',
      'En blå jacka\n',
    ),
  );
});

test('a link that runs a script is not written out, and a broken entity harms nothing', () => {
  expect(textOfHtml('<a href="javascript:alert(1)">klicka</a> &#99999999; &okänd;')).toBe('klicka &#99999999; &okänd;');
});
