import { readFile } from 'node:fs/promises';
import { DomainError } from '../kernel/errors.ts';

/** The text of a small file, as a mapping, without a byte order mark. Throws `file-unreadable` with the reason. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'ENOENT' ? 'there is no such file' : code;
    throw new DomainError('file-unreadable', `${path} cannot be read: ${why}.`);
  }
}
