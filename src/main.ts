import type { Logger } from 'pino';
import { ingestRoutes } from './collect/ingest.routes.ts';
import { openIntake } from './collect/ingest.service.ts';
import { lifeRoutes } from './decide/life.routes.ts';
import { customerRoutes } from './identify/customer.routes.ts';
import { usableIdentifiers } from './identify/identifier.ts';
import { resolveCustomers } from './identify/resolve.service.ts';
import { importRoutes } from './collect/import.routes.ts';
import { EventLog } from './collect/segment.store.ts';
import { sightingRoutes } from './collect/sighting.routes.ts';
import { decisionRoutes } from './decide/decision.routes.ts';
import { type App, buildServer } from './http/server.ts';
import { serveWeb } from './http/web.ts';
import { findActor } from './organisation/actor.reads.ts';
import { channelRoutes } from './organisation/channel.routes.ts';
import { keyRoutes } from './organisation/key.routes.ts';
import { loginRoutes } from './organisation/login.routes.ts';
import { promiseRoutes } from './promise/promise.routes.ts';
import { todayRoutes } from './promise/today.routes.ts';
import { contradictionRoutes } from './speak/contradiction.routes.ts';
import { contradictionJobs } from './speak/contradiction.service.ts';
import { offerRoutes } from './speak/offer.routes.ts';
import type { Deps } from './store/deps.ts';
import { drainJobs, type Jobs } from './store/queue.ts';

/** What one process is built from. */
export type ApiDeps = Deps & {
  readonly log: Logger;
  /** Where this process keeps its files; the segments of its events have a folder of their own in it. */
  readonly dataFolder: string;
  /** How people reach this server, where it stands behind a proxy. */
  readonly publicUrl?: string | undefined;
};

export type Api = {
  readonly app: App;
  /** Brings everything acknowledged into the history, and does every job that waits. */
  readonly flush: () => Promise<void>;
  /** Answers what has been asked, and stops. */
  readonly close: () => Promise<void>;
};

/** Builds the server with every room's doors. Opens no port and starts no job. */
export async function buildApi(given: ApiDeps): Promise<Api> {
  const eventLog = await EventLog.open(given, given.dataFolder, (notice) => given.log.warn(notice));
  const deps = { ...given, eventLog };
  const intake = openIntake(deps, eventLog, { usable: usableIdentifiers, resolve: resolveCustomers });
  const actors = findActor(deps);
  const app = await buildServer({
    logger: deps.log,
    findActor: actors,
    async routes(server) {
      // Each room hangs its doors here, in the order that the data flows.
      loginRoutes(server, deps, { publicUrl: deps.publicUrl });
      channelRoutes(server, deps);
      keyRoutes(server, deps);
      sightingRoutes(server, deps);
      importRoutes(server, deps);
      ingestRoutes(server, intake, actors);
      customerRoutes(server, deps);
      contradictionRoutes(server, deps);
      offerRoutes(server, deps);
      promiseRoutes(server, deps);
      todayRoutes(server, deps);
      decisionRoutes(server, deps);
      lifeRoutes(server, deps);
      await serveWeb(server);
    },
  });
  return {
    app,
    async flush() {
      await eventLog.flush();
      await drainJobs(deps.postgres, jobsOf(deps));
    },
    async close() {
      await app.close();
      await eventLog.close();
    },
  };
}

/** The jobs of all rooms, by name. Each room adds its own here. */
export function jobsOf(deps: Deps): Jobs {
  return { ...contradictionJobs(deps) };
}
