import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, withoutOthers } from '../../store/postgres.ts';
import { enqueue, type Jobs } from '../../store/queue.ts';
import { DAY_MS } from '../../kernel/period.ts';
import type { Intake } from '../intake.service.ts';
import { saveMapping } from '../mapping.service.ts';
import type { MappingInput, Uploaded } from './event-import.contract.ts';
import { fingerprintOf, workOnImport } from './event-import.service.ts';
import { type EventImport, loadEventImport } from './event-import.store.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { checkEventMapping } from './event-mapping.ts';
import { savedEventMapping } from './saved-mapping.service.ts';
import { storedSource } from './stored-file.reads.ts';
import { changeState, deleteDraft, deleteOldFiles, findTwin, listUnfinished, setReading } from './stored-file.store.ts';

const IMPORT_JOB = 'work-on-import';
/** Takes up what a dead process left; done hourly, and when a worker starts. */
export const RESUME_IMPORTS_JOB = 'resume-imports';

// One file at a time, so that the other jobs keep a worker.
const TURN = 'imports of events';
const NEXT_TURN_SECONDS = 5;
const FILE_KEPT_DAYS = 7;

export type StartInput = {
  readonly mapping: MappingInput;
  readonly source?: string | undefined;
  readonly saveAs?: string | undefined;
};

/** The import of that id. Throws `not-found`. */
export async function demandImport(deps: Pick<Deps, 'postgres'>, id: string): Promise<EventImport> {
  const found = await loadEventImport(deps.postgres, id);
  if (found !== undefined) return found;
  throw new DomainError('not-found', `There is no import of events ${id}. GET /v1/imports lists those there are.`);
}

/** The mapping that is given by its name or as it is. Throws `field-invalid` and `mapping-invalid`. */
export async function mappingGiven(deps: Deps, mapping: MappingInput): Promise<EventMapping> {
  return typeof mapping === 'string' ? await savedEventMapping(deps, mapping) : checkEventMapping(mapping);
}

/** Says how the file is read and has it worked on. The same file read in the same way before is known: then this one goes. */
export async function startImport(deps: Deps, id: string, input: StartInput): Promise<Uploaded> {
  const one = await demandImport(deps, id);
  const definition = await mappingGiven(deps, input.mapping);
  const source = input.source ?? one.source;
  const fingerprint = fingerprintOf(one.fileHash ?? '', definition, source);
  const twin = await findTwin(deps.postgres, id, fingerprint);
  if (twin !== undefined && one.dealtWith === 0) {
    await deleteDraft(deps.postgres, id);
    return { id: twin, isKnown: true };
  }
  if (input.saveAs !== undefined) await saveMapping(deps, input.saveAs, definition);
  const mappingName = input.saveAs ?? (typeof input.mapping === 'string' ? input.mapping : null);
  await inTransaction(deps.postgres, async (tx) => {
    const isSet = await setReading(tx, id, { definition, mappingName, source, fingerprint });
    if (!isSet)
      throw conflict(one, 'a mapping can be given while an import is a draft, or when it failed at its first row');
    await requestWork(tx, id);
  });
  return { id, isKnown: false };
}

/** Stops the work at its next step. What was taken in stands. */
export async function cancelImport(deps: Deps, id: string): Promise<void> {
  const one = await demandImport(deps, id);
  const isDone = await changeState(deps.postgres, id, ['draft', 'waiting', 'running'], 'cancelled', deps.clock());
  if (!isDone) throw conflict(one, 'an import can be cancelled until it is done');
}

/** Takes the work up again where it was left. */
export async function resumeImport(deps: Deps, id: string): Promise<void> {
  const one = await demandImport(deps, id);
  await inTransaction(deps.postgres, async (tx) => {
    const isWaiting =
      one.definition !== null && (await changeState(tx, id, ['failed', 'cancelled'], 'waiting', deps.clock()));
    if (!isWaiting) throw conflict(one, 'an import that was cancelled or has failed can be taken up again');
    await requestWork(tx, id);
  });
}

function conflict({ id, state }: EventImport, allowed: string): DomainError {
  return new DomainError('state-conflict', `The import ${id} is ${state}: ${allowed}.`, [
    { field: 'state', found: state, allowed },
  ]);
}

async function requestWork(
  sql: Deps['postgres'] | Parameters<typeof enqueue>[0],
  id: string,
  delaySeconds = 0,
): Promise<void> {
  await enqueue(sql, IMPORT_JOB, [{ id }], { key: `${IMPORT_JOB} ${id}`, delaySeconds });
}

/** The jobs that the worker does for imports. */
export function importJobs(intake: Intake): Jobs {
  const { deps } = intake;
  return {
    [IMPORT_JOB]: async (items) => {
      for (const id of idsIn(items)) await workInTurn(intake, id);
    },
    [RESUME_IMPORTS_JOB]: async () => {
      await deleteOldFiles(deps.postgres, deps.clock() - FILE_KEPT_DAYS * DAY_MS);
      await takeUpImports(deps);
    },
  };
}

/** Asks for the work on every import whose file is here and which is not through: a process may have died over it. */
export async function takeUpImports(deps: Pick<Deps, 'postgres'>): Promise<void> {
  for (const id of await listUnfinished(deps.postgres)) await requestWork(deps.postgres, id);
}

function idsIn(items: readonly unknown[]): Set<string> {
  return new Set(
    items.flatMap((item) => (typeof item === 'object' && item !== null && 'id' in item ? [String(item.id)] : [])),
  );
}

async function workInTurn(intake: Intake, id: string): Promise<void> {
  const { postgres } = intake.deps;
  const isTurn = await withoutOthers(postgres, TURN, async () => {
    const one = await loadEventImport(postgres, id);
    if (one === undefined || !(one.state === 'waiting' || one.state === 'running')) return true;
    await workOnImport(intake, one, storedSource(postgres, id, one.bytesTotal)).catch((error: unknown) => {
      // What is wrong with the file stands in the import; trying again would not mend it.
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    });
    return true;
  });
  if (isTurn === undefined) await requestWork(postgres, id, NEXT_TURN_SECONDS);
}
