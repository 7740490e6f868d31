import { readConfig } from '../config.ts';
import type { CommandIo } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { openDeps } from '../store/embedded/running.ts';
import { atTheMachine } from './audit.ts';
import { type KeyRequest, keyUsage, readKeyRequest } from './key-options.ts';
import { keyLine } from './key-line.ts';
import { listKeys } from './key.reads.ts';
import { addKey, rotateKey, withdrawKey } from './key.service.ts';

/** `samspel keys`: lists, makes and revokes the keys that systems come with. Returns the exit code. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const request = readKeyRequest(args);
    if (request.act === 'help') {
      io.stdout.write(keyUsage);
      return 0;
    }
    const open = await openDeps(readConfig());
    try {
      io.stdout.write(await answer(open.deps, request));
      return 0;
    } finally {
      await open.close();
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    io.stderr.write(`samspel keys: ${error.detail}\n`);
    if (error.code === 'field-invalid') io.stderr.write('`samspel keys --help` shows what is allowed.\n');
    return error.kind === 'invalid' ? 2 : 1;
  }
}

/** Does what was asked and returns what is to be printed. */
export async function answer(deps: Deps, request: Exclude<KeyRequest, { act: 'help' }>): Promise<string> {
  switch (request.act) {
    case 'list':
      return (
        (await listKeys(deps.postgres)).map((key) => keyLine(key, deps.clock())).join('') ||
        'There are no keys. `samspel keys add` makes one.\n'
      );
    case 'add':
      return `${(await addKey(deps, request.key, atTheMachine)).key}\n`;
    case 'rotate':
      return `${(await rotateKey(deps, request.id, request.rotation, atTheMachine)).key}\n`;
    case 'revoke':
      await withdrawKey(deps, request.id, atTheMachine);
      return `The key ${request.id} is revoked.\n`;
    default:
      return request satisfies never;
  }
}
