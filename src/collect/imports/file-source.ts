import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';

/** Where a file's bytes are read from: the disk of this machine, or the database that an upload is kept in. */
export type FileSource = {
  readonly size: number;
  /** The bytes from `start` up to `end`, which is not among them. */
  readonly read: (start: number, end: number) => Promise<Buffer>;
  readonly stream: () => Readable;
};
