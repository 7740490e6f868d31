import { canonicalOf, familyOf } from '../identify/customer.reads.ts';
import { DomainError } from '../kernel/errors.ts';
import { DAY_MS } from '../kernel/period.ts';
import type { Doer } from '../organisation/audit.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { enqueue } from '../store/queue.ts';
import type { CustomerExport } from './export.contract.ts';
import { exportPieces } from './export-file.service.ts';
import type { ExportLanguage } from './export-words.ts';
import {
  clearChunks,
  endExport,
  findChunk,
  findExport,
  insertChunk,
  insertExport,
  listExports,
} from './export.store.ts';
import { closeRequestsOf } from './privacy-request.store.ts';
import { unknownCustomer } from './unknown-customer.ts';

export const EXPORT_JOB = 'export-customer';
/** How long the file may be fetched; the nightly pass then deletes it. */
const FETCHED_WITHIN_MS = 7 * DAY_MS;
const CHUNK_BYTES = 1_000_000;

/** Asks for an export: the file is made as a job, because a life may be long. */
export async function askForExport(
  deps: Deps,
  request: { readonly customerId: string; readonly language: ExportLanguage; readonly by: Doer },
): Promise<CustomerExport> {
  const customerId = await canonicalOf(deps.postgres, request.customerId);
  if (customerId === undefined) throw unknownCustomer(request.customerId);
  const id = deps.newId();
  const now = deps.clock();
  const { by, language } = request;
  await inTransaction(deps.postgres, async (tx) => {
    const askedBy = `${by.kind}:${by.name}`;
    await insertExport(tx, { id, customerId, language, askedBy }, now, now + FETCHED_WITHIN_MS);
    await recordDeeds(deps, tx, [
      { by, action: 'exported', subject: { kind: 'customer', id: customerId }, detail: { export: id } },
    ]);
    await closeRequestsOf(tx, await familyOf(tx, customerId), 'access', { by: askedBy, at: now, outcome: id });
    await enqueue(tx, EXPORT_JOB, [{ id }]);
  });
  return await demandExport(deps, id);
}

/** The export, while it is there. Throws `not-found`. */
export async function demandExport(deps: Deps, id: string): Promise<CustomerExport> {
  const found = await findExport(deps.postgres, id, deps.clock());
  if (found !== undefined) return found;
  throw new DomainError(
    'not-found',
    `There is no export ${id}: it may have expired, after 7 days. Ask for a new one.`,
    [{ field: '(path)', found: id, allowed: 'an export that has not expired' }],
  );
}

export async function exportsOf(deps: Deps, customerId: string): Promise<CustomerExport[]> {
  return await listExports(deps.postgres, await familyOf(deps.postgres, customerId), deps.clock());
}

/** Makes the file. One that broke off is made again from the start. */
export async function makeExport(deps: Deps, id: string): Promise<void> {
  const asked = await findExport(deps.postgres, id, deps.clock());
  if (asked === undefined || asked.state === 'ready') return;
  await clearChunks(deps.postgres, id);
  let nth = 0;
  let bytes = 0;
  let waiting = Buffer.alloc(0);
  const keep = async (chunk: Buffer): Promise<void> => {
    await insertChunk(deps.postgres, id, nth, chunk);
    nth += 1;
    bytes += chunk.length;
  };
  for await (const piece of exportPieces(deps, asked.customerId, asked.language)) {
    waiting = Buffer.concat([waiting, piece]);
    if (waiting.length < CHUNK_BYTES) continue;
    await keep(waiting);
    waiting = Buffer.alloc(0);
  }
  if (waiting.length > 0) await keep(waiting);
  const state = bytes > 0 ? 'ready' : 'failed';
  await endExport(deps.postgres, id, { state, at: deps.clock(), bytes });
}

/** Writes the file of an export piece by piece to whoever takes it, without keeping it. Returns how many bytes. */
export async function writeExport(
  deps: Deps,
  { customerId, language, by }: { readonly customerId: string; readonly language: ExportLanguage; readonly by: Doer },
  take: (piece: Buffer) => Promise<void>,
): Promise<number> {
  const canonical = await canonicalOf(deps.postgres, customerId);
  if (canonical === undefined) throw unknownCustomer(customerId);
  await inTransaction(deps.postgres, async (tx) => {
    const end = { by: `${by.kind}:${by.name}`, at: deps.clock(), outcome: 'written to a file' };
    await recordDeeds(deps, tx, [{ by, action: 'exported', subject: { kind: 'customer', id: canonical } }]);
    await closeRequestsOf(tx, await familyOf(tx, canonical), 'access', end);
  });
  let bytes = 0;
  for await (const piece of exportPieces(deps, canonical, language)) {
    await take(piece);
    bytes += piece.length;
  }
  return bytes;
}

/** The bytes of the file, in order. */
export async function* readExport(deps: Deps, id: string): AsyncGenerator<Buffer> {
  for (let nth = 0; ; nth += 1) {
    const chunk = await findChunk(deps.postgres, id, nth);
    if (chunk === undefined) return;
    yield chunk;
  }
}
