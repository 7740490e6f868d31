import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Vault } from '../kernel/identifier-settings.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { beginKeyChange, endKeyChange } from '../store/identifier-settings.ts';
import { demandVault, rotateSecrets } from './secret.service.ts';

const usage = `samspel secrets rotate [--new-key]

Changes the key by which personal numbers are hashed and sealed, while the server runs.

With identifier.key in the data folder:
  1  samspel secrets rotate --new-key     puts a new key before the old one in the file
  2  start the server anew                it then finds people by both keys
  3  samspel secrets rotate               hashes and seals everything anew, and takes the old key out of the file

With SAMSPEL_IDENTIFIER_KEY: set it to the new key and SAMSPEL_IDENTIFIER_KEY_BEFORE to the old one in every process,
start them anew, run samspel secrets rotate, and take SAMSPEL_IDENTIFIER_KEY_BEFORE away.
`;

/** `samspel secrets rotate`: a new key for what may not stand in the clear. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('secrets', io, async () => {
    const asked = readArguments(args);
    if (asked === 'help') {
      io.stdout.write(usage);
      return 0;
    }
    const config = readConfig();
    if (asked.newKey) {
      beginKeyChange(config);
      io.stdout.write(
        'A new key stands first in identifier.key. Start the server anew, then: samspel secrets rotate\n',
      );
      return 0;
    }
    return withDeps(config, async (open) => {
      const vault = demandVault(open.deps.identifierSettings);
      const isWhole = await rotate(open.deps, vault, io);
      if (isWhole) endKeyChange(config);
      return isWhole ? 0 : 1;
    });
  });
}

/** True when nothing is left that is kept by another key. */
export async function rotate(deps: Deps, vault: Vault, io: Pick<CommandIo, 'stdout' | 'stderr'>): Promise<boolean> {
  const { changed, unopened } = await rotateSecrets(deps, vault);
  io.stdout.write(`${changed} values are hashed and sealed by the key ${vault.keyId}.\n`);
  if (unopened === 0) return true;
  io.stderr.write(
    `samspel secrets: ${unopened} values are sealed by a key that is not here, and were left as they are. Set SAMSPEL_IDENTIFIER_KEY_BEFORE to it and run this again.\n`,
  );
  return false;
}

function readArguments(args: string[]): { readonly newKey: boolean } | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'new-key': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help || positionals.length === 0) return 'help';
    if (positionals.join(' ') !== 'rotate') throw new Error(`found "${positionals.join(' ')}", allowed is "rotate"`);
    return { newKey: values['new-key'] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('field-invalid', `${why}.`);
  }
}
