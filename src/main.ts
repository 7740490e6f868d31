import type { Logger } from 'pino';
import { importRoutes } from './collect/import.routes.ts';
import { sightingRoutes } from './collect/sighting.routes.ts';
import { type App, buildServer } from './http/server.ts';
import { serveWeb } from './http/web.ts';
import { findActor } from './organisation/actor.reads.ts';
import { channelRoutes } from './organisation/channel.routes.ts';
import { keyRoutes } from './organisation/key.routes.ts';
import { loginRoutes } from './organisation/login.routes.ts';
import { contradictionRoutes } from './speak/contradiction.routes.ts';
import { offerRoutes } from './speak/offer.routes.ts';
import type { Deps } from './store/deps.ts';
import { drainJobs, type Jobs } from './store/queue.ts';

/** What one process is built from. */
export type ApiDeps = Deps & {
  readonly log: Logger;
  /** The folder of this process's own event segments. */
  readonly segmentFolder: string;
};

export type Api = {
  readonly app: App;
  /** Brings everything acknowledged into the history, and does every job that waits. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Builds the server with every room's doors. Opens no port and starts no job. */
export async function buildApi(deps: ApiDeps): Promise<Api> {
  const jobs = jobsOf(deps);
  const app = await buildServer({
    logger: deps.log,
    findActor: findActor(deps),
    async routes(server) {
      // Each room hangs its doors here, in the order that the data flows.
      loginRoutes(server, deps);
      channelRoutes(server, deps);
      keyRoutes(server, deps);
      sightingRoutes(server, deps);
      importRoutes(server, deps);
      contradictionRoutes(server, deps);
      offerRoutes(server, deps);
      await serveWeb(server);
    },
  });
  return {
    app,
    async flush() {
      if (Object.keys(jobs).length > 0) await drainJobs(deps.postgres, jobs);
    },
    async close() {
      await app.close();
    },
  };
}

/** The jobs of all rooms, by name. Each room adds its own here. */
export function jobsOf(_deps: ApiDeps): Jobs {
  return {};
}
