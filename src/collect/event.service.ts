import { Readable } from 'node:stream';
import type { Deps } from '../store/deps.ts';
import { insertLines } from '../store/line-insert.ts';
import { type HistoryEvent, lineOf, lineWithoutCustomer } from './event.ts';

// Large enough that a part of the table is made of thousands, small enough for a few megabytes of text.
const EVENTS_A_STATEMENT = 20_000;

/**
 * Puts events whose customers are known straight into the history, as when a year of them is loaded. Not for events
 * that somebody waits to have acknowledged: those go by `ingest`, which keeps them through a crash.
 */
export async function recordEvents(
  deps: Pick<Deps, 'clickhouse' | 'newId'>,
  events: readonly HistoryEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_A_STATEMENT) {
    const lines = events
      .slice(from, from + EVENTS_A_STATEMENT)
      .map((event) => lineOf(event.customerId, lineWithoutCustomer(event), event.subject));
    await insertLines(deps.clickhouse, 'events', Readable.from([lines.join('')], { objectMode: false }), deps.newId());
  }
}
