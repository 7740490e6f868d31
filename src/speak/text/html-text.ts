import { entityAt } from './html-entity.ts';
import { type HtmlTag, isHidden, isStruck, tagAt } from './html-tag.ts';
import type { Stretch } from './read-terms.ts';

/** What a reader sees of an HTML text, and where in the source each character of it stands. */
export type HtmlText = {
  readonly text: string;
  /** What is crossed out, as stretches of `text` in order. */
  readonly struck: readonly Stretch[];
  /** The stretch of the source that a stretch of `text` was read from. */
  readonly sourceOf: (stretch: Stretch) => Stretch;
};

type Open = { readonly name: string; readonly hidden: boolean; readonly struck: boolean };

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const unread = new Set(['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'xmp']);
const blocks = new Set(
  (
    'address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr ' +
    'html li main nav ol option p pre section table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Elements that end where the next of their kind begins. */
const endedByNext = new Set(['p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option']);
/** White space that no number goes on past. */
const SEAM = '\t';
const invisible = /\u034f|[\u00ad\u200b-\u200f\u2060\ufeff]/;

/**
 * Turns HTML into the text that a reader sees: without tags, comments, styles, scripts and what is hidden; blocks and
 * cells on lines of their own. Broken HTML is read as far as it goes. Time and memory grow with the length alone, however
 * deep it is nested.
 */
export function htmlToText(html: string): HtmlText {
  const reader = new HtmlReader(html);
  return reader.read();
}

/** One pass over one text: what is open, what has been written. */
class HtmlReader {
  readonly #html: string;
  readonly #lower: string;
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #open: Open[] = [];
  readonly #openByName = new Map<string, number>();
  readonly #struck: Stretch[] = [];
  #hiddenDepth = 0;
  #struckDepth = 0;
  #struckFrom = 0;
  #isAfterTag = false;

  constructor(html: string) {
    this.#html = html;
    // Only ASCII letters are lowered, so that every offset stays what it is.
    this.#lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  read(): HtmlText {
    let at = 0;
    while (at < this.#html.length) at = this.#step(at);
    while (this.#open.length > 0) this.#pop();
    const [starts, ends] = [this.#starts, this.#ends];
    return {
      text: this.#parts.join(''),
      struck: this.#struck,
      sourceOf: ({ from, to }) => ({
        from: starts[from] ?? this.#html.length,
        to: to > from ? (ends[to - 1] ?? this.#html.length) : (starts[from] ?? this.#html.length),
      }),
    };
  }

  #step(at: number): number {
    const character = this.#html.charAt(at);
    if (character === '<') {
      if (this.#html.startsWith('<!--', at)) return this.#after('-->', at + 4);
      if (this.#html.startsWith('<!', at) || this.#html.startsWith('<?', at)) return this.#after('>', at + 2);
      const tag = tagAt(this.#html, at);
      if (tag !== undefined) {
        this.#isAfterTag = true;
        return this.#tag(tag, at);
      }
    }
    const entity = character === '&' ? entityAt(this.#html, at) : undefined;
    this.#write(entity?.text ?? character, at, entity?.end ?? at + 1);
    return entity?.end ?? at + 1;
  }

  #after(mark: string, from: number): number {
    const at = this.#lower.indexOf(mark, from);
    return at === -1 ? this.#html.length : at + mark.length;
  }

  #tag(tag: HtmlTag, at: number): number {
    if (blocks.has(tag.name)) this.#space('\n', at, tag.end);
    if (tag.closes) {
      this.#close(tag.name);
      return tag.end;
    }
    if (unread.has(tag.name)) {
      const close = this.#after(`</${tag.name}`, tag.end);
      return close === this.#html.length ? close : this.#after('>', close);
    }
    if (voids.has(tag.name)) return tag.end;
    if (endedByNext.has(tag.name) && this.#open.at(-1)?.name === tag.name) this.#pop();
    this.#push({ name: tag.name, hidden: isHidden(tag), struck: isStruck(tag) }, at, tag.end);
    return tag.end;
  }

  #push(open: Open, at: number, end: number): void {
    this.#open.push(open);
    this.#openByName.set(open.name, (this.#openByName.get(open.name) ?? 0) + 1);
    if (open.hidden) this.#hiddenDepth += 1;
    if (!open.struck) return;
    this.#space(' ', at, end);
    if (this.#struckDepth === 0) this.#struckFrom = this.#parts.length;
    this.#struckDepth += 1;
  }

  /** Closes an element and what was left open in it. A tag that closes nothing is passed over without a search. */
  #close(name: string): void {
    if ((this.#openByName.get(name) ?? 0) === 0) return;
    while (this.#pop() !== name);
  }

  #pop(): string | undefined {
    const open = this.#open.pop();
    if (open === undefined) return undefined;
    this.#openByName.set(open.name, (this.#openByName.get(open.name) ?? 1) - 1);
    if (open.hidden) this.#hiddenDepth -= 1;
    if (open.struck) {
      this.#struckDepth -= 1;
      if (this.#struckDepth === 0) {
        this.#struck.push({ from: this.#struckFrom, to: this.#parts.length });
        const end = this.#ends.at(-1) ?? 0;
        this.#space(' ', end, end);
      }
    }
    return open.name;
  }

  #write(text: string, from: number, to: number): void {
    if (this.#hiddenDepth > 0 || invisible.test(text)) return;
    if (/^[ \t\r\n\f]$/.test(text)) {
      this.#space(' ', from, to);
      return;
    }
    for (let unit = 0; unit < text.length; unit += 1) this.#put(text.charAt(unit), from, to);
  }

  /** White space: one space for many, and a new line in place of a space. */
  #space(text: ' ' | '\n', from: number, to: number): void {
    if (this.#hiddenDepth > 0) return;
    const last = this.#parts.at(-1);
    if (last === undefined || last === '\n') return;
    if (last === ' ') {
      if (text === '\n') this.#parts[this.#parts.length - 1] = '\n';
      return;
    }
    this.#put(text, from, to);
  }

  #put(unit: string, from: number, to: number): void {
    if (unit !== ' ') {
      // "Gran 15 <b>599 kr</b>": what would be read as thousands are two numbers when a tag stands between them.
      const last = this.#parts.length - 1;
      const isSeam = this.#isAfterTag && this.#parts[last] === ' ' && /\d/.test(this.#parts[last - 1] ?? '');
      if (isSeam && /^\d{3}/.test(this.#html.slice(from, from + 3))) this.#parts[last] = SEAM;
      this.#isAfterTag = false;
    }
    this.#parts.push(unit);
    this.#starts.push(from);
    this.#ends.push(to);
  }
}
