import { DomainError } from '../kernel/errors.ts';
import { jsonText } from '../kernel/plain-text.ts';
import { registerChannels } from '../organisation/channel-registration.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { requestCheck } from './check-request.service.ts';
import { addToImport, finishImport, insertImport, insertRejectedRows, type RejectedRow } from './import.store.ts';
import type { SightingReceipt } from './sighting.contract.ts';
import type { FileReading } from './file-reading.ts';
import { readSighting, type Sighting } from './sighting.ts';
import { insertSightings } from './sighting.store.ts';

/** What is handed in: its name and how it is read. */
export type Handover = {
  readonly fileName: string;
  readonly mapping?: string | undefined;
  /** The channels in it that its mapping says are not ours. */
  readonly foreignChannels?: readonly string[];
  /** The one channel that whoever hands it in may speak for; without it, any. */
  readonly onlyChannel?: string | null | undefined;
};

/** Rejected rows that the answer shows; all of them are kept. */
const REJECTED_ROWS_SHOWN = 100;
const FAULTS_SHOWN = 20;
const BATCH_ROWS = 5_000;
/** A long import asks for its check at its end; should the process die before, the check comes after this time. */
const CHECK_AFTER_SECONDS = 600;

/** Takes in one batch in one transaction: each row is judged alone, and what is answered is saved. */
export async function receiveSightings(
  deps: Deps,
  handover: Handover,
  rows: readonly FileReading[],
): Promise<SightingReceipt> {
  const receipt = emptyReceipt(deps.newId());
  await inTransaction(deps.postgres, async (tx) => {
    await openImport(tx, deps, receipt.importId, handover);
    const products = new Set<string>();
    for (const batch of inParts(rows, BATCH_ROWS)) {
      for (const product of await saveRows(tx, deps, handover, receipt, batch)) products.add(product);
    }
    await finishImport(tx, receipt.importId, deps.clock());
    await requestCheck(tx, products);
  });
  return receipt;
}

/**
 * Takes in a JSON batch. When no row of it is a sighting, the caller most likely has the form wrong: the rows are kept
 * like all rejected ones, and the fault says which fields to mend.
 */
export async function receiveSightingBatch(
  deps: Deps,
  sightings: readonly unknown[],
  onlyChannel: string | null = null,
): Promise<SightingReceipt> {
  const rows = sightings.map((input, index): FileReading => ({
    line: index + 1,
    reading: readSighting(input, deps),
    body: () => jsonText(input),
  }));
  const receipt = await receiveSightings(deps, { fileName: 'POST /v1/sightings', onlyChannel }, rows);
  if (receipt.accepted + receipt.repeated > 0) return receipt;
  const faults = receipt.rejectedRows.slice(0, FAULTS_SHOWN).map((row) => ({
    field: ['sightings', row.line - 1, row.field].filter((step) => step !== '').join('.'),
    found: foundIn(sightings[row.line - 1], row.field),
    allowed: row.reason,
  }));
  throw new DomainError(
    'field-invalid',
    `None of the ${receipt.rejected} rows is a sighting. ${faults
      .slice(0, 3)
      .map((fault) => `${fault.field}: ${fault.allowed}`)
      .join(' ')} They are kept as import ${receipt.importId}.`,
    faults,
  );
}

/** Takes in a file of any length in batches, each in a transaction of its own, so that its progress can be watched. */
export async function importSightings(
  deps: Deps,
  handover: Handover,
  rows: AsyncIterable<readonly FileReading[]>,
  onProgress: (receipt: SightingReceipt) => void = () => {},
): Promise<SightingReceipt> {
  const receipt = emptyReceipt(deps.newId());
  const products = new Set<string>();
  await openImport(deps.postgres, deps, receipt.importId, handover);
  try {
    for await (const batch of inBatches(rows, BATCH_ROWS)) {
      await inTransaction(deps.postgres, async (tx) => {
        for (const product of await saveRows(tx, deps, handover, receipt, batch)) products.add(product);
        await requestCheck(tx, 'all', { delaySeconds: CHECK_AFTER_SECONDS });
      });
      onProgress(receipt);
    }
  } finally {
    // Also when the file breaks off in the middle: what was accepted stands, and is checked.
    await inTransaction(deps.postgres, async (tx) => {
      await finishImport(tx, receipt.importId, deps.clock());
      await requestCheck(tx, products);
    });
  }
  return receipt;
}

type GrowingReceipt = { -readonly [K in keyof SightingReceipt]: SightingReceipt[K] };

function emptyReceipt(importId: string): GrowingReceipt {
  return { importId, accepted: 0, repeated: 0, rejected: 0, rejectedRows: [] };
}

async function openImport(sql: Sql, deps: Deps, id: string, handover: Handover): Promise<void> {
  const { fileName, mapping } = handover;
  await insertImport(sql, { id, fileName, mapping: mapping ?? null, startedAt: deps.clock() });
}

/** Saves the rows, counts them into the receipt, and returns the products that something new was said of. */
async function saveRows(
  tx: Sql,
  deps: Deps,
  handover: Handover,
  receipt: GrowingReceipt,
  rows: readonly FileReading[],
): Promise<ReadonlySet<string>> {
  const { sightings, rejected } = sorted(rows, handover.onlyChannel ?? null);
  const from = { importId: receipt.importId, at: deps.clock(), newId: deps.newId };
  await registerChannels(tx, new Set(sightings.map((each) => each.channel)), handover.foreignChannels);
  const accepted = await insertSightings(tx, sightings, from);
  await insertRejectedRows(tx, rejected, { ...from, kind: 'sighting', source: handover.fileName });
  const counts = { accepted, repeated: sightings.length - accepted, rejected: rejected.length };
  await addToImport(tx, receipt.importId, counts);
  receipt.accepted += counts.accepted;
  receipt.repeated += counts.repeated;
  receipt.rejected += counts.rejected;
  const room = REJECTED_ROWS_SHOWN - receipt.rejectedRows.length;
  receipt.rejectedRows.push(...rejected.slice(0, room).map(({ line, field, reason }) => ({ line, field, reason })));
  return new Set(accepted === 0 ? [] : sightings.map((each) => each.product));
}

function sorted(
  rows: readonly FileReading[],
  onlyChannel: string | null,
): { sightings: Sighting[]; rejected: RejectedRow[] } {
  const sightings: Sighting[] = [];
  const rejected: RejectedRow[] = [];
  for (const { line, reading, body } of rows) {
    if (!('sighting' in reading)) rejected.push({ line, field: reading.field, reason: reading.reason, body: body() });
    else if (onlyChannel === null || reading.sighting.channel === onlyChannel) sightings.push(reading.sighting);
    else rejected.push({ line, ...foreignTo(onlyChannel, reading.sighting), body: body() });
  }
  return { sightings, rejected };
}

function foreignTo(onlyChannel: string, { channel }: Sighting): { field: string; reason: string } {
  return {
    field: 'channel',
    reason: `The key is the channel ${onlyChannel}'s and speaks for no other, found ${channel}.`,
  };
}

function foundIn(row: unknown, field: string): string {
  const value = typeof row === 'object' && row !== null && field !== '' ? (row as Record<string, unknown>)[field] : row;
  const json = value === undefined ? 'nothing' : jsonText(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}

function* inParts<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** Gathers what comes in small parts into batches of about `size`. */
async function* inBatches<T>(parts: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const part of parts) {
    batch.push(...part);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
