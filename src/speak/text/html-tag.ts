/** A tag of an HTML text: its name in lower case, and the attributes that say how it looks. */
export type HtmlTag = {
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the text goes on. */
  readonly end: number;
};

const WANTED = new Set(['class', 'style', 'hidden', 'aria-hidden']);
const space = /\s/;
const nameCharacter = /[^\s>/=]/;

/**
 * Reads the tag that begins at `<`; `undefined` when it is a bare `<`. A tag without an end takes the rest of the text,
 * so that nothing is read twice.
 */
export function tagAt(html: string, at: number): HtmlTag | undefined {
  const closes = html.charAt(at + 1) === '/';
  const start = closes ? at + 2 : at + 1;
  if (!/[a-zA-Z]/.test(html.charAt(start))) return undefined;
  let cursor = skip(html, start, nameCharacter);
  const name = html.slice(start, cursor).toLowerCase();
  const attributes = new Map<string, string>();
  while (cursor < html.length && html.charAt(cursor) !== '>') {
    const character = html.charAt(cursor);
    if (space.test(character) || character === '/' || character === '=') {
      cursor += 1;
      continue;
    }
    const nameEnd = skip(html, cursor, nameCharacter);
    const attribute = html.slice(cursor, nameEnd).toLowerCase();
    const value = valueAt(html, skip(html, nameEnd, space));
    if (WANTED.has(attribute) && !attributes.has(attribute)) attributes.set(attribute, value?.text ?? '');
    cursor = value?.end ?? nameEnd;
  }
  return { name, closes, attributes, end: Math.min(cursor + 1, html.length) };
}

function skip(html: string, from: number, pattern: RegExp): number {
  let at = from;
  while (at < html.length && pattern.test(html.charAt(at))) at += 1;
  return at;
}

function valueAt(html: string, equals: number): { readonly text: string; readonly end: number } | undefined {
  if (html.charAt(equals) !== '=') return undefined;
  const start = skip(html, equals + 1, space);
  const quote = html.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const end = skip(html, start, /[^\s>]/);
    return { text: html.slice(start, end), end };
  }
  const close = html.indexOf(quote, start + 1);
  const end = close === -1 ? html.length : close;
  return { text: html.slice(start + 1, end), end: Math.min(end + 1, html.length) };
}

/** True for an element that is not shown: `hidden`, `display:none`, a preheader. */
export function isHidden({ name, attributes }: HtmlTag): boolean {
  if (name === 'template' || attributes.has('hidden')) return true;
  const style = compact(attributes.get('style'));
  if (/display:none|visibility:hidden|mso-hide:all|font-size:0(?:px)?(?:;|$)|max-height:0(?:px)?(?:;|$)/.test(style))
    return true;
  return (attributes.get('class') ?? '').toLowerCase().includes('preheader');
}

const crossedOut = new Set(['strike', 'struck', 'strikethrough', 'linethrough', 'crossed']);
const ofBefore = new Set([
  'old',
  'was',
  'before',
  'original',
  'regular',
  'compare',
  'previous',
  'ordinary',
  'ordinarie',
  'ord',
]);

/** True for an element whose text is crossed out: `<s>`, `<del>`, a line through it, a class such as `old-price`. */
export function isStruck({ name, attributes }: HtmlTag): boolean {
  if (name === 's' || name === 'del' || name === 'strike') return true;
  if (compact(attributes.get('style')).includes('line-through')) return true;
  const classes = (attributes.get('class') ?? '').toLowerCase().split(/\s+/);
  return classes.some((each) => {
    const words = each.split(/[-_]+/);
    if (each === 'line-through' || words.some((word) => crossedOut.has(word))) return true;
    return words.some((word) => ofBefore.has(word)) && words.some((word) => word === 'price' || word === 'pris');
  });
}

function compact(style: string | undefined): string {
  return (style ?? '').toLowerCase().replace(/\s/g, '');
}
