import { expect, test } from 'vitest';
import { drained, peakMbOf, startServer, stopServer } from './fuzz/server.ts';
import { Acknowledged, type Answered, keptOf, sendEvents, writeKeyOf } from './load.ts';
import { type OwnEngines, withOwnEngines } from './own-engines.ts';

const SEGMENTS_MB = 4;
const SENDERS = 6;
const BATCH = 20;
const MOST_EVENTS = 40_000;
/** Far above what an answer takes, and far below the minute after which a call to the history is given up. */
const ANSWER_MS = 20_000;
const MOST_MB = 500;

/** Sends until somebody is told to come back later, and returns every answer. */
async function sendUntilRefused(url: string, key: string, acknowledged: Acknowledged): Promise<Answered[]> {
  const answers: Answered[] = [];
  let isRefused = false;
  const send = async (sender: number): Promise<void> => {
    for (let n = 0; !isRefused && acknowledged.ids.size < MOST_EVENTS; n += 1) {
      const ids = Array.from({ length: n % 4 === 0 ? 1 : BATCH }, (_, m) => `h${sender}-${n % 9}-${n}-${m}`);
      const answer = await sendEvents(url, key, ids);
      if (answer === undefined) throw new Error('no answer');
      answers.push(answer);
      if (answer.status === 200) acknowledged.add(ids);
      else isRefused = true;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, n) => send(n)));
  return answers;
}

async function whileStopped<T>(place: OwnEngines, work: () => Promise<T>): Promise<T> {
  const pid = place.enginePid();
  process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

test('a history that stands still stops no answer, fills neither memory nor disk, and gets everything when it goes on', async () => {
  await withOwnEngines(async (place) => {
    const key = await writeKeyOf(place);
    const { child, url } = await startServer(place, SEGMENTS_MB);
    const acknowledged = new Acknowledged();
    try {
      const answers = await whileStopped(place, () => sendUntilRefused(url, key, acknowledged));
      const refused = answers.filter((each) => each.status !== 200);
      expect(acknowledged.ids.size).toBeGreaterThan(2000);
      expect(acknowledged.ids.size).toBeLessThan(MOST_EVENTS);
      expect(refused.length).toBeGreaterThan(0);
      for (const each of refused) expect(each).toMatchObject({ status: 429, retryAfter: '2' });
      expect(Math.max(...answers.map((each) => each.tookMs))).toBeLessThan(ANSWER_MS);
      await drained(place.folder, 90_000);
      expect((await sendEvents(url, key, ['h-afterwards']))?.status).toBe(200);
      acknowledged.add(['h-afterwards']);
      await drained(place.folder, 90_000);
      expect(await keptOf(place, acknowledged.ids)).toEqual({ rows: acknowledged.ids.size, lost: [], twice: [] });
      expect(await peakMbOf(child)).toBeLessThan(MOST_MB);
    } finally {
      await stopServer(child);
    }
  });
}, 300_000);
