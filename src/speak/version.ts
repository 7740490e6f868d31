import { DomainError } from '../kernel/errors.ts';

/** The fault of asking for a version that there is not. */
export function noVersion(version: number, newest: number): DomainError {
  return new DomainError('not-found', `There is no version ${version}; the newest is ${newest}.`, [
    { field: 'version', found: String(version), allowed: `1 to ${newest}` },
  ]);
}

/** Throws `state-conflict` when somebody else has saved since the version that was written on top of. */
export function demandNewest(newest: number, after: number): void {
  if (newest === after) return;
  throw new DomainError(
    'state-conflict',
    `Somebody saved version ${newest} after version ${after}, which you edited. Look at theirs, and save again.`,
    [{ field: 'after', found: String(after), allowed: String(newest) }],
  );
}

/** Throws `state-conflict` when what is to be approved or put live is not the version that was looked at. */
export function demandSeen(newest: number, seen: number | undefined): void {
  if (seen === undefined || seen === newest) return;
  throw new DomainError('state-conflict', `Version ${newest} is the newest, not version ${seen}. Look at it first.`, [
    { field: 'version', found: String(seen), allowed: String(newest) },
  ]);
}
