import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '../../kernel/errors.ts';
import { inTransaction, withoutOthers } from '../../store/postgres.ts';
import type { RejectedRow } from '../import.store.ts';
import { columns } from '../event-form.ts';
import { reasonOf, type Refused, takeIn } from '../ingest.service.ts';
import type { Intake } from '../intake.service.ts';
import { withoutSecrets } from '../secret-field.ts';
import { readEventFile } from './event-file.reads.ts';
import {
  endWork,
  type EventImport,
  keepDeadRows,
  openEventImport,
  saveStep,
  startWork,
  type WorkStep,
} from './event-import.store.ts';
import type { FileSource } from './file-source.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { stepsOf, type Stretch } from './import-steps.ts';

/** A file of events: where it lies, what it is called, and how it is read. */
export type EventFile = {
  readonly path: string;
  readonly fileName: string;
  readonly source: string;
  readonly mappingName: string | null;
  readonly mapping: EventMapping;
};

/** How an import stands after a step. */
export type StepDone = Pick<WorkStep, 'rowsRead' | 'bytesRead' | 'passed'>;

/** What has come of working on an import: its end, or why somebody else has the say now. */
export type WorkEnd = 'done' | 'stopped' | 'busy';

/** An invoice of a wholesaler holds more than the Segment spec lets one call hold; a file is bounded as a whole. */
const MOST_EVENT_BYTES = 1_000_000;
const WAIT_WHEN_BUSY_MS = 500;

/** SHA-256 of the file, and how many bytes it holds. */
export async function hashFile(path: string): Promise<{ readonly hash: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new DomainError('file-unreadable', `${path} cannot be read: ${why}.`);
  }
  return { hash: hash.digest('hex'), bytes };
}

/** What the same file, read in the same way from the same source, has in common with itself. */
export function fingerprintOf(fileHash: string, mapping: EventMapping, source: string): string {
  return createHash('sha256')
    .update(JSON.stringify([fileHash, mapping, source]))
    .digest('hex');
}

/** The record of importing this file in this way: a new one, or the one there is of it. */
export async function openImportOf(intake: Intake, file: EventFile): Promise<EventImport> {
  const { hash, bytes } = await hashFile(file.path);
  return await openEventImport(intake.deps.postgres, {
    id: intake.deps.newId(),
    state: 'waiting',
    fileName: file.fileName,
    mappingName: file.mappingName,
    source: file.source,
    definition: file.mapping,
    fileHash: hash,
    fingerprint: fingerprintOf(hash, file.mapping, file.source),
    bytesTotal: bytes,
    startedAt: intake.deps.clock(),
  });
}

/**
 * Works on an import until its file has been dealt with, from where it was left. Every step is durable before it is
 * counted, and what is done twice because the process died in between falls together by its message id.
 */
export async function workOnImport(
  intake: Intake,
  one: EventImport,
  source: FileSource,
  onProgress: (step: StepDone) => void = () => {},
): Promise<WorkEnd> {
  const { postgres } = intake.deps;
  const end = await withoutOthers(postgres, `import ${one.id}`, async (): Promise<WorkEnd> => {
    const from = await startWork(postgres, one.id, intake.deps.clock());
    if (from === undefined) return 'done';
    try {
      const isThrough = await workThrough(intake, one, source, from, onProgress);
      if (!isThrough) return 'stopped';
      await endWork(postgres, one.id, null, intake.deps.clock());
      return 'done';
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      await endWork(postgres, one.id, error.detail, intake.deps.clock());
      throw error;
    }
  });
  return end ?? 'busy';
}

async function workThrough(
  intake: Intake,
  one: EventImport,
  source: FileSource,
  from: number,
  onProgress: (step: StepDone) => void,
): Promise<boolean> {
  if (one.definition === null) throw new DomainError('mapping-invalid', `The import ${one.id} has no mapping yet.`);
  const batches = readEventFile(source, {
    name: one.fileName,
    mapping: one.definition,
    timeZone: intake.deps.timeZone,
    usable: (given) => intake.identity.usable(given, intake.deps.identifierSettings, intake.deps.clock()),
    messageIdOf: (line) => messageIdOf(one.fileHash, line),
  });
  for await (const stretch of stepsOf(batches, from)) {
    const isOurs = await takeStep(intake, one, stretch);
    if (!isOurs) return false;
    onProgress(stretch);
  }
  return true;
}

/** The same row of the same file is the same event, whenever and by whomever it is read. */
function messageIdOf(fileHash: string | null, line: number): string {
  return `file-${createHash('sha256').update(`${fileHash}:${line}`).digest('hex').slice(0, 32)}`;
}

async function takeStep(intake: Intake, one: EventImport, stretch: Stretch): Promise<boolean> {
  const calls = stretch.outcomes.flatMap((each) => (each.kind === 'call' ? [each] : []));
  const dead: RejectedRow[] = stretch.outcomes.flatMap((each) => (each.kind === 'bad' ? [each] : []));
  const refused = calls.length === 0 ? [] : await takeCalls(intake, one, calls);
  const isRefused = new Set(refused.map((each) => each.index));
  const letters = refused.map(({ index, raw, bad }) => ({
    line: calls[index]?.line ?? 0,
    field: bad.faults[0]?.field ?? '(event)',
    reason: reasonOf(bad),
    body: JSON.stringify(withoutSecrets(raw)),
  }));
  const now = intake.deps.clock();
  return await inTransaction(intake.deps.postgres, async (tx) => {
    const isOurs = await saveStep(
      tx,
      one.id,
      {
        from: stretch.from,
        to: stretch.from + stretch.outcomes.length,
        accepted: calls.length - refused.length,
        anonymous: calls.filter((each, index) => each.isAnonymous && !isRefused.has(index)).length,
        rejected: dead.length + refused.length,
        rowsRead: stretch.rowsRead,
        bytesRead: stretch.bytesRead,
        passed: stretch.passed,
      },
      now,
    );
    if (isOurs) {
      const from = { importId: one.id, source: one.source, at: now, newId: intake.deps.newId };
      await keepDeadRows(tx, [...dead, ...letters], from);
    }
    return isOurs;
  });
}

/** Hands the calls in like those of any sender. Where the server takes no more just now, it is waited for. */
async function takeCalls(
  intake: Intake,
  { source }: EventImport,
  calls: readonly { readonly call: unknown }[],
): Promise<readonly Refused[]> {
  const input = {
    calls: calls.map((each) => each.call),
    isBatch: true,
    form: columns,
    source,
    keyChannel: null,
    mostBytes: MOST_EVENT_BYTES,
  };
  for (;;) {
    try {
      const { refused } = await takeIn(intake, input, () => Promise.resolve());
      return refused;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'too-busy') throw error;
      await wait(WAIT_WHEN_BUSY_MS);
    }
  }
}
