import type { Instant } from '../kernel/period.ts';
import { Together } from '../kernel/together.ts';
import type { Deps } from '../store/deps.ts';
import type { EventIdentifier } from './event.ts';
import { LiveFeed } from './inflow/live-feed.store.ts';
import { Tally } from './inflow/tally.store.ts';
import { PlanKeeper } from './plan/plan-keeper.service.ts';
import type { EventLog } from './segment.store.ts';

/** What an event tells of somebody, for whoever knows the customers. */
export type Appearance = {
  readonly identifiers: readonly EventIdentifier[];
  readonly source: string;
  readonly at: Instant;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** The newest change of who is who, looked up after the event came; without it whoever resolves asks. */
  readonly newestChange?: number | undefined;
};

/** Whom an event is about, and by which identifier that was found. */
export type Resolved = { readonly customerId: string; readonly subject: string };

/** Who knows the customers. The room that does stands to the right of this one, so it is handed in. */
export type Identity = {
  readonly usable: (
    identifiers: readonly EventIdentifier[],
    settings: Deps['identifierSettings'],
    now: Instant,
  ) => readonly EventIdentifier[];
  readonly resolve: (deps: Deps, sql: Deps['postgres'], batch: readonly Appearance[]) => Promise<readonly Resolved[]>;
  /** Which of these tell of somebody who was erased, from before that. Without it nobody was. */
  readonly erasedAmong?: (
    deps: Deps,
    batch: readonly Pick<Appearance, 'identifiers' | 'at'>[],
  ) => Promise<readonly boolean[]>;
};

/** Where what was taken in is kept until the history has it. */
export type Log = Pick<EventLog, 'append' | 'demandRoom' | 'flush'>;

/** What taking in events needs; one for a process, because callers at the same moment are served together. */
export type Intake = {
  readonly deps: Deps;
  readonly log: Log;
  readonly identity: Identity;
  readonly customers: Together<Appearance, Resolved>;
  readonly plan: PlanKeeper;
  readonly tally: Tally;
  readonly live: LiveFeed;
  /** Faults of requests whose every event is kept as a dead letter; they are counted there. */
  readonly keptFaults: WeakSet<Error>;
};

// One statement's worth: more would only make the first of them wait for the last.
const RESOLVED_TOGETHER = 5000;
// Two, so that the database works on one while the other is written down.
const RESOLVING_AT_ONCE = 2;

export function openIntake(deps: Deps, log: Log, identity: Identity): Intake {
  const customers = new Together<Appearance, Resolved>(
    (batch) => identity.resolve(deps, deps.postgres, batch),
    RESOLVED_TOGETHER,
    RESOLVING_AT_ONCE,
  );
  return {
    deps,
    log,
    identity,
    customers,
    plan: new PlanKeeper(deps),
    tally: new Tally(deps.postgres),
    live: new LiveFeed(deps),
    keptFaults: new WeakSet(),
  };
}
