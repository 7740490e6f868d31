import { pino } from 'pino';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESSION_COOKIE } from '../src/http/auth.ts';
import type { App } from '../src/http/server.ts';
import { addKeys } from '../src/organisation/key.service.ts';
import { createLoginLink, openSession } from '../src/organisation/login.service.ts';
import { type Api, buildApi } from '../src/api.ts';
import type { Deps } from '../src/store/deps.ts';
import { openDeps, type TestDeps } from './databases.ts';

type Headers = Readonly<Record<string, string>>;

export type TestApp = TestDeps & {
  readonly app: App;
  /** Headers of a system that may ask and promise, without a channel of its own. */
  readonly channelKey: Headers;
  /** The key itself of a source that may hand in events. */
  readonly writeKey: string;
  /** Headers of the owner's browser. */
  readonly member: Headers;
  /** Brings everything acknowledged into the history, and does every job that waits. */
  readonly flush: () => Promise<void>;
};

/** The whole server on databases of its own, asked by `app.inject`. */
export async function openApp(more: Partial<Pick<Deps, 'identifierSettings' | 'timeZone'>> = {}): Promise<TestApp> {
  const databases = await openDeps();
  const given = { ...databases, deps: { ...databases.deps, ...more } };
  const folder = await mkdtemp(join(tmpdir(), 'samspel-app-'));
  const api: Api = await buildApi({ ...given.deps, log: pino({ level: 'silent' }), dataFolder: folder });
  const [channel, write] = await addKeys(given.deps, [
    { name: 'test channel', kind: 'channel' },
    { name: 'test source', kind: 'write' },
  ]);
  const session = await openSession(given.deps, await createLoginLink(given.deps));
  return {
    ...given,
    app: api.app,
    channelKey: { authorization: `Bearer ${channel?.key}` },
    writeKey: write?.key ?? '',
    member: { cookie: `${SESSION_COOKIE}=${session}` },
    flush: api.flush,
    async close() {
      await api.close();
      await given.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
