import { Readable, Writable } from 'node:stream';
import type { CommandIo } from '../src/kernel/command.ts';

export type CommandOutcome = { readonly code: number; readonly out: string; readonly err: string };

/** A stream to print to, and all that has been printed to it so far. */
export function paper(): { readonly stream: Writable; readonly text: () => string } {
  let written = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      written += chunk;
      done();
    },
  });
  return { stream, text: () => written };
}

/** Runs a command of the command line as a process would, on streams of its own. */
export async function runCommand(
  run: (args: string[], io: CommandIo) => Promise<number>,
  args: string[],
  input = '',
): Promise<CommandOutcome> {
  const [out, err] = [paper(), paper()];
  const code = await run(args, { stdout: out.stream, stderr: err.stream, stdin: Readable.from([Buffer.from(input)]) });
  return { code, out: out.text(), err: err.text() };
}
