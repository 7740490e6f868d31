import { runEngine } from './engine.ts';
import { runPostgres } from './postgres.ts';
import type { EngineLog, Supervised } from './supervise.ts';

export type Engines = {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly stop: () => Promise<void>;
};

export type EnginesOptions = {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly memoryMb: number;
  readonly log: EngineLog;
};

/** The databases that the configuration names, and for each that it does not name, an engine of our own. */
export async function runEngines(options: EnginesOptions): Promise<Engines> {
  const running: Supervised[] = [];
  async function keep<T extends Supervised & { readonly url: string }>(starting: Promise<T>): Promise<string> {
    const engine = await starting;
    running.push(engine);
    return engine.url;
  }
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((engine) => engine.stop()));
  };
  const outcomes = await Promise.allSettled([
    options.clickhouseUrl ?? keep(runEngine(options)),
    options.databaseUrl ?? keep(runPostgres(options)),
  ]);
  const [clickhouse, postgres] = outcomes;
  if (clickhouse.status === 'rejected' || postgres.status === 'rejected') {
    await stop();
    throw outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
  }
  return {
    databaseUrl: postgres.value,
    clickhouseUrl: clickhouse.value,
    stop,
  };
}
