import { readFile } from 'node:fs/promises';
import { readConfig } from '../../config.ts';
import { readArguments } from '../../kernel/arguments.ts';
import { type CommandIo, runCommand } from '../../kernel/command.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { withDeps } from '../../store/embedded/running.ts';
import { changeRules, replayIdentity } from './replay.service.ts';
import { readRules } from './read-rules.ts';
import { loadRules } from './rules.reads.ts';

const usage = `samspel identity rules               prints the rules by which identifiers become one customer, as JSON
samspel identity rules --set FILE    makes the rules in the file hold from now on, for what comes in
samspel identity replay              thinks everybody through again by the rules that hold, also what came before

A replay may run while events come in, and may be broken off and begun again. It splits and merges customers; each
change is kept with its reason. After a merge or a split everything that was kept goes with its identifiers.
`;

type Asked =
  | { readonly act: 'help' }
  | { readonly act: 'show' }
  | { readonly act: 'replay' }
  | { readonly act: 'set'; readonly file: string };

function parse(args: string[]) {
  return readArguments(args, { help: { type: 'boolean', short: 'h' }, set: { type: 'string' } });
}

function readAsked(args: string[]): Asked {
  const { values, positionals } = parse(args);
  if (values.help === true) return { act: 'help' };
  const [act, ...rest] = positionals;
  if (rest.length === 0 && act === 'rules') {
    return values.set === undefined ? { act: 'show' } : { act: 'set', file: values.set };
  }
  if (rest.length === 0 && act === 'replay' && values.set === undefined) return { act };
  throw new DomainError('field-invalid', `Found ${args.join(' ') || 'nothing'}; allowed are rules and replay.`);
}

async function rulesIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'there is no such file, or it may not be read';
    throw new DomainError('file-unreadable', `${file} cannot be read as rules: ${why}.`);
  }
}

async function answer(deps: Deps, asked: Exclude<Asked, { act: 'help' }>, io: CommandIo): Promise<string> {
  switch (asked.act) {
    case 'show':
      return `${JSON.stringify(await loadRules(deps.postgres), null, 2)}\n`;
    case 'set': {
      const version = await changeRules(deps, readRules(await rulesIn(asked.file)), 'command:identity');
      return `Version ${version} of the rules holds from now on. samspel identity replay makes it hold for what came before.\n`;
    }
    case 'replay': {
      const occasion = { madeBy: 'command:identity', because: { rule: 'replay' } };
      const isWatched = io.stdout.isTTY === true;
      const { customers, changed } = await replayIdentity(deps, occasion, (done) => {
        if (isWatched) io.stdout.write(`\r${done} customers …`);
      });
      return `${isWatched ? '\r' : ''}${customers} customers thought through, ${changed} are others now.\n`;
    }
    default:
      return asked satisfies never;
  }
}

/** `samspel identity`: shows and changes the rules of who is who, and makes them hold for everybody. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand(
    'identity',
    io,
    async () => {
      const asked = readAsked(args);
      if (asked.act === 'help') {
        io.stdout.write(usage);
        return 0;
      }
      return withDeps(readConfig(), async (open) => {
        io.stdout.write(await answer(open.deps, asked, io));
        return 0;
      });
    },
    2,
  );
}
