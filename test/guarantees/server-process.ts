import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addKeys } from '../../src/organisation/key.service.ts';
import { childEnvironment } from '../child-environment.ts';
import { openDeps, type TestDeps } from '../databases.ts';

const program = resolve(import.meta.dirname, '../../src/cli.ts');
const STARTS_WITHIN_MS = 120_000;

/** One real `samspel start --role api`, as it runs beside others on the same databases. */
export class ServerProcess {
  url = '';
  private child: ChildProcess | undefined;
  private readonly environment: Readonly<Record<string, string>>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.environment = environment;
  }

  /** Starts it, or starts it again in the same data folder, and returns when it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [program, 'start', '--role', 'api', '--port', '0'], {
      env: { ...childEnvironment(), ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.url = await new Promise<string>((found, failed) => {
      let told = '';
      const timer = setTimeout(() => failed(new Error(`no answer in time: ${told}`)), STARTS_WITHIN_MS);
      const read = (chunk: Buffer): void => {
        told += chunk.toString();
        const url = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(told)?.[0];
        if (url === undefined) return;
        clearTimeout(timer);
        found(url);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => failed(new Error(`ended with ${code}: ${told}`)));
    });
  }

  /** Ends it as a crash does: at once and unasked. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

export type TwoServers = {
  readonly given: TestDeps;
  readonly servers: readonly [ServerProcess, ServerProcess];
  readonly call: <T>(server: ServerProcess, method: string, path: string, body?: object) => Promise<Reply<T>>;
  readonly close: () => Promise<void>;
};
export type Reply<T> = { readonly status: number; readonly body: T };

/** Two server processes on one PostgreSQL and one ClickHouse, each with a data folder of its own. */
export async function startTwoServers(): Promise<TwoServers> {
  const given = await openDeps();
  const folder = await mkdtemp(join(tmpdir(), 'samspel-servers-'));
  const [key] = await addKeys(given.deps, [{ name: 'every channel', kind: 'channel' }]);
  const authorization = `Bearer ${key?.key}`;
  const server = (name: string): ServerProcess =>
    new ServerProcess({
      DATABASE_URL: given.databaseUrl,
      CLICKHOUSE_URL: given.clickhouseUrl,
      SAMSPEL_DATA: join(folder, name),
      SAMSPEL_LOG_LEVEL: 'error',
    });
  const servers = [server('a'), server('b')] as const;
  await Promise.all(servers.map((each) => each.start()));
  return {
    given,
    servers,
    async call<T>({ url }: ServerProcess, method: string, path: string, body?: object): Promise<Reply<T>> {
      const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
      const reply = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return { status: reply.status, body: (await reply.json()) as T };
    },
    async close() {
      await Promise.all(servers.map((each) => each.kill('SIGTERM')));
      await given.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
