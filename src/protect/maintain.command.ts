import { readConfig } from '../config.ts';
import { readOptions } from '../kernel/arguments.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import { withDeps } from '../store/embedded/running.ts';
import { maintain, type Pass } from './maintain.service.ts';

const usage = `samspel maintain

Does now what is done every night at 02:23 UTC: deletes what is over (exports that were handed out, sessions, events that
are kept for a time), and takes away for good what was deleted. Tables are locked while they are written anew, so that
tills and pages wait for seconds, or on large databases for minutes.
`;

/** `samspel maintain`: the nightly pass, now. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand('maintain', io, async () => {
    if (isHelpAsked(args)) {
      io.stdout.write(usage);
      return 0;
    }
    const config = readConfig();
    return withDeps(config, async (open) => {
      const pass = await maintain(open.deps, { dataFolder: config.dataFolder });
      io.stdout.write(report(pass));
      return pass.steps.every((each) => each.isDone) ? 0 : 1;
    });
  });
}

function isHelpAsked(args: string[]): boolean {
  return readOptions(args, { help: { type: 'boolean', short: 'h', default: false } }).help;
}

const sentences: Readonly<Record<string, (count: number) => string>> = {
  expired: (count) => `${count} exports, sessions, links and pieces of files were over and are deleted`,
  retention: (count) => `${count} events were kept for as long as they may be and are deleted`,
  'late-events': (count) => `${count} events of erased customers came late and are deleted`,
  'refused-segments': (count) => `${count} lines of erased customers are taken out of refused segments`,
  'history-rewritten': () => 'the history is written anew without what was deleted',
  'tables-rewritten': () => 'the tables of PostgreSQL are written anew without what was deleted',
};

/** What a pass did, a line for each step. */
export function report({ steps }: Pass): string {
  const lines = steps.map(
    ({ name, count, isDone }) =>
      `${isDone ? 'done' : 'NOT WHOLLY DONE, the next pass goes on'}: ${sentences[name]?.(count) ?? name}`,
  );
  return `${lines.join('\n')}\n`;
}
