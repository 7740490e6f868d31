import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { openEventImport } from './event-import.store.ts';
import { CHUNK_BYTES } from './stored-file.reads.ts';
import { completeFile, deleteDraft, insertChunk } from './stored-file.store.ts';

/** The largest file that may be handed in over HTTP, as it is sent. Larger ones go by the command line. */
export const MOST_FILE_BYTES = 1_000_000_000;

/**
 * Keeps a file that is handed in, part by part, so that any process may work on it and nothing of it has to fit in
 * memory. What breaks off before its end leaves nothing behind.
 */
export async function keepFile(
  deps: Deps,
  file: { readonly fileName: string; readonly source: string },
  body: Readable,
): Promise<string> {
  const id = deps.newId();
  await openEventImport(deps.postgres, {
    id,
    state: 'draft',
    fileName: file.fileName,
    mappingName: null,
    source: file.source,
    definition: null,
    fileHash: null,
    fingerprint: null,
    bytesTotal: 0,
    startedAt: deps.clock(),
  });
  try {
    const { hash, bytes } = await keepParts(deps, id, body);
    if (bytes === 0) throw empty(file.fileName);
    await completeFile(deps.postgres, id, hash, bytes);
    return id;
  } catch (error) {
    await deleteDraft(deps.postgres, id);
    throw error;
  }
}

async function keepParts({ postgres }: Deps, id: string, body: Readable): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let nth = 0;
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes > MOST_FILE_BYTES) throw tooLarge();
    waiting.push(chunk);
    waitingBytes += chunk.length;
    while (waitingBytes >= CHUNK_BYTES) {
      const all = Buffer.concat(waiting);
      await insertChunk(postgres, id, nth, all.subarray(0, CHUNK_BYTES));
      nth += 1;
      waiting = [all.subarray(CHUNK_BYTES)];
      waitingBytes = all.length - CHUNK_BYTES;
    }
  }
  if (waitingBytes > 0) await insertChunk(postgres, id, nth, Buffer.concat(waiting));
  return { hash: hash.digest('hex'), bytes };
}

function tooLarge(): DomainError {
  return new DomainError(
    'body-too-large',
    `The file holds more than ${MOST_FILE_BYTES} bytes. Pack it by gzip, split it, or use samspel import events.`,
    [{ field: '(body)', found: `more than ${MOST_FILE_BYTES} bytes`, allowed: `at most ${MOST_FILE_BYTES} bytes` }],
  );
}

function empty(fileName: string): DomainError {
  return new DomainError('file-unreadable', `${fileName} is empty: no byte of it came.`);
}
