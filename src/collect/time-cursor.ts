import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';

/** Where a page of things in order of time ended: the next one goes on after this time and id, whatever came since. */
export type TimeCursor = { readonly at: Instant; readonly id: string };

export function writeTimeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** Reads a cursor. Throws `field-invalid` for one that we did not write. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(\d{1,15}) ([^\p{Cc}]{1,300})$/u.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at !== undefined && id !== undefined) return { at: Number(at), id };
  throw new DomainError('field-invalid', 'The cursor is not one that this address has given. Begin without it.', [
    { field: 'cursor', found: cursor, allowed: 'the `next` of the page before' },
  ]);
}
