import { readFile } from 'node:fs/promises';
import { DomainError } from '../../kernel/errors.ts';

/** The text of a mapping's file; `undefined` when there is no such file. */
export async function textOfMapping(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new DomainError('file-unreadable', `${path} cannot be read as a mapping.`);
  }
}
