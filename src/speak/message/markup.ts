/** A piece of HTML or MJML: words, a tag with its brackets, or a comment. `at` is where it begins. */
export type Piece = { readonly kind: 'words' | 'tag' | 'comment'; readonly text: string; readonly at: number };

/** The text in pieces, each character in one of them. What is not closed is words to the end: no text is gone through twice. */
export function* markupPieces(text: string): Generator<Piece> {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open > at || open === -1) yield { kind: 'words', text: text.slice(at, open === -1 ? undefined : open), at };
    if (open === -1) return;
    const isComment = text.startsWith('<!--', open);
    const close = text.indexOf(isComment ? '-->' : '>', open);
    if (close === -1) {
      yield { kind: isComment ? 'comment' : 'words', text: text.slice(open), at: open };
      return;
    }
    at = close + (isComment ? 3 : 1);
    yield { kind: isComment ? 'comment' : 'tag', text: text.slice(open, at), at: open };
  }
}

/** Changes each `{{ … }}` and `{% … %}` of a text, in one pass. */
export function replaceLiquid(text: string, change: (piece: string) => string): string {
  let done = '';
  let at = 0;
  const opening = /\{[{%]/gu;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const close = text.indexOf(open[0] === '{{' ? '}}' : '%}', open.index + 2);
    if (close === -1) break;
    done += text.slice(at, open.index) + change(text.slice(open.index, close + 2));
    at = close + 2;
    opening.lastIndex = at;
  }
  return done + text.slice(at);
}

/** The value of an attribute of a tag, with where it begins in the tag; `undefined` when the tag does not have it. */
export function attributeIn(
  tag: string,
  name: 'alt' | 'href',
): { readonly value: string; readonly at: number } | undefined {
  const match = (name === 'alt' ? /\salt\s*=\s*("[^"]*"|'[^']*')/iu : /\shref\s*=\s*("[^"]*"|'[^']*')/iu).exec(tag);
  const quoted = match?.[1];
  if (match === null || quoted === undefined) return undefined;
  return { value: quoted.slice(1, -1), at: match.index + match[0].length - quoted.length + 1 };
}

export type Style = {
  readonly color?: string | undefined;
  readonly background?: string | undefined;
  readonly size?: string | undefined;
  readonly weight?: string | undefined;
};

/** What the style of a tag says of how words in it look; of several the last, as browsers take it. */
export function styleIn(tag: string): Style {
  const quoted = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/iu.exec(tag);
  const said = new Map(
    (quoted?.[1] ?? quoted?.[2] ?? '').split(';').flatMap((part) => {
      const colon = part.indexOf(':');
      return colon === -1 ? [] : [[part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim()] as const];
    }),
  );
  const painted = /\sbgcolor\s*=\s*["']?([^"'\s>]+)/iu.exec(tag)?.[1];
  return {
    color: said.get('color'),
    background: said.get('background-color') ?? said.get('background') ?? painted,
    size: said.get('font-size'),
    weight: said.get('font-weight'),
  };
}
