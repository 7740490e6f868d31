import { DomainError } from '../../kernel/errors.ts';
import { newId } from '../new-id.ts';
import { createClickHouse } from '../clickhouse.ts';
import type { Deps } from '../deps.ts';
import { type IdentifierPlaces, identifierSettingsOf } from '../identifier-settings.ts';
import { createPostgres } from '../postgres.ts';
import { findOwner } from './folder.ts';

/** What a command of the command line works with: the databases of the server that runs, and where that answers. */
export type OpenDeps = {
  readonly deps: Deps;
  /** Where the server answers; undefined when only its databases are known. */
  readonly url: string | undefined;
  readonly close: () => Promise<void>;
};

/** The part of the configuration that says where the databases are, and how what is in them is read. */
export type Places = IdentifierPlaces & {
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly publicUrl: string | undefined;
  readonly timeZone: string;
};

const COMMAND_CONNECTIONS = 4;

/** Opens the databases that the configuration names, or those of the server that runs on the data folder. */
async function openDeps(config: Places): Promise<OpenDeps> {
  const owner = findOwner(config.dataFolder);
  const databaseUrl = config.databaseUrl ?? owner?.databaseUrl;
  const clickhouseUrl = config.clickhouseUrl ?? owner?.clickhouseUrl;
  if (databaseUrl === undefined || clickhouseUrl === undefined) {
    throw new DomainError(
      'engine-unavailable',
      owner === undefined
        ? `No server runs on ${config.dataFolder}. Start it first: samspel start.`
        : `The server on ${config.dataFolder} (process ${owner.pid}) is still starting. Try again in a moment.`,
    );
  }
  const stores = openStores(
    { databaseUrl, clickhouseUrl, connections: COMMAND_CONNECTIONS, timeZone: config.timeZone },
    owner?.url ?? config.publicUrl,
  );
  return { ...stores, deps: { ...stores.deps, identifierSettings: identifierSettingsOf(config) } };
}

/** Does some work with those databases, and closes them whatever comes of it. */
export async function withDeps<T>(
  config: Parameters<typeof openDeps>[0],
  work: (open: OpenDeps) => Promise<T>,
): Promise<T> {
  const open = await openDeps(config);
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

type StoresToOpen = Pick<Deps, 'timeZone'> & {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly connections?: number;
};

/** The two stores at their addresses, the machine's clock, and identifiers that sort by it. */
export function openStores(at: StoresToOpen, url?: string, onFault: (error: Error) => void = () => {}): OpenDeps {
  const postgres = createPostgres(at.databaseUrl, onFault, at.connections);
  const clickhouse = createClickHouse(at.clickhouseUrl);
  return {
    deps: { postgres, clickhouse, clock: Date.now, newId, timeZone: at.timeZone },
    url,
    async close() {
      await Promise.all([postgres.end(), clickhouse.close()]);
    },
  };
}
