import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileSource } from './file-source.ts';

/** A file on this machine. One that is not there is told when it is read. */
export function diskSource(path: string, size = statSync(path, { throwIfNoEntry: false })?.size ?? 0): FileSource {
  return {
    size,
    async read(start, end) {
      const handle = await open(path);
      try {
        const bytes = Buffer.alloc(Math.max(0, end - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    stream: () => createReadStream(path),
  };
}
