import type { ChildProcess } from 'node:child_process';
import { Agent } from 'node:http';
import { createRandom } from '../../../src/example/random.ts';
import { addKeys } from '../../../src/organisation/key.service.ts';
import type { Deps } from '../../../src/store/deps.ts';
import { draft, type Drawing, userIdOf } from './corpus.ts';
import { mutate } from './mutation.ts';
import { judge } from './oracle.ts';
import { drained, peakMbOf, send, type ServerPlace, startServer, stopServer } from './server.ts';
import { Tally } from './tally.ts';
import { playWireGames } from './wire.ts';

export type FuzzOptions = { readonly seed: number; readonly requests: number; readonly connections?: number };

/** What came of a run. Every list is empty and every pair is equal when the guarantee holds. */
export type FuzzReport = {
  readonly seed: number;
  readonly requests: number;
  readonly wireGames: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers that were not as the oracle says, with what was sent. */
  readonly surprises: readonly string[];
  readonly sentEvents: number;
  /** Of those sent, how many had an id that was sent before. */
  readonly repeatedEvents: number;
  readonly expectedInHistory: number;
  readonly inHistory: number;
  readonly expectedDeadLetters: number;
  readonly deadLetters: number;
  readonly refusedRequests: number;
  readonly missing: readonly string[];
  readonly uninvited: readonly string[];
  readonly twice: readonly string[];
  readonly sightings: { readonly expected: number; readonly kept: number };
  readonly rejectedSightings: { readonly expected: number; readonly kept: number };
  readonly decisions: { readonly expected: number; readonly kept: number };
  /** Events that stand at another customer than their user id's. */
  readonly strayed: readonly string[];
  readonly people: number;
  readonly answersAfterwards: boolean;
  readonly peakMb: number;
  readonly seconds: number;
};

const CONNECTIONS = 16;
const MOST_SHOWN = 20;

async function countOf(deps: Deps, sql: string): Promise<number> {
  const { rows } = await deps.postgres.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}

