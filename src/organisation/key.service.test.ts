import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { hashToken } from '../http/auth.ts';
import { DAY_MS } from '../kernel/period.ts';
import { findActor } from './actor.reads.ts';
import { notingUse } from './key-use.service.ts';
import { listKeys } from './key.reads.ts';
import { addKey, rotateKey, withdrawKey } from './key.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function letsIn(key: string): Promise<boolean> {
  return (await findActor(given.deps)({ kind: 'key', tokenHash: hashToken(key) })) !== undefined;
}

async function keyOf(id: string) {
  return (await listKeys(given.deps.postgres)).find((each) => each.id === id);
}

describe('a key that is rotated', () => {
  test('is good for a week beside the one that takes its place, and then stops', async () => {
    const old = await addKey(given.deps, { name: 'kassan', kind: 'channel', channel: 'store' });
    const fresh = await rotateKey(given.deps, old.id);
    expect(fresh.oldUntil).toBe(new Date(given.clock.now() + 7 * DAY_MS).toISOString());
    given.clock.advance(7 * DAY_MS - 1);
    expect([await letsIn(old.key), await letsIn(fresh.key)]).toEqual([true, true]);
    given.clock.advance(1);
    expect([await letsIn(old.key), await letsIn(fresh.key)]).toEqual([false, true]);
    expect(await keyOf(old.id)).toMatchObject({ replacedBy: fresh.id, stopsAt: fresh.oldUntil, revokedAt: null });
  });

  test('is for the same as the key that takes its place', async () => {
    const old = await addKey(given.deps, {
      name: 'sajten',
      kind: 'write',
      channel: 'web',
      origins: ['https://a.example'],
    });
    const fresh = await rotateKey(given.deps, old.id);
    expect([fresh.source, fresh.key.slice(0, 3)]).toEqual(['sajten', 'wk_']);
    const actor = await findActor(given.deps)({ kind: 'key', tokenHash: hashToken(fresh.key) });
    expect(actor).toMatchObject({ name: 'sajten', may: 'write', channel: 'web', origins: ['https://a.example'] });
  });

  test.each([
    ['now', 0],
    ['a time that has passed', -DAY_MS],
  ])('stops at once where %s is chosen', async (_when, ms) => {
    const old = await addKey(given.deps, { name: 'genast', kind: 'channel' });
    await rotateKey(given.deps, old.id, { oldUntil: new Date(given.clock.now() + ms).toISOString() });
    expect(await letsIn(old.key)).toBe(false);
  });

  test('is rotated once, though two do it at the same moment', async () => {
    const old = await addKey(given.deps, { name: 'två', kind: 'channel' });
    const outcomes = await Promise.allSettled([rotateKey(given.deps, old.id), rotateKey(given.deps, old.id)]);
    expect(outcomes.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const keys = (await listKeys(given.deps.postgres)).filter((each) => each.name === 'två');
    expect(keys).toHaveLength(2);
  });

  test('may be revoked before its time is up', async () => {
    const old = await addKey(given.deps, { name: 'läckt', kind: 'channel' });
    await rotateKey(given.deps, old.id);
    await withdrawKey(given.deps, old.id);
    expect(await letsIn(old.key)).toBe(false);
  });

  test('is no revoked one, none that is not there, and not kept for more than a year', async () => {
    const key = await addKey(given.deps, { name: 'slut', kind: 'channel' });
    const oldUntil = new Date(given.clock.now() + 366 * DAY_MS).toISOString();
    for (const asked of [{ oldUntil }, { oldUntil: '2026-12-01T00:00:00Z', overlapDays: 1 }])
      await expect(rotateKey(given.deps, key.id, asked)).rejects.toMatchObject({ code: 'field-invalid' });
    await withdrawKey(given.deps, key.id);
    await expect(rotateKey(given.deps, key.id)).rejects.toMatchObject({ code: 'state-conflict' });
    await expect(rotateKey(given.deps, 'no id')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the use of a key', () => {
  test('is written once an hour, however often and in however many processes it calls', async () => {
    const { id, key } = await addKey(given.deps, { name: 'flitig', kind: 'channel' });
    const statements: string[] = [];
    const counted: Pick<TestDeps['deps'], 'postgres' | 'clock'> = {
      clock: given.deps.clock,
      postgres: new Proxy(given.deps.postgres, {
        get(pool, name) {
          if (name !== 'query') return Reflect.get(pool, name) as unknown;
          return (text: string, values: unknown[]) => {
            statements.push(text);
            return pool.query(text, values);
          };
        },
      }),
    };
    const processes = [1, 2].map(() => notingUse(findActor(given.deps), counted, () => undefined));
    const credential = { kind: 'key', tokenHash: hashToken(key) } as const;
    const callOften = async () => {
      for (let i = 0; i < 20; i += 1) await Promise.all(processes.map((each) => each.findActor(credential)));
      await Promise.all(processes.map((each) => each.settled()));
    };
    await callOften();
    expect(statements).toHaveLength(2);
    const hour = (await keyOf(id))?.lastUsedAt;
    expect(Date.parse(hour ?? '')).toBe(Math.floor(given.clock.now() / 3_600_000) * 3_600_000);
    given.clock.advance(3_600_000);
    await callOften();
    expect(statements).toHaveLength(4);
    expect(Date.parse((await keyOf(id))?.lastUsedAt ?? '')).toBe(Date.parse(hour ?? '') + 3_600_000);
  });

  test('that cannot be written is told of and tried again, and stops no call', async () => {
    const { id, key } = await addKey(given.deps, { name: 'envis', kind: 'channel' });
    const faults: unknown[] = [];
    let isAway = true;
    const flaky = new Proxy(given.deps.postgres, {
      get(pool, name) {
        if (name !== 'query') return Reflect.get(pool, name) as unknown;
        return (text: string, values: unknown[]) =>
          isAway ? Promise.reject(new Error('away')) : pool.query(text, values);
      },
    });
    const use = notingUse(findActor(given.deps), { ...given.deps, postgres: flaky }, (error) => faults.push(error));
    const credential = { kind: 'key', tokenHash: hashToken(key) } as const;
    expect(await use.findActor(credential)).toBeDefined();
    await use.settled();
    expect([faults.length, (await keyOf(id))?.lastUsedAt]).toEqual([1, null]);
    isAway = false;
    await use.findActor(credential);
    await use.settled();
    expect((await keyOf(id))?.lastUsedAt).not.toBeNull();
  });
});
