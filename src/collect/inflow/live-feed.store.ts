import type { Deps } from '../../store/deps.ts';
import type { Sql } from '../../store/postgres.ts';
import type { BareRow } from './live.contract.ts';

/** More than these a second nobody can read; the rest are counted, and never wait in memory. */
const ROWS_A_SECOND = 100;
const WRITE_AFTER_MS = 200;
/** How soon a process notices that somebody looks through another one. */
const LOOK_EVERY_MS = 2000;
const RENEW_EVERY_MS = 4000;
const WATCH_SECONDS = 12;
const KEPT_SECONDS = 60;
const MOST_RECENT_IDS = 5000;

/**
 * What this process shows of what it takes in. While nobody looks, through any process, it does nothing but ask now and
 * then whether somebody does; taking in looks at one flag.
 */
export class LiveFeed {
  readonly #sql: Sql;
  readonly #processId: string;
  #isWatched = false;
  #watchers = 0;
  #rows: string[] = [];
  #skipped = 0;
  #second = 0;
  #inSecond = 0;
  #recentIds = new Set<string>();
  #lookTimer: NodeJS.Timeout | undefined;
  #writeTimer: NodeJS.Timeout | undefined;
  #working: Promise<unknown> = Promise.resolve();

  constructor({ postgres, newId }: Pick<Deps, 'postgres' | 'newId'>) {
    this.#sql = postgres;
    this.#processId = newId();
  }

  /** Whether a row that is shown now is seen by anybody. */
  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** Begins to ask whether somebody looks. */
  start(): void {
    this.#lookTimer ??= setInterval(() => this.#later(() => this.look()), LOOK_EVERY_MS).unref();
  }

  /** Shows a row, where there is room; what makes it is only called then. */
  show(make: () => BareRow): void {
    if (!this.#isWatched) return;
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#inSecond = 0;
    this.#second = second;
    this.#inSecond += 1;
    if (this.#inSecond > ROWS_A_SECOND) this.#skipped += 1;
    else this.#rows.push(JSON.stringify(this.#marked(make())));
    this.#writeTimer ??= setTimeout(() => this.#later(() => this.write()), WRITE_AFTER_MS).unref();
  }

  #marked(row: BareRow): BareRow {
    if (row.messageId === null) return row;
    const isRepeat = this.#recentIds.has(row.messageId);
    if (this.#recentIds.size >= MOST_RECENT_IDS) this.#recentIds.clear();
    this.#recentIds.add(row.messageId);
    return { ...row, isRepeat };
  }

  /** Writes what is to be shown where every process can read it. */
  async write(): Promise<void> {
    clearTimeout(this.#writeTimer);
    this.#writeTimer = undefined;
    const rows = this.#rows;
    if (this.#skipped > 0) rows.push(JSON.stringify({ skipped: this.#skipped }));
    this.#rows = [];
    this.#skipped = 0;
    if (rows.length > 0) await this.#sql.query('insert into inflow_rows (row) select unnest($1::text[])', [rows]);
  }

  /** Asks whether somebody looks, through any process. */
  async look(): Promise<void> {
    const { rows } = await this.#sql.query<{ watched: boolean }>(
      'select exists (select from inflow_watches where watched_until > now()) as watched',
    );
    this.#isWatched = this.#watchers > 0 || (rows[0]?.watched ?? false);
    if (!this.#isWatched) this.#recentIds.clear();
  }

  /** Somebody begins to look through this process. The answer ends it. */
  async watch(): Promise<() => void> {
    this.#watchers += 1;
    this.#isWatched = true;
    await this.#renew();
    const timer = setInterval(() => this.#later(() => this.#renew()), RENEW_EVERY_MS).unref();
    return () => {
      clearInterval(timer);
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#later(() => this.#leave());
    };
  }

  async #renew(): Promise<void> {
    await this.#sql.query(
      `insert into inflow_watches (process_id, watched_until) values ($1, now() + make_interval(secs => $2))
       on conflict (process_id) do update set watched_until = excluded.watched_until`,
      [this.#processId, WATCH_SECONDS],
    );
    await this.#sql.query('delete from inflow_rows where made_at < now() - make_interval(secs => $1)', [KEPT_SECONDS]);
  }

  /** The last to leave empties the table, so that nothing of anybody stays in it. */
  async #leave(): Promise<void> {
    if (this.#watchers > 0) return;
    await this.#sql.query('delete from inflow_watches where process_id = $1 or watched_until <= now()', [
      this.#processId,
    ]);
    await this.look();
    if (!this.#isWatched && this.#watchers === 0) await this.#sql.query('truncate inflow_rows');
  }

  /** Does what need not be waited for; what fails is done again the next time. */
  #later(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch(() => undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.#lookTimer);
    clearTimeout(this.#writeTimer);
    this.#isWatched = false;
    await this.#working;
  }
}
