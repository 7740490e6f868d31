import { readConfig } from '../config.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { atTheMachine } from './audit.ts';
import { type KeyRequest, keyUsage, readKeyRequest } from './key-options.ts';
import { keyLine } from './key-line.ts';
import { listKeys } from './key.reads.ts';
import { addKey, rotateKey, withdrawKey } from './key.service.ts';

/** `samspel keys`: lists, makes and revokes the keys that systems come with. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('keys', io, async () => {
    const request = readKeyRequest(args);
    if (request.act === 'help') {
      io.stdout.write(keyUsage);
      return 0;
    }
    return withDeps(readConfig(), async (open) => {
      io.stdout.write(await answer(open.deps, request));
      return 0;
    });
  });
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
