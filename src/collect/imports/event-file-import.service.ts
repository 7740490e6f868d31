import type { Deps } from '../../store/deps.ts';
import { type Identity, openIntake } from '../intake.service.ts';
import { EventLog } from '../segment.store.ts';
import { type DeadRow, findEventReceipt, listDeadRows } from './event-import.reads.ts';
import { type EventFile, openImportOf, type StepDone, type WorkEnd, workOnImport } from './event-import.service.ts';
import { diskSource } from './disk-file.reads.ts';
import { type ImportProgress, type ProgressPoint, progressBetween } from './import-progress.ts';
import type { EventReceipt } from './import-report.ts';

/** What importing outside a server works with: the databases, the folder of the segments, and who knows the customers. */
export type ImportDeps = { readonly deps: Deps; readonly dataFolder: string; readonly identity: Identity };

/** What came of handing in a file. `known` was imported before in the same way. */
export type FileImport = {
  readonly end: WorkEnd | 'known';
  readonly receipt: EventReceipt;
  readonly finishedAt: Date | null;
  /** The first of the rows that were not taken in. */
  readonly deadRows: readonly DeadRow[];
};

const DEAD_ROWS_SHOWN = 20;

/** Imports a file of events in this process, with a log of its own beside the server's. */
export async function importEventFile(
  { deps, dataFolder, identity }: ImportDeps,
  file: EventFile,
  onProgress: (rowsRead: number, progress: ImportProgress) => void = () => {},
): Promise<FileImport> {
  const log = await EventLog.open(deps, dataFolder);
  try {
    const intake = openIntake(deps, log, identity);
    const one = await openImportOf(intake, file);
    const isKnown = one.state === 'done';
    const end = isKnown
      ? 'known'
      : await workOnImport(
          intake,
          one,
          diskSource(file.path, one.bytesTotal),
          progressTo(deps, one.bytesTotal, onProgress),
        );
    const receipt = await findEventReceipt(deps.postgres, one.id);
    const deadRows = isKnown ? [] : await listDeadRows(deps.postgres, one.id, DEAD_ROWS_SHOWN);
    return { end, receipt, finishedAt: one.finishedAt, deadRows };
  } finally {
    await log.close();
  }
}

function progressTo(
  { clock }: Deps,
  bytesTotal: number,
  onProgress: (rowsRead: number, progress: ImportProgress) => void,
): (step: StepDone) => void {
  let since: ProgressPoint | undefined;
  return ({ rowsRead, bytesRead }) => {
    const now = { at: clock(), bytes: bytesRead, rows: rowsRead };
    since ??= now;
    onProgress(rowsRead, progressBetween(since, now, bytesTotal));
  };
}
