import type { ImportProgress } from './import-progress.ts';

/** What an import of events came to, for people at a terminal. */
export type EventReceipt = {
  readonly importId: string;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly anonymous: number;
  readonly rejected: number;
  readonly passed: Readonly<Record<string, number>>;
};

function number(value: number): string {
  return value.toLocaleString('en');
}

/** The line that is written again and again while an import is worked on. */
export function progressLine(rowsRead: number, { share, rowsPerSecond, secondsLeft }: ImportProgress): string {
  const left = secondsLeft === null ? '' : `, ${durationOf(secondsLeft)} left`;
  return `${number(rowsRead)} rows, ${Math.floor(share * 100)} %, ${number(Math.round(rowsPerSecond))} rows/s${left}`;
}

function durationOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** What came of an import, line by line. */
export function receiptLines({ importId, rowsRead, accepted, anonymous, rejected, passed }: EventReceipt): string[] {
  const passedRows = Object.values(passed).reduce((sum, each) => sum + each, 0);
  const reasons = Object.entries(passed).map(([because, rows]) => `  ${number(rows)} passed over: ${because}`);
  return [
    `${number(rowsRead)} rows read: ${number(accepted)} events taken in, ${number(rejected)} not accepted, ${number(passedRows)} rows passed over (import ${importId}).`,
    ...(anonymous > 0 ? [`  ${number(anonymous)} of the events say of no customer whom they are about`] : []),
    ...reasons,
  ];
}

/** What is said of a file that was imported before in the same way. */
export function knownLine({ importId, accepted }: EventReceipt, finishedAt: Date | null): string {
  const since = finishedAt === null ? '' : `, since ${finishedAt.toISOString()}`;
  return `This file is in already${since}: ${number(accepted)} events (import ${importId}). Nothing was added.`;
}

/** Rows that were not taken in, with what was wrong, and where the rest is found. */
export function deadRowLines(
  { importId, rejected }: EventReceipt,
  shown: readonly { readonly line: number; readonly field: string; readonly reason: string }[],
): string[] {
  const lines = shown.map(({ line, field, reason }) => `  line ${line}${field === '' ? '' : `, ${field}`}: ${reason}`);
  const more = rejected - shown.length;
  return more > 0 ? [...lines, `  and ${number(more)} more: GET /v1/imports/${importId}`] : lines;
}
