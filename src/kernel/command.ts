import type { Readable, Writable } from 'node:stream';
import { DomainError } from './errors.ts';

/** What a command of the command line reads from and prints to; the process itself, or a test's own streams. */
export type CommandIo = {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
};

const PIECE_CHARACTERS = 65_536;

/** Prints what comes, no faster than the reader takes it. Whoever has seen enough (`| head`) may leave: that is no fault. */
export async function print(stdout: Writable, lines: Iterable<string>): Promise<void> {
  const reader = { hasLeft: false };
  // The stream tells of a reader who has left by an event too, and one that nobody hears would end the process.
  const listen = (error: Error): void => {
    if (!isPipeClosed(error)) throw error;
    reader.hasLeft = true;
  };
  stdout.on('error', listen);
  let waiting = '';
  for (const line of lines) {
    waiting += line;
    if (waiting.length < PIECE_CHARACTERS) continue;
    await write(stdout, waiting);
    waiting = '';
    if (reader.hasLeft) return;
  }
  await write(stdout, waiting);
}

function write(stdout: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(text, (error) => {
      if (error && !isPipeClosed(error)) reject(error);
      else resolve();
    });
  });
}

function isPipeClosed(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}

/**
 * Runs a command and tells its fault in the words of whoever called it. Returns the exit code: what `work` answers, 2
 * when the call was wrong, and otherwise `failed`, 1 when nothing else is said.
 */
export async function runCommand(
  name: string,
  io: CommandIo,
  work: () => Promise<number>,
  failed: 1 | 2 = 1,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    io.stderr.write(`samspel ${name}: ${error.detail}\n`);
    if (error.code === 'field-invalid') io.stderr.write(`\`samspel ${name} --help\` shows what is allowed.\n`);
    return error.kind === 'invalid' ? 2 : failed;
  }
}
