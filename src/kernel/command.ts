import type { Readable, Writable } from 'node:stream';

/** What a command of the command line reads from and prints to; the process itself, or a test's own streams. */
export type CommandIo = {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
};
