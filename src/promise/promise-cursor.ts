import { DomainError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/id.ts';
import type { Instant } from '../kernel/period.ts';

/** Where a page of promises ended: the promise that stood last on it. */
export type PromiseCursor = { readonly madeAt: Instant; readonly id: string };

/** The cursor as text that a caller hands back as it stands. */
export function writePromiseCursor({ madeAt, id }: PromiseCursor): string {
  return `${madeAt}_${id}`;
}

/** Reads a cursor. Throws `field-invalid` on a text that we did not write. */
export function readPromiseCursor(text: string | undefined): PromiseCursor | undefined {
  if (text === undefined) return undefined;
  const [, madeAt, id] = /^(\d{1,15})_(.+)$/.exec(text) ?? [];
  if (madeAt !== undefined && id !== undefined && isUuid(id)) return { madeAt: Number(madeAt), id };
  throw new DomainError('field-invalid', 'The cursor is not one that this server wrote. Begin without a cursor.', [
    { field: 'cursor', found: text, allowed: 'the `next` of the page before' },
  ]);
}