async function historyOf(deps: Deps): Promise<Map<string, number>> {
  const result = await deps.clickhouse.query({
    query: 'SELECT message_id AS id, count() AS n FROM events GROUP BY message_id',
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ id: string; n: string }>();
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

/** The channels that there are before the fuzz; a decision is asked for one of them. */
async function channelsAt(url: string, key: string): Promise<Set<string>> {
  const answer = await fetch(`${url}/v1/channels`, { headers: { authorization: `Bearer ${key}` } });
  const { channels } = (await answer.json()) as { readonly channels: readonly { readonly id: string }[] };
  return new Set(channels.map((each) => each.id));
}

// A few bodies that could not be read are kept too, of known sources; what they hold are no events.
const BAD_EVENTS = `select count(*) as n from dead_letters l left join dead_requests r on r.id = l.request_id
  where l.kind = 'event' and r.form is distinct from 'unread'`;

type TimeLine = {
  readonly entries: readonly { readonly kind: string; readonly id: string }[];
  readonly next: string | null;
};

/** The events that stand on the time line of whoever has this user id. */
async function eventsOfUser(url: string, key: string, userId: string): Promise<Set<string>> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ identifiers: [{ type: 'user_id', value: userId }], channel: 'web' });
  const asked = await fetch(`${url}/v1/decisions`, { method: 'POST', headers, body });
  const { customerId } = (await asked.json()) as { customerId: string };
  const ids = new Set<string>();
  for (let cursor = ''; ;) {
    const page = await fetch(`${url}/v1/customers/${customerId}/timeline?limit=200${cursor}`, { headers });
    const { entries, next } = (await page.json()) as TimeLine;
    for (const each of entries) if (each.kind === 'event') ids.add(each.id);
    if (next === null) return ids;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

async function strayedEvents(url: string, drawing: Drawing, tally: Tally): Promise<string[]> {
  const strayed: string[] = [];
  const people = Array.from({ length: drawing.people }, (_, n) => userIdOf(drawing.tag, n + 1));
  const owners = new Map([...tally.byUser].flatMap(([userId, ids]) => [...ids].map((id) => [id, userId] as const)));
  const look = async (): Promise<void> => {
    for (let userId = people.pop(); userId !== undefined; userId = people.pop()) {
      const shown = await eventsOfUser(url, drawing.key, userId);
      for (const id of tally.byUser.get(userId) ?? [])
        if (!shown.has(id) && !tally.shared.has(id)) strayed.push(`${id} is not at ${userId}`);
      for (const id of shown) {
        const owner = owners.get(id);
        if (owner !== undefined && owner !== userId && !tally.shared.has(id))
          strayed.push(`${id} of ${owner} is at ${userId}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, look));
  return strayed;
}

/** Sends so many broken requests to a server of its own, and holds what became of them against the oracle. */
export async function fuzz(
  place: ServerPlace,
  { seed, requests, connections = CONNECTIONS }: FuzzOptions,
): Promise<FuzzReport> {
  const [made] = await addKeys(place.deps, [{ name: 'fuzz', kind: 'channel' }]);
  const key = made?.key ?? '';
  const from = performance.now();
  const drawing: Drawing = {
    random: createRandom(seed),
    now: Date.now(),
    people: Math.max(20, Math.round(requests / 60)),
    tag: String(seed),
    key,
  };
  const { child, url } = await startServer(place);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tally = new Tally();
  try {
    const channels = await channelsAt(url, key);
    let sentSoFar = 0;
    const worker = async (): Promise<void> => {
      while (sentSoFar < requests) {
        sentSoFar += 1;
        const sent = mutate(drawing, draft(drawing, `f${seed}-${sentSoFar}`));
        const verdict = judge(sent, { key, now: Date.now(), channels });
        tally.add(sent, verdict, await send(agent, url, sent, key));
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    const games = await playWireGames(url, drawing, Math.ceil(requests / 100));
    for (const each of games.good) tally.ids.add(each);
    tally.good += games.good.length;
    tally.surprises.push(...games.surprises);
    return await settle(place, { drawing, tally, url, child, wireGames: games.played, from, seed, requests });
  } finally {
    agent.destroy();
    await stopServer(child);
  }
}

type Played = {
  readonly drawing: Drawing;
  readonly tally: Tally;
  readonly url: string;
  readonly child: ChildProcess;
  readonly wireGames: number;
  readonly from: number;
  readonly seed: number;
  readonly requests: number;
};

/** An id that the server made, for an event that came without one. */
function isMadeHere(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id);
}

async function settle({ deps, folder }: ServerPlace, played: Played): Promise<FuzzReport> {
  const { drawing, tally, url, child } = played;
  const kept = {
    decisions: await countOf(deps, 'select count(*) as n from decisions'),
    sightings: await countOf(deps, 'select count(*) as n from sightings'),
    badSightings: await countOf(deps, `select count(*) as n from dead_letters where kind = 'sighting'`),
    bad: await countOf(deps, BAD_EVENTS),
  };
  await drained(folder);
  const history = await historyOf(deps);
  const uninvited = [...history.keys()].filter((id) => !tally.ids.has(id));
  const strayed = await strayedEvents(url, drawing, tally);
  const alive = await fetch(`${url}/openapi.json`);
  return {
    seed: played.seed,
    requests: played.requests,
    wireGames: played.wireGames,
    statuses: tally.statuses,
    surprises: tally.surprises.slice(0, MOST_SHOWN),
    sentEvents: tally.good + tally.repeated + tally.bad,
    repeatedEvents: tally.repeated,
    expectedInHistory: tally.good,
    inHistory: [...history.values()].reduce((sum, n) => sum + n, 0),
    expectedDeadLetters: tally.bad,
    deadLetters: kept.bad,
    refusedRequests: tally.refused.length,
    missing: [...tally.ids].filter((id) => !history.has(id)).slice(0, MOST_SHOWN),
    uninvited: uninvited.filter((id) => !isMadeHere(id)).slice(0, MOST_SHOWN),
    twice: [...history]
      .filter(([, n]) => n > 1)
      .map(([id]) => id)
      .slice(0, MOST_SHOWN),
    sightings: { expected: tally.sightings, kept: kept.sightings },
    rejectedSightings: { expected: tally.badSightings, kept: kept.badSightings },
    decisions: { expected: tally.decisions, kept: kept.decisions },
    strayed: strayed.slice(0, MOST_SHOWN),
    people: drawing.people,
    answersAfterwards: alive.status === 200,
    peakMb: await peakMbOf(child),
    seconds: Math.round((performance.now() - played.from) / 100) / 10,
  };
}
