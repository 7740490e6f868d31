import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';

export { ClickHouseError } from '@clickhouse/client';
export type ClickHouse = ClickHouseClient;

const REQUEST_TIMEOUT_MS = 60_000;

/** The history: the same client whether the URL names our own engine process or a ClickHouse cluster. */
export function createClickHouse(url: string, options: { readonly packed?: boolean } = {}): ClickHouse {
  return createClient({
    url,
    application: 'samspel',
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: 8,
    // The client's own clock for idle sockets can close one in use, when a request is given up before it has a socket;
    // without it Node's agent closes them, by what the server says of its patience.
    keep_alive: { enabled: true, idle_socket_ttl: 0 },
    compression: { request: options.packed ?? false, response: false },
    // Long parameters travel in the body: proxies and servers hold addresses to a length.
    use_multipart_params_auto: true,
    // The client would print statements with their parameters; faults are thrown and logged by us.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1, date_time_input_format: 'best_effort' },
  });
}

/** ClickHouse's own text form of an instant, for DateTime64(3) columns and parameters. */
export function toDateTime64(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '');
}
