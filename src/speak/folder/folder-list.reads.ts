import { readdir } from 'node:fs/promises';
import { DomainError } from '../../kernel/errors.ts';

/** More is no folder of prices and texts, but most likely a disk. */
const MOST_FILES = 10_000;

/** The files of a folder and the folders in it, by their paths from there, in order; and the links, which are not followed. */
export type FolderList = { readonly files: readonly string[]; readonly links: readonly string[] };

/** Lists a folder. What begins with a dot is not looked at. Throws `file-unreadable`. */
export async function listFolder(folder: string): Promise<FolderList> {
  const files: string[] = [];
  const links: string[] = [];
  const waiting = [''];
  for (let under = waiting.pop(); under !== undefined; under = waiting.pop()) {
    for (const entry of await entriesOf(folder, under)) {
      if (entry.name.startsWith('.')) continue;
      const path = `${under}${entry.name}`;
      if (entry.isDirectory()) waiting.push(`${path}/`);
      else if (entry.isFile()) files.push(path);
      else links.push(path);
    }
    if (files.length + links.length + waiting.length > MOST_FILES)
      throw new DomainError(
        'file-unreadable',
        `${folder} holds more than ${MOST_FILES} files; name the folder in which the prices and texts lie.`,
      );
  }
  return { files: files.toSorted(), links: links.toSorted() };
}

async function entriesOf(folder: string, under: string) {
  try {
    return await readdir(`${folder}/${under}`, { withFileTypes: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('file-unreadable', `${folder}/${under} cannot be read: ${why}.`);
  }
}
