import type { Session } from 'chdb';
import { literal, quotedName } from '../sql-text.ts';
import { EngineFault } from './engine-fault.ts';

/** What a request wants to hold while it runs, and for nobody after it. */
export type Surroundings = {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
};

/** One native connection. What it was last told is remembered, so that only differences are said. */
export type Slot = {
  readonly session: Session;
  database: string;
  settings: Map<string, string>;
  parameters: Map<string, string>;
};

/** A fixed number of native connections, lent to one request at a time in the order they came. */
export class SessionPool {
  readonly #free: Slot[];
  readonly #waiting: ((slot: Slot) => void)[] = [];

  constructor(open: () => Session, count: number) {
    this.#free = Array.from({ length: count }, () => newSlot(open()));
  }

  /** Waits for a connection, and gives up when the caller has gone. */
  async borrow(signal: AbortSignal): Promise<Slot | undefined> {
    if (signal.aborted) return undefined;
    const slot = this.#free.pop();
    if (slot !== undefined) return slot;
    return await new Promise((resolve) => {
      const take = (given: Slot): void => {
        signal.removeEventListener('abort', leave);
        resolve(given);
      };
      const leave = (): void => {
        const place = this.#waiting.indexOf(take);
        if (place !== -1) this.#waiting.splice(place, 1);
        resolve(undefined);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(take);
    });
  }

  giveBack(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }
}

function newSlot(session: Session): Slot {
  return { session, database: 'default', settings: new Map(), parameters: new Map() };
}

const namePattern = /^[A-Za-z_]\w*$/;

/** Puts a connection in the state that a request asks for: its database, its settings and no one else's, its parameters. */
export async function surround(slot: Slot, wanted: Surroundings): Promise<void> {
  if (slot.database !== wanted.database) {
    slot.database = '';
    await slot.session.queryAsync(`USE ${quotedName(wanted.database)}`);
    slot.database = wanted.database;
  }
  const { settings, parameters } = wanted;
  const changed = [...settings].filter(([name, value]) => slot.settings.get(name) !== value);
  const stale = [...slot.settings.keys()].filter((name) => !settings.has(name));
  const told = [...parameters].filter(([name, value]) => slot.parameters.get(name) !== value);
  const assignments = [
    ...stale.map((name) => `${name}=DEFAULT`),
    ...changed.map(([name, value]) => `${checked(name)}=${literal(value)}`),
    ...told.map(([name, value]) => `param_${checked(name)}=${literal(value)}`),
  ];
  if (assignments.length === 0) return;
  try {
    await slot.session.queryAsync(`SET ${assignments.join(', ')}`);
  } catch (error) {
    await forget(slot, [...stale, ...changed.map(([name]) => name)]);
    throw error;
  }
  slot.settings = new Map(settings);
  slot.parameters = new Map([...slot.parameters, ...told]);
}

/** After a `SET` that failed halfway nobody knows what holds, so each name that it named is put back by itself. */
async function forget(slot: Slot, names: readonly string[]): Promise<void> {
  for (const name of [...names, ...slot.settings.keys()])
    await slot.session.queryAsync(`SET ${name}=DEFAULT`).catch(() => {});
  slot.settings.clear();
  slot.parameters.clear();
}

function checked(name: string): string {
  if (!namePattern.test(name)) throw new EngineFault(36, 'BAD_ARGUMENTS', `${name} is not the name of a setting.`);
  return name;
}
