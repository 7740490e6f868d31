import { createRandom, type Random } from '../../src/example/random.ts';
import { drained, type RunningServer, startServer, stopServer } from './fuzz/server.ts';
import { Acknowledged, type Kept, keptOf, sendEvents, writeKeyOf } from './load.ts';
import type { OwnEngines } from './own-engines.ts';

export type KillOptions = { readonly seed: number; readonly kills: number };
export type KillReport = Kept & {
  readonly seed: number;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly acknowledged: number;
  /** Calls that a dying process left without an answer. */
  readonly unanswered: number;
  readonly seconds: number;
};
type Victim = 'a server' | 'the engine' | 'a server and the engine' | 'both servers';

const SENDERS = 8;
const BATCH = 20;

/** Two servers in one data folder, so that each may take over what the other left. */
class Pair {
  readonly #place: OwnEngines;
  readonly #servers: (RunningServer | undefined)[] = [];

  constructor(place: OwnEngines) {
    this.#place = place;
  }

  async start(which: number): Promise<void> {
    this.#servers[which] = await startServer(this.#place);
  }

  /** Where it answers; nothing while it is dead. */
  url(which: number): string | undefined {
    return this.#servers[which]?.url;
  }

  async kill(which: number): Promise<void> {
    const server = this.#servers[which];
    this.#servers[which] = undefined;
    if (server !== undefined) await stopServer(server.child);
  }
}

type Load = {
  readonly pair: Pair;
  readonly key: string;
  readonly acknowledged: Acknowledged;
  readonly goesOn: () => boolean;
  readonly onUnanswered: () => void;
};

/** Sends singles and batches in turns, to either server, until told to stop. */
async function sendOn({ pair, key, acknowledged, goesOn, onUnanswered }: Load, sender: number): Promise<void> {
  for (let n = 0; goesOn(); n += 1) {
    const url = pair.url((sender + n) % 2);
    if (url === undefined) {
      await new Promise(setImmediate);
      continue;
    }
    const size = n % 3 === 0 ? BATCH : 1;
    const ids = Array.from({ length: size }, (_, m) => `s${sender}-${n % 50}-${n}-${m}`);
    const answer = await sendEvents(url, key, ids);
    if (answer === undefined) onUnanswered();
    else if (answer.status === 200) acknowledged.add(ids);
    else throw new Error(`a server answered ${answer.status}`);
  }
}

/** A killed engine is started again by its supervisor; until it has been, there is nothing to kill. */
async function killEngine(place: OwnEngines, before: number | undefined): Promise<number> {
  while (place.enginePid() === before) await new Promise((later) => setTimeout(later, 20));
  const pid = place.enginePid();
  process.kill(pid, 'SIGKILL');
  return pid;
}

async function killServers(pair: Pair, random: Random, victim: Victim): Promise<void> {
  if (victim === 'the engine') return;
  const dying = victim === 'both servers' ? [0, 1] : [random.whole(0, 1)];
  await Promise.all(dying.map((which) => pair.kill(which)));
  await Promise.all(dying.map((which) => pair.start(which)));
}

/** Kills servers and the engine at moments that a seed draws, under load, and holds the history against what was acknowledged. */
export async function killAtRandom(place: OwnEngines, { seed, kills }: KillOptions): Promise<KillReport> {
  const from = performance.now();
  const random = createRandom(seed);
  const pair = new Pair(place);
  const key = await writeKeyOf(place);
  await Promise.all([pair.start(0), pair.start(1)]);
  const acknowledged = new Acknowledged();
  const counts: Record<Victim, number> = {
    'a server': 0,
    'the engine': 0,
    'a server and the engine': 0,
    'both servers': 0,
  };
  let goesOn = true;
  let unanswered = 0;
  let killed: number | undefined;
  const load: Load = { pair, key, acknowledged, goesOn: () => goesOn, onUnanswered: () => (unanswered += 1) };
  const senders = Array.from({ length: SENDERS }, (_, n) => sendOn(load, n));
  const fault = Promise.race(senders.map((each) => each.then(() => new Promise<never>(() => undefined))));
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.race([acknowledged.reach(random.whole(50, 1500)), fault]);
      const victim = random.weighted<Victim>({
        'a server': 5,
        'the engine': 3,
        'a server and the engine': 1,
        'both servers': 1,
      });
      counts[victim] += 1;
      if (victim === 'the engine' || victim === 'a server and the engine') killed = await killEngine(place, killed);
      await killServers(pair, random, victim);
    }
    await Promise.race([acknowledged.reach(200), fault]);
    goesOn = false;
    await Promise.all(senders);
    await drained(place.folder, 90_000);
  } finally {
    goesOn = false;
    await Promise.all([pair.kill(0), pair.kill(1)]);
  }
  const kept = await keptOf(place, acknowledged.ids);
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  return { ...kept, seed, kills: counts, acknowledged: acknowledged.ids.size, unanswered, seconds };
}
