import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { readInstant } from '../../collect/instant-text.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/period.ts';
import type { FileLine } from '../check-result.ts';

/** What a file of a folder lists. */
export type ListedKind = 'offers' | 'exceptions';

/** One thing as a person wrote it, and where. */
export type Listed = { readonly value: unknown; readonly place: FileLine };

/** Reads YAML or JSON: a list, or its name with one, as `offers:`. Throws `file-unreadable`. */
export function readListed(text: string, name: string, kind: ListedKind): Listed[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(name, kind, error.message.split('\n', 1)[0] ?? error.code);
  const { contents } = document;
  const list = isMap(contents) ? contents.get(kind, true) : contents;
  if (!isSeq(list)) throw unreadable(name, kind, `allowed is a list of ${kind}, or ${kind}: with a list`);
  return valuesIn(document, name, kind).map((value, index) => {
    const node = list.items[index];
    const at =
      typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[] | null)?.[0] : undefined;
    return { value, place: { file: name, line: at === undefined ? null : lines.linePos(at).line } };
  });
}

function valuesIn(document: { toJS: () => unknown }, name: string, kind: ListedKind): unknown[] {
  try {
    const value = document.toJS();
    const list: unknown =
      typeof value === 'object' && value !== null && kind in value ? (value as Record<string, unknown>)[kind] : value;
    return Array.isArray(list) ? list : [];
  } catch (error) {
    // Aliases of aliases would fill the memory; the reader of YAML stops there.
    throw unreadable(name, kind, error instanceof Error ? error.message : String(error));
  }
}

/** A day or a moment as a person writes it; a day begins in the time zone. */
export function listedInstant(text: string, timeZone: string): Instant | undefined {
  return readInstant(text, 'iso', timeZone) ?? readInstant(text, 'YYYY-MM-DD', timeZone);
}

/** The fault of a file that does not list what its name says. */
export function unreadable(name: string, kind: ListedKind, why: string): DomainError {
  return new DomainError('file-unreadable', `${name} cannot be read as ${kind}: ${why}.`);
}
