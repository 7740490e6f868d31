import { DomainError } from '../../kernel/errors.ts';
import type { Sql } from '../../store/postgres.ts';
import type { LiveFeed } from './live-feed.store.ts';
import { withCustomers } from './live-customer.reads.ts';
import { liveRowsAfter, newestLiveRows, type StoredRow } from './live.reads.ts';

const READ_EVERY_MS = 500;
const MOST_WATCHERS = 50;
const MOST_SEEN = 2000;

/** One who looks. `send` gets each message, ready to be written. */
export type Watcher = { readonly send: (message: string) => void; readonly end: () => void };

/**
 * Those who look at the live stream through this process. What every process shows is read once for all of them, and
 * only while there are any.
 */
export class LiveHub {
  readonly #sql: Sql;
  readonly #feed: LiveFeed;
  readonly #watchers = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #stopWatching: (() => void) | undefined;
  #after = 0;
  #seen = new Set<number>();
  #reading: Promise<void> = Promise.resolve();

  constructor(sql: Sql, feed: LiveFeed) {
    this.#sql = sql;
    this.#feed = feed;
  }

  /** Throws `too-busy` when as many look as may. */
  demandRoom(): void {
    if (this.#watchers.size < MOST_WATCHERS) return;
    throw new DomainError('too-busy', `${MOST_WATCHERS} already look at the stream through this process.`);
  }

  /** Somebody looks, from after the row they saw last. The answer ends it. */
  async join(watcher: Watcher, after: number | undefined): Promise<() => void> {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) await this.#begin();
    if (after !== undefined) await this.#catchUp(watcher, after);
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#pause();
    };
  }

  async #begin(): Promise<void> {
    this.#seen = new Set(await newestLiveRows(this.#sql));
    this.#after = Math.max(0, ...this.#seen);
    this.#stopWatching = await this.#feed.watch();
    this.#timer = setInterval(() => void this.read(), READ_EVERY_MS).unref();
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  async #catchUp(watcher: Watcher, after: number): Promise<void> {
    const missed = await liveRowsAfter(this.#sql, Math.min(after, this.#after), new Set());
    for (const message of await this.#messagesOf(missed.filter(({ id }) => id > after && id <= this.#after)))
      watcher.send(message);
  }

  /** Reads what is new and hands it to everybody; one reading at a time. */
  read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readNew()).catch(() => undefined);
    return this.#reading;
  }

  async #readNew(): Promise<void> {
    const rows = await liveRowsAfter(this.#sql, this.#after, this.#seen);
    if (rows.length === 0) return;
    if (this.#seen.size > MOST_SEEN) this.#seen = new Set([...this.#seen].slice(-MOST_SEEN / 2));
    for (const { id } of rows) this.#seen.add(id);
    this.#after = Math.max(this.#after, ...rows.map(({ id }) => id));
    const messages = await this.#messagesOf(rows);
    for (const watcher of this.#watchers) for (const message of messages) watcher.send(message);
  }

  async #messagesOf(rows: readonly StoredRow[]): Promise<string[]> {
    const events = rows.flatMap(({ id, row }) => ('skipped' in row ? [] : [{ id, row }]));
    const shown = await withCustomers(
      this.#sql,
      events.map((each) => each.row),
    );
    const byId = new Map(events.map(({ id }, index) => [id, shown[index]]));
    return rows.map(({ id, row }) =>
      'skipped' in row
        ? `id: ${id}\nevent: skipped\ndata: ${JSON.stringify(row)}\n\n`
        : `id: ${id}\ndata: ${JSON.stringify(byId.get(id))}\n\n`,
    );
  }

  /** Sends everybody away: the server stops. */
  close(): void {
    for (const watcher of this.#watchers) watcher.end();
    this.#watchers.clear();
    this.#pause();
  }
}
