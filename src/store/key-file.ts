import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../kernel/errors.ts';
import { newSecret, readSecret } from './vault.ts';

const FILE = 'identifier.key';
const note = `# The key by which Samspel hashes and seals personal numbers, and knows who has been erased.
# Keep a copy of it apart from the backups of the databases: who has both can read them, who has lost it cannot.
# The first line is used; a second one is the key before it, until \`samspel secrets rotate\` has done its work.
`;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The secrets of a data folder, the one in use first; none when the folder has no key file. */
export function readKeyFile(folder: string): readonly Buffer[] {
  let text: string;
  try {
    text = readFileSync(join(folder, FILE), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line, index) => {
    const secret = readSecret(line.trim());
    if (secret !== undefined) return secret;
    throw new DomainError(
      'config-invalid',
      `Key ${index + 1} in ${join(folder, FILE)} is no key: allowed are 32 bytes in base64. Put back your copy of the file.`,
    );
  });
}

function writeKeys(path: string, secrets: readonly string[]): void {
  writeFileSync(path, `${note}${secrets.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

/** Makes the key file of a folder that has none. Of two processes at once, one makes it and both read the same. */
export function makeKeyFile(folder: string, ownId: string): void {
  const path = join(folder, FILE);
  const own = `${path}.${ownId}`;
  writeKeys(own, [newSecret()]);
  try {
    linkSync(own, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    unlinkSync(own);
  }
}

/** Puts the secrets in the place of those there were, whole or not at all. */
export function replaceKeyFile(folder: string, secrets: readonly string[], ownId: string): void {
  const own = join(folder, `${FILE}.${ownId}`);
  writeKeys(own, secrets);
  renameSync(own, join(folder, FILE));
}
