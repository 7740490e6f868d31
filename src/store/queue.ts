import { Logger, run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import type { Postgres, Sql } from './postgres.ts';

/** What a job does. Jobs enqueued under one key before a worker takes them fall together: `items` holds all of theirs. */
export type Job = (items: readonly unknown[]) => Promise<void>;
export type Jobs = Readonly<Record<string, Job>>;

/** Where the worker says what happened: one stable event name, never the content of a job. */
export type QueueLog = {
  readonly warn: (fields: Readonly<Record<string, unknown>>) => void;
  readonly debug: (fields: Readonly<Record<string, unknown>>) => void;
};

/** A running worker. `stop` lets the jobs under way finish. */
export type JobWorker = { readonly stop: () => Promise<void> };

/** Not on the hour, when everything else is done too. */
const MINUTE_OF_HOURLY_JOBS = 7;
/** When shops are closed, by the clock of UTC. */
const NIGHTLY = '23 2 * * *';

export type EnqueueOptions = {
  /** Jobs of the same key that wait become one, which is given each item once. */
  readonly key?: string;
  /** Not before this many seconds from now, by the database's clock. A later call with the same key moves it. */
  readonly delaySeconds?: number;
};

/** Puts a job in the queue as part of the caller's transaction: it runs if, and only if, that commits. */
export async function enqueue(
  sql: Sql,
  job: string,
  items: readonly unknown[],
  options: EnqueueOptions = {},
): Promise<void> {
  await sql.query(
    `select graphile_worker.add_job($1, payload => $2::json, job_key => $3,
       run_at => now() + make_interval(secs => $4), max_attempts => 10)`,
    [job, JSON.stringify(items), options.key ?? null, options.delaySeconds ?? 0],
  );
}

/** Makes the queue's own tables, or brings them up to date. Several processes may call it at once. */
export async function prepareQueue(postgres: Postgres): Promise<void> {
  await runMigrations({ pgPool: postgres, logger: quiet, noHandleSignals: true });
}

/** What is also done by itself, by one of the workers there are: once in each minute, each hour, each night. */
export type Timetable = {
  readonly minutely?: readonly string[];
  readonly hourly?: readonly string[];
  readonly nightly?: readonly string[];
};

/** Starts to work on the jobs of the queue in this process. A job that throws is tried again later, ten times at most. */
export async function startWorker(
  postgres: Postgres,
  jobs: Jobs,
  log: QueueLog,
  { minutely = [], hourly = [], nightly = [] }: Timetable = {},
): Promise<JobWorker> {
  const runner = await run({
    pgPool: postgres,
    taskList: taskListOf(jobs, (job, error) => {
      log.warn({ event: 'job_failed', job, err: error });
    }),
    logger: loggerTo(log),
    crontab: [
      ...minutely.map((job) => `* * * * * ${job}`),
      ...hourly.map((job) => `${MINUTE_OF_HOURLY_JOBS} * * * * ${job}`),
      ...nightly.map((job) => `${NIGHTLY} ${job}`),
    ].join('\n'),
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
  });
  // The promise also rejects when the worker is stopped by a fault; it is written down here, once.
  runner.promise.catch((error: unknown) => {
    log.warn({ event: 'worker_ended', err: error });
  });
  return { stop: () => runner.stop() };
}

/** Works until no job waits that may run now, and throws the first fault that a job threw. */
export async function drainJobs(postgres: Postgres, jobs: Jobs): Promise<void> {
  const faults: unknown[] = [];
  await runOnce({
    pgPool: postgres,
    taskList: taskListOf(jobs, (_job, error) => {
      faults.push(error);
    }),
    logger: quiet,
    noHandleSignals: true,
  });
  if (faults.length > 0) throw faults[0];
}

const quiet = new Logger(() => () => {});

function loggerTo(log: QueueLog): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ event: 'worker_complained', message });
    else log.debug({ event: 'worker_said', message });
  });
}

// Here and not where they are put in, which waits in a transaction and would go through all that wait each time.
function eachOnce(items: readonly unknown[]): unknown[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function taskListOf(jobs: Jobs, onFault: (job: string, error: unknown) => void): TaskList {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown): Promise<void> => {
        try {
          await job(Array.isArray(payload) ? eachOnce(payload) : []);
        } catch (error) {
          onFault(name, error);
          throw error;
        }
      },
    ]),
  );
}
