import type { Clock } from '../kernel/clock.ts';
import type { IdentifierSettings } from '../kernel/identifier-settings.ts';
import type { ClickHouse } from './clickhouse.ts';
import type { Postgres } from './postgres.ts';

/** What a service or a read is given: the two stores, the time, and where new ids come from. */
export type Deps = {
  readonly postgres: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Where days begin and end when what speaks of them does not say it. */
  readonly timeZone: string;
  /** How identifiers are read here; without it, as is usual and without any secret type. */
  readonly identifierSettings?: IdentifierSettings | undefined;
};
