import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText } from './html-text.ts';

describe('the text of an HTML page', () => {
  test('leaves out what a reader does not see', () => {
    const html =
      '<html><head><title>T</title><style>p{a:"5 kr"}</style></head><body><div style="Display : none">dold</div>' +
      '<p hidden>dold<p>Tröja</p><!-- 1 kr --><script>"</p>"; var a = "2 kr"</script><p class="x-preheader">dold</p>599&nbsp;kr';
    expect(htmlToText(html).text).toBe('Tröja\n599\u00a0kr');
  });

  test('tells what is crossed out, apart from what stands beside it', () => {
    const { text, struck } = htmlToText(
      '<s>899 kr</s>599 kr <i style="text-decoration:line-through">5</i><b class="old-price">7</b>',
    );
    expect(struck.map(({ from, to }) => text.slice(from, to))).toEqual(['899 kr', '5', '7']);
    expect(text).toBe('899 kr 599 kr 5 7 ');
  });

  test('puts blocks and cells on lines of their own, and joins what only tags divide', () => {
    expect(htmlToText('<table><tr><td>A</td><td>1<b>2</b> kr</td></tr></table>B<br>C').text).toBe('A\n12 kr\nB\nC');
  });

  test('keeps the number of a name and the price beside it apart, where a tag stands between them', () => {
    for (const html of [
      'Gran 15 <b>599 kr</b>',
      '<b>Gran 15</b> 599 kr',
      'Gran 15<b> 599 kr</b>',
      'Gran 15 <i></i> 599 kr',
    ])
      expect(htmlToText(html).text).toBe('Gran 15\t599 kr');
    expect(htmlToText('<b>1 299 kr</b>').text).toBe('1 299 kr');
  });

  test('reads character references, and leaves bare ones as they stand', () => {
    expect(htmlToText('&pound;5 &#8364;6 &#x24;7 &amp;pound; & &nosuch; &#0;&#xD800;&#9999999;').text).toBe(
      '£5 €6 $7 &pound; & &nosuch; \ufffd\ufffd\ufffd',
    );
  });

  test('knows where in the source each character stands', () => {
    const bits = fc.constantFrom(
      'a',
      'kr ',
      '<b>',
      '</b>',
      '<p>',
      '<s>',
      '</s>',
      '&nbsp;',
      '&aring;',
      '<',
      '>',
      '"',
      '<!--',
      '-->',
      '<i x="',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        const html = parts.join('');
        const { text, sourceOf, struck } = htmlToText(html);
        let before = 0;
        for (let at = 0; at < text.length; at += 1) {
          const { from, to } = sourceOf({ from: at, to: at + 1 });
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeLessThanOrEqual(html.length);
          if (/[a-z]/.test(text.charAt(at))) expect(html.slice(from, to)).toBe(text.charAt(at));
          before = from;
        }
        for (const { from, to } of struck) expect(to).toBeGreaterThanOrEqual(from);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['<div>', '<s>', '</b>', '<a b="', '<!--', '<script>', '&', '<p hidden>', '<b></i>', '<', '&#'])(
    'hostile nesting of "%s" is read through',
    (piece) => {
      expect(htmlToText(piece.repeat(200_000)).text.length).toBeLessThanOrEqual(piece.length * 200_000);
    },
  );
});
