import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { CommandIo } from '../kernel/command.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { createLoginLink } from './login.service.ts';

const usage = `samspel login

Prints a link that lets one person in as the owner: once, within 15 minutes.
`;

/** `samspel login`: prints a fresh one-time link to the running server. Returns the exit code. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
  } catch (error) {
    io.stderr.write(`samspel login: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const config = readConfig();
  return withDeps(config, async (open) => {
    await printLoginLink(open.deps, config.publicUrl ?? open.url, io);
    return 0;
  });
}

/** Prints the link; without a known address of the server, the path only. */
export async function printLoginLink(
  deps: Deps,
  url: string | undefined,
  io: Pick<CommandIo, 'stdout'>,
): Promise<void> {
  const token = await createLoginLink(deps);
  io.stdout.write(`${(url ?? '').replace(/\/$/, '')}/login/${token}\n`);
}
