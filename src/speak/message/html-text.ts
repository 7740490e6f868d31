import { attributeIn, markupPieces } from './markup.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  zwnj: '',
  shy: '',
};

function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

const lineEnds = /^\/?(?:p|div|tr|table|h[1-6]|ul|ol|li|br|hr)\b/iu;
const unseen = /^(?:style|script|head|title|template)\b/iu;

/**
 * The text part of an e-mail, made from its HTML: what a reader without pictures and layout needs. A link is written
 * out after its words, an image by its alt text. One pass over the text.
 */
export function textOfHtml(html: string): string {
  let text = '';
  let href = '';
  let linked = 0;
  let skipped: string | undefined;
  for (const { kind, text: piece } of markupPieces(html)) {
    if (kind === 'comment' || piece.startsWith('<!')) continue;
    const tag = kind === 'tag' ? piece.slice(1, -1) : undefined;
    if (skipped !== undefined) {
      if (tag?.toLowerCase().startsWith(`/${skipped}`) === true) skipped = undefined;
      continue;
    }
    if (tag === undefined) text += piece.replaceAll(/\s+/gu, ' ');
    else if (unseen.test(tag)) skipped = /^\w+/u.exec(tag)?.[0].toLowerCase();
    else if (/^img\b/iu.test(tag)) text += attributeIn(piece, 'alt')?.value ?? '';
    else if (/^a\b/iu.test(tag)) [href, linked] = [attributeIn(piece, 'href')?.value ?? '', text.length];
    else if (/^\/a\b/iu.test(tag)) {
      const words = text.slice(linked).trim();
      if (/^(?:https?|mailto|tel):/iu.test(href) && words !== href) text += ` (${href})`;
      [href, linked] = ['', text.length];
    } else if (lineEnds.test(tag)) text += '\n';
  }
  const lines = decode(text)
    .split('\n')
    .map((line) => line.replaceAll(/[ \t\u00a0]+/gu, ' ').trim());
  return lines
    .filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
    .join('\n')
    .trim();
}
