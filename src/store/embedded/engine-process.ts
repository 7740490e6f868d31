import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Session } from 'chdb';
import { engineHandler } from './engine-http.ts';

/** What the supervisor hands the engine when it starts. The password goes by message: arguments can be read by others. */
export type EngineOrder = {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly memoryMb: number;
};
export type EngineReport = { readonly port: number } | { readonly fault: string };

const LONGEST_ADDRESS_BYTES = 1024 * 1024;
/** Parameters are told to a connection in a statement, and a server does not count them against its own limit. */
const LONGEST_STATEMENT_BYTES = 64 * 1024 * 1024;
const MARK_CACHE_BYTES = 128 * 1024 * 1024;

/** Ends at once: whatever has been acknowledged is on the disk, and a running query must not hold us back. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

function serve(order: EngineOrder): void {
  const connectionArgs = [
    `--max_server_memory_usage=${order.memoryMb * 1024 * 1024}`,
    `--mark_cache_size=${MARK_CACHE_BYTES}`,
    `--max_query_size=${LONGEST_STATEMENT_BYTES}`,
  ];
  const handler = engineHandler(() => new Session(order.folder, { connectionArgs }), order.password);
  const server = createServer({ maxHeaderSize: LONGEST_ADDRESS_BYTES, requestTimeout: 0 }, handler);
  // Long after every client of ours has let an idle connection go: one that is closed as it is used again is an error there.
  server.keepAliveTimeout = 75_000;
  server.once('error', (error) => report({ fault: error.message }));
  server.listen(order.port, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }));
}

function report(message: EngineReport): void {
  process.send?.(message, () => {
    if ('fault' in message) end();
  });
}

// The parent may have been killed: an engine without one would hold the folder against the next start.
process.once('disconnect', end);
process.once('message', (order: EngineOrder) => {
  try {
    serve(order);
  } catch (error) {
    report({ fault: error instanceof Error ? error.message : String(error) });
  }
});
