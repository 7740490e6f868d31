/**
 * A segment is a file of accepted events, one JSON line each. It is open while lines are added, sealed when no more
 * come, and gone when the history has it. Its name is the token by which the history knows a repeated hand-over.
 */
const openEnding = '.open';
const sealedEnding = '.ndjson';
const refusedEnding = '.refused';

export function segmentName(processId: string, number: number): string {
  return `${processId}-${String(number).padStart(8, '0')}`;
}
export function openFile(name: string): string {
  return name + openEnding;
}
export function sealedFile(name: string): string {
  return name + sealedEnding;
}
export function refusedFile(name: string): string {
  return name + refusedEnding;
}

/** The segment's name, when the file is one that was still being written. */
export function nameOfOpen(file: string): string | undefined {
  return file.endsWith(openEnding) ? file.slice(0, -openEnding.length) : undefined;
}
/** The segment's name, when the file waits for the history. */
export function nameOfSealed(file: string): string | undefined {
  return file.endsWith(sealedEnding) ? file.slice(0, -sealedEnding.length) : undefined;
}

const NEWLINE = 10;

export function isRefused(file: string): boolean {
  return file.endsWith(refusedEnding);
}

/** How many bytes of the chunk are whole lines: what follows was torn off by a crash and never acknowledged. */
export function wholeLineBytes(chunk: Uint8Array): number {
  return chunk.lastIndexOf(NEWLINE) + 1;
}

/** Which process a folder of segments belongs to. The start time tells it from a later process with the same number. */
export type FolderOwner = { readonly pid: number; readonly startedAt: string };

/** The start time in /proc/PID/stat, counted after the name, which ends at the last bracket; `undefined` for a process that has ended but is not yet collected. */
export function startTimeIn(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/** How long to wait before the next try at a history that does not answer. */
export function retryDelayMs(failures: number): number {
  return Math.min(10_000, 100 * 2 ** Math.min(failures, 10));
}
