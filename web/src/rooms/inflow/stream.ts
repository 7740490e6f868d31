import type { LiveRow } from '../../../../src/collect/inflow/live.contract.ts';

export type ShownRow = { readonly id: string; readonly row: LiveRow };
/** What the page has of the stream: the rows it shows and those that came while it was paused, the newest first. */
export type Shown = {
  readonly rows: readonly ShownRow[];
  readonly waiting: readonly ShownRow[];
  readonly skipped: number;
};

const MOST_ROWS = 300;
export const empty: Shown = { rows: [], waiting: [], skipped: 0 };

/** The stream with one more row, on the page or waiting. Never more than so many of either; the oldest go. */
export function added(shown: Shown, row: ShownRow, isPaused: boolean): Shown {
  const list = isPaused ? shown.waiting : shown.rows;
  // A row that comes again after a break is there already.
  if (list.some((each) => each.id === row.id)) return shown;
  const longer = [row, ...list].slice(0, MOST_ROWS);
  return isPaused ? { ...shown, waiting: longer } : { ...shown, rows: longer };
}

/** The stream going on: what waited is on the page. */
export function resumed({ rows, waiting, skipped }: Shown): Shown {
  return { rows: [...waiting, ...rows].slice(0, MOST_ROWS), waiting: [], skipped };
}

export type StreamFilter = {
  readonly q: string;
  readonly source: string;
  readonly channel: string;
  readonly outcome: string;
};

function wordsOf({ name, source, customer, identifiers, messageId }: LiveRow): string {
  const values = identifiers.map((each) => each.value);
  return [name, source, customer?.name ?? '', messageId ?? '', ...values].join(' ').toLowerCase();
}

/** Whether a row is among those that are asked for. */
export function fits(row: LiveRow, { q, source, channel, outcome }: StreamFilter): boolean {
  if (source !== '' && row.source !== source) return false;
  if (channel !== '' && row.channel !== channel) return false;
  if (outcome !== '' && row.outcome !== outcome) return false;
  return wordsOf(row).includes(q.trim().toLowerCase());
}

const LATE_MS = 3_600_000;

/** Whether the event happened long before it was received. */
export function isLate({ at, receivedAt }: LiveRow): boolean {
  return at !== null && Date.parse(receivedAt) - Date.parse(at) > LATE_MS;
}
