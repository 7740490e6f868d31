import { readConfig } from '../../config.ts';
import { readOptions } from '../../kernel/arguments.ts';
import { type CommandIo, runCommand } from '../../kernel/command.ts';
import { DomainError } from '../../kernel/errors.ts';
import { withDeps } from '../../store/embedded/running.ts';
import { evenNumbers } from '../../kernel/even-numbers.ts';
import { suggestMatches } from './suggest.service.ts';

const usage = `samspel duplicates [options]     looks for customers that are one person though no identifier says so

  --threshold P      from which probability two are put before somebody (0.5)
  --merge-above P    merge by itself what is surer than this (never)
  --json             print the result as JSON

What it finds waits under Kunder, Granskning. It takes minutes and memory for a million customers, in this process.
`;

const RANDOM_SEED = 1;

/** A probability of the command line: between 0 and 1, neither included. */
function probability(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new DomainError('field-invalid', `--${name} is "${text}", allowed is a number between 0 and 1.`, [
    { field: name, found: text, allowed: 'a number between 0 and 1' },
  ]);
}

function optionsIn(args: string[]) {
  return readOptions(args, {
    threshold: { type: 'string', default: '0.5' },
    'merge-above': { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
}

/** `samspel duplicates`: fills the queue of customers that may be one. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('duplicates', io, async () => {
    const options = optionsIn(args);
    if (options.help) {
      io.stdout.write(usage);
      return 0;
    }
    const above = options['merge-above'];
    const asked = {
      threshold: probability('threshold', options.threshold),
      mergeAbove: above === undefined ? null : probability('merge-above', above),
    };
    return withDeps(readConfig(), async (open) => {
      const result = await suggestMatches(open.deps, {
        ...asked,
        madeBy: 'command line',
        random: evenNumbers(RANDOM_SEED),
      });
      const { customers, compared, suggested, merged } = result;
      io.stdout.write(
        options.json
          ? `${JSON.stringify({ customers, compared, suggested, merged })}\n`
          : `${customers} customers, ${compared} pairs compared: ${suggested} to decide about, ${merged} merged.\n`,
      );
      return 0;
    });
  });
}
