import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../kernel/errors.ts';

/**
 * Takes a large body down to a file of ours first and then lends it to the work: the caller may send as fast as the
 * line allows, however long the work takes, and the memory stays small. The file is gone when the work is done.
 */
export async function withSpooledBody<T>(
  body: Readable,
  mostBytes: number,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'samspel-'));
  try {
    const path = join(folder, 'body');
    await pipeline(body, boundedTo(mostBytes), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function boundedTo(mostBytes: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed <= mostBytes) return done(null, chunk);
      return done(
        new DomainError('body-too-large', `The file holds more than ${mostBytes} bytes. Send it in smaller parts.`, [
          { field: '(body)', found: `more than ${mostBytes} bytes`, allowed: `at most ${mostBytes} bytes` },
        ]),
      );
    },
  });
}
