import { setTimeout as sleep } from 'node:timers/promises';

/** Where the engines say what happened: one stable event name each, as pino takes it. */
export type EngineLog = {
  readonly info: (fields: Readonly<Record<string, unknown>>) => void;
  readonly warn: (fields: Readonly<Record<string, unknown>>) => void;
  readonly error: (fields: Readonly<Record<string, unknown>>) => void;
};

/** A process that answers. `exited` settles when it has ended for whatever reason. */
export type Running = {
  readonly pid: number;
  readonly exited: Promise<string>;
  readonly stop: () => Promise<void>;
};

export type Supervised = {
  /** The pid of the process that runs just now. */
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
};

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;
const STABLE_AFTER_MS = 30_000;

/**
 * Starts an engine and keeps it running: one that ends without being asked to is started again, after a wait that
 * doubles for as long as it keeps ending. The first start throws when it fails, so that the caller can say why.
 */
export async function supervise(name: string, launch: () => Promise<Running>, log: EngineLog): Promise<Supervised> {
  let current = await launch();
  const stopping = new AbortController();

  async function launchAgain(): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        const began = performance.now();
        current = await launch();
        log.warn({ event: 'engine_restarted', engine: name, pid: current.pid });
        if (stopping.signal.aborted) return;
        const why = await Promise.race([current.exited, aborted(stopping.signal)]);
        if (stopping.signal.aborted) return;
        log.error({ event: 'engine_ended', engine: name, why });
        if (performance.now() - began > STABLE_AFTER_MS) waitMs = FIRST_WAIT_MS / 2;
      } catch (error) {
        log.error({ event: 'engine_start_failed', engine: name, err: error });
      }
    }
  }

  async function watch(): Promise<void> {
    const why = await Promise.race([current.exited, aborted(stopping.signal)]);
    if (stopping.signal.aborted) return;
    log.error({ event: 'engine_ended', engine: name, why });
    await launchAgain();
  }

  const watching = watch();
  return {
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      await watching;
      await current.stop();
    },
  };
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}
