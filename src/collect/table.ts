import { isUtf8 } from 'node:buffer';

/** What a table's text is divided by: found from its header line alone, so that 19,90 in a row cannot mislead. */
const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The delimiter that stands most often in the header line, outside quotes; a comma when none does. */
export function findDelimiter(headerLine: string): Delimiter {
  const bare = headerLine.replaceAll(/"[^"]*"/g, '');
  const counts = delimiters.map((each) => ({ each, count: bare.split(each).length - 1 }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return most.count === 0 ? ',' : most.each;
}

/** What a header may look like to us: trimmed names, and an empty or repeated one told apart by its number. */
export function headerOf(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    const unique = seen.has(name) ? `${name} (${index + 1})` : name;
    seen.add(unique);
    return unique;
  });
}

/**
 * Turns the bytes of a table into text as they come. A byte order mark decides; without one the text is UTF-8, unless
 * bytes that cannot be UTF-8 come before any that are more than ASCII: then it is windows-1252, as Swedish tills and
 * spreadsheets write. Every kind of line end becomes a line feed, so that lines can be counted.
 */
export class TableDecoder {
  encoding: Encoding | undefined;
  private decoder: TextDecoder | undefined;
  private held: Uint8Array = new Uint8Array();
  private heldReturn = false;

  /** The text of the next bytes; `last` with none left to come. */
  decode(bytes: Uint8Array, last: boolean): string {
    const all = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    this.held = new Uint8Array();
    if (this.decoder !== undefined) return this.unify(this.decoder.decode(all, { stream: !last }), last);
    if (this.encoding === undefined && all.length < 3 && !last) {
      this.held = all;
      return '';
    }
    const marked = this.encoding === undefined ? encodingOfMark(all) : undefined;
    this.encoding ??= 'utf-8';
    if (marked !== undefined) return this.unify(this.use(marked).decode(all, { stream: !last }), last);
    return this.unify(this.decodeUndecided(all, last), last);
  }

  private use(encoding: Encoding): TextDecoder {
    this.encoding = encoding;
    this.decoder = new TextDecoder(encoding);
    return this.decoder;
  }

  private decodeUndecided(all: Uint8Array, last: boolean): string {
    const whole = last ? all.length : all.length - unfinishedTail(all);
    const body = all.subarray(0, whole);
    if (!isUtf8(body)) return this.use('windows-1252').decode(all, { stream: !last });
    if (body.some((byte) => byte >= 0x80)) return this.use('utf-8').decode(all, { stream: !last });
    this.held = all.subarray(whole);
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  }

  private unify(text: string, last: boolean): string {
    let joined = this.heldReturn ? `\r${text}` : text;
    this.heldReturn = !last && joined.endsWith('\r');
    if (this.heldReturn) joined = joined.slice(0, -1);
    return joined.includes('\r') ? joined.replaceAll(/\r\n?/g, '\n') : joined;
  }
}

function encodingOfMark(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

/** How many bytes at the end begin a UTF-8 character that the next bytes must finish. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}
