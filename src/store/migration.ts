import { DomainError } from '../kernel/errors.ts';

/** A numbered file of SQL, and what has been applied to a database before. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
export type Applied = { readonly name: string; readonly checksum: string };

/** The files that remain to be applied, in order. Throws when what was applied is not what the files say. */
export function pendingOf(where: string, files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const unknown = applied.find(({ name }) => !byName.has(name));
  if (unknown !== undefined) {
    throw new DomainError(
      'schema-mismatch',
      `${where} holds ${unknown.name}, which this version does not know: the database is newer. Start the version that made it, or a later one.`,
    );
  }
  const changed = applied.find(({ name, checksum }) => byName.get(name)?.checksum !== checksum);
  if (changed !== undefined) {
    throw new DomainError(
      'schema-mismatch',
      `${changed.name} has been changed since ${where} applied it. Applied files stay as they are: write what is new in a file of its own.`,
    );
  }
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}
