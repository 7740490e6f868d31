import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventLog } from '../../src/collect/segment.store.ts';
import { addKeys } from '../../src/organisation/key.service.ts';
import { openDeps, type TestDeps } from '../databases.ts';

let given: TestDeps;
let folder: string;
beforeAll(async () => {
  given = await openDeps();
  folder = await mkdtemp(join(tmpdir(), 'samspel-killed-'));
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

async function startServer(): Promise<{ child: ChildProcess; address: string }> {
  const script = new URL('api-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, given.databaseUrl, given.clickhouseUrl, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, address: line.toString().trim() };
}

/** The ids that were acknowledged, and a way to wait until there are so many: a count, never a time. */
class Acknowledged {
  readonly ids = new Set<string>();
  #wanted = Infinity;
  #reached: () => void = () => undefined;

  add(id: string): void {
    this.ids.add(id);
    if (this.ids.size >= this.#wanted) this.#reached();
  }

  async reach(more: number): Promise<void> {
    this.#wanted = this.ids.size + more;
    await new Promise<void>((resolve) => {
      this.#reached = resolve;
    });
  }
}

/** Sends batches one after the other until the server is gone; notes what was acknowledged. */
async function sendUntilGone(address: string, key: string, sender: string, acknowledged: Acknowledged): Promise<void> {
  for (let n = 0; ; n += 1) {
    const batch = Array.from({ length: 5 }, (_, m) => ({
      type: 'track',
      event: 'Product Viewed',
      messageId: `${sender}-${n}-${m}`,
      anonymousId: `browser-${sender}-${n % 40}`,
      userId: n % 3 === 0 ? `user-${sender}-${n % 40}` : undefined,
    }));
    try {
      const answer = await fetch(`${address}/v1/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ batch }),
      });
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
    for (const { messageId } of batch) acknowledged.add(messageId);
  }
}

test('a server killed in the midst of its work loses no event that it acknowledged, and doubles none', async () => {
  const [key] = await addKeys(given.deps, [{ name: 'source', kind: 'write' }]);
  const acknowledged = new Acknowledged();
  for (let round = 0; round < 6; round += 1) {
    const { child, address } = await startServer();
    const senders = Array.from({ length: 8 }, (_, n) =>
      sendUntilGone(address, key?.key ?? '', `${round}-${n}`, acknowledged),
    );
    // Killed at different depths, so that some kills fall on a write and some on a hand-over.
    await acknowledged.reach(200 + round * 450);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await Promise.all(senders);
  }
  const log = await EventLog.open(given.deps, folder);
  await log.flush();
  await log.close();
  const result = await given.deps.clickhouse.query({ query: 'SELECT message_id FROM events', format: 'JSONEachRow' });
  const rows = await result.json<{ message_id: string }>();
  const stored = new Set(rows.map((row) => row.message_id));
  expect(stored.size).toBe(rows.length);
  expect([...acknowledged.ids].filter((id) => !stored.has(id))).toEqual([]);
}, 600_000);
