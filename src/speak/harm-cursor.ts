import { DomainError } from '../kernel/errors.ts';

/** Where a page ended in a list that is sorted by harm, the most harmful first, and then by id. */
export type HarmCursor = { readonly harm: number; readonly id: string };

export function writeHarmCursor(last: HarmCursor): string {
  return Buffer.from(JSON.stringify([last.harm, last.id])).toString('base64url');
}

/** Throws `field-invalid` for a cursor that no page of ours ended with. */
export function readHarmCursor(
  text: string | undefined,
  isId: (id: string) => boolean = () => true,
): HarmCursor | undefined {
  if (text === undefined) return undefined;
  const parts = parsed(Buffer.from(text, 'base64url').toString('utf8'));
  const [harm, id] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (typeof harm === 'number' && typeof id === 'string' && !id.includes('\u0000') && isId(id)) return { harm, id };
  throw new DomainError('field-invalid', 'The cursor is not one that a page before ended with; begin without it.', [
    { field: 'cursor', found: text, allowed: 'the `next` of the page before' },
  ]);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
