import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { refusedRow } from './live.ts';
import { LiveFeed } from './live-feed.store.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function shownRows(): Promise<number> {
  const { rows } = await given.deps.postgres.query<{ n: number }>('select count(*) as n from inflow_rows');
  return rows[0]?.n ?? 0;
}

function showOne(feed: LiveFeed): Promise<void> {
  feed.show(() => refusedRow({ event: 'x' }, { source: 's', code: 'field-invalid', reason: 'why' }, 0));
  return feed.write();
}

test('who looks through one process sees what another takes in, for as long as somebody looks', async () => {
  const [one, other, third] = [new LiveFeed(given.deps), new LiveFeed(given.deps), new LiveFeed(given.deps)];
  await showOne(third);
  expect(await shownRows()).toBe(0);

  const leaveOne = await one.watch();
  const leaveOther = await other.watch();
  await third.look();
  expect(third.isWatched).toBe(true);
  await showOne(third);
  await showOne(one);
  expect(await shownRows()).toBe(2);

  leaveOne();
  await one.close();
  await third.look();
  expect(third.isWatched).toBe(true);
  await showOne(third);
  expect(await shownRows()).toBe(3);

  leaveOther();
  await other.close();
  await third.look();
  expect(third.isWatched).toBe(false);
  expect(await shownRows()).toBe(0);
  await third.close();
});
