import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { CommandIo } from '../kernel/command.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { createLoginLink } from './login.service.ts';
import type { Admission } from './member.service.ts';

const usage = `samspel login [--member NAME [--as editor|reader]]

Prints a link that lets one person in, once, within 15 minutes: the owner, or the member named.

  --member NAME  a member, as channels name who answers for them
  --as ROLE      what they may do from now on: editor may change things and approve for their own channels, reader may look
`;

const roles = ['editor', 'reader'] as const;

/** `samspel login`: prints a fresh one-time link to the running server. Returns the exit code. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  let whom: Admission | undefined;
  try {
    const options = {
      help: { type: 'boolean', short: 'h' },
      member: { type: 'string' },
      as: { type: 'string' },
    } as const;
    const { values } = parseArgs({ args, options });
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    whom = admissionOf(values.member, values.as);
  } catch (error) {
    io.stderr.write(`samspel login: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const config = readConfig();
  return withDeps(config, async (open) => {
    await printLoginLink(open.deps, config.publicUrl ?? open.url, io, whom);
    return 0;
  });
}

function admissionOf(name: string | undefined, as: string | undefined): Admission | undefined {
  const role = roles.find((each) => each === as);
  if (as !== undefined && role === undefined) throw new Error(`--as is "${as}", allowed is ${roles.join(', ')}`);
  if (name !== undefined) return { name, role };
  if (role !== undefined) throw new Error('--as needs --member');
  return undefined;
}

/** Prints the link; without a known address of the server, the path only. */
export async function printLoginLink(
  deps: Deps,
  url: string | undefined,
  io: Pick<CommandIo, 'stdout'>,
  whom?: Admission,
): Promise<void> {
  const token = await createLoginLink(deps, whom);
  io.stdout.write(`${(url ?? '').replace(/\/$/, '')}/login/${token}\n`);
}
