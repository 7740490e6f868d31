import type { Clock } from '../kernel/clock.ts';
import type { ClickHouse } from './clickhouse.ts';
import type { Postgres } from './postgres.ts';

/** What a service or a read is given: the two stores, the time, and where new identifiers come from. */
export type Deps = {
  readonly postgres: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly newId: () => string;
};
