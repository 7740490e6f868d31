import type { ErrorCode } from '../../kernel/errors.ts';
import { HOUR_MS, type Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';

type Count = {
  readonly source: string;
  readonly hour: Instant;
  readonly outcome: 'taken' | 'refused';
  readonly code: string;
  count: number;
};

/** How long a count waits in memory; a process that is killed loses the counts of this time, never an event. */
const WRITE_AFTER_MS = 2000;
/** Bodies of a source that are kept though they could not be read: enough to see what is wrong, too few to fill a disk. */
const BODIES_AN_HOUR = 20;

/** Counts what comes in by source and hour. Adding costs a look-up; the counts are written together, a little later. */
export class Tally {
  readonly #sql: Sql;
  #counts = new Map<string, Count>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #bodiesOf = new Map<string, number>();
  #bodiesHour: Instant = -Infinity;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Events that were acknowledged. */
  take(source: string, at: Instant, events: number): void {
    this.#add(source, at, 'taken', '', events);
  }

  /** A request of which nothing could be judged; without a source, of a sender whose key is not known. */
  refuse(source: string, at: Instant, code: ErrorCode): void {
    this.#add(source, at, 'refused', code, 1);
  }

  /** Whether one more unreadable body of the source may be kept in this hour. */
  mayKeepBody(source: string, at: Instant): boolean {
    const hour = hourOf(at);
    if (hour !== this.#bodiesHour) this.#bodiesOf = new Map();
    this.#bodiesHour = hour;
    const kept = this.#bodiesOf.get(source) ?? 0;
    this.#bodiesOf.set(source, kept + 1);
    return kept < BODIES_AN_HOUR;
  }

  #add(source: string, at: Instant, outcome: Count['outcome'], code: string, count: number): void {
    const hour = hourOf(at);
    const key = `${hour} ${outcome} ${code} ${source}`;
    const found = this.#counts.get(key);
    if (found === undefined) this.#counts.set(key, { source, hour, outcome, code, count });
    else found.count += count;
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), WRITE_AFTER_MS).unref();
  }

  /** Writes down what has been counted, after whatever is being written. What cannot be written waits for the next time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    if (counts.length === 0) return;
    try {
      await addCounts(this.#sql, counts);
    } catch (error) {
      for (const { source, hour, outcome, code, count } of counts) this.#add(source, hour, outcome, code, count);
      throw error;
    }
  }
}

function hourOf(at: Instant): Instant {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** Rows are written in one order, so that processes that count the same wait for each other and never lock each other out. */
async function addCounts(sql: Sql, counts: readonly Count[]): Promise<void> {
  await sql.query(
    `insert into inflow_counts (source, hour, outcome, code, count)
     select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[])
       as row (source, hour, outcome, code, count)
     order by hour, source, outcome, code
     on conflict (hour, source, outcome, code) do update set count = inflow_counts.count + excluded.count`,
    [
      counts.map((each) => each.source),
      counts.map((each) => new Date(each.hour)),
      counts.map((each) => each.outcome),
      counts.map((each) => each.code),
      counts.map((each) => each.count),
    ],
  );
}
