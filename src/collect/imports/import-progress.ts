/** How far an import has come: its share of the file, how fast it goes, and how long it will take yet. */
export type ImportProgress = {
  readonly share: number;
  readonly rowsPerSecond: number;
  /** `null` where nothing can be said yet, or nothing is left. */
  readonly secondsLeft: number | null;
};

/** How far it had come at a moment. Times are milliseconds. */
export type ProgressPoint = { readonly at: number; readonly bytes: number; readonly rows: number };

// A rate over less than this is chance.
const SHORTEST_MS = 250;

/** The progress between the point where the work began (or was taken up again) and now. */
export function progressBetween(since: ProgressPoint, now: ProgressPoint, bytesTotal: number): ImportProgress {
  const seconds = (now.at - since.at) / 1000;
  const isTold = now.at - since.at >= SHORTEST_MS;
  const bytes = now.bytes - since.bytes;
  const left = Math.max(0, bytesTotal - now.bytes);
  return {
    share: bytesTotal === 0 ? 1 : Math.min(1, now.bytes / bytesTotal),
    rowsPerSecond: isTold ? Math.max(0, now.rows - since.rows) / seconds : 0,
    secondsLeft: isTold && bytes > 0 && left > 0 ? (left * seconds) / bytes : null,
  };
}
