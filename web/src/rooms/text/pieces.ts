import type { TextView } from '../../../../src/speak/text/text.contract.ts';

export type Term = TextView['reading']['terms'][number];

/** A piece of a text: what was read there, or nothing. */
export type Piece = { readonly from: number; readonly text: string; readonly term: Term | undefined };

/** A text in its pieces, in order: what something was read from, and what stands between. Of two at one place the first. */
export function piecesOf(text: string, terms: readonly Term[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const term of terms.toSorted((a, b) => a.from - b.from)) {
    if (term.from < at || term.to > text.length || term.to <= term.from) continue;
    if (term.from > at) pieces.push({ from: at, text: text.slice(at, term.from), term: undefined });
    pieces.push({ from: term.from, text: text.slice(term.from, term.to), term });
    at = term.to;
  }
  if (at < text.length) pieces.push({ from: at, text: text.slice(at), term: undefined });
  return pieces;
}

/** The kind of text that a channel most often has. */
export function usualTextKind(channel: string): TextView['kind'] {
  switch (channel) {
    case 'newsletter':
    case 'sms':
    case 'print':
      return 'newsletter';
    case 'phone':
      return 'script';
    case 'chat':
      return 'chat';
    default:
      return 'page';
  }
}
