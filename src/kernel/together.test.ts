import { expect, test } from 'vitest';
import { Together } from './together.ts';

test('what comes at once, or while one run is under way, goes together into the next, each caller with its own results', async () => {
  const runs: number[][] = [];
  const later: Promise<readonly number[]>[] = [];
  const doubling = new Together<number, number>(async (items) => {
    runs.push([...items]);
    if (runs.length === 1) later.push(doubling.ask([5]), doubling.ask([6]));
    await Promise.resolve();
    return items.map((each) => each * 2);
  }, 100);
  const answers = await Promise.all([doubling.ask([1]), doubling.ask([2, 3]), doubling.ask([]), doubling.ask([4])]);
  expect(answers).toEqual([[2], [4, 6], [], [8]]);
  expect(await Promise.all(later)).toEqual([[10], [12]]);
  expect(runs).toEqual([
    [1, 2, 3, 4],
    [5, 6],
  ]);
});

test('no run takes more than the most, but one caller is never cut in two', async () => {
  const sizes: number[] = [];
  const counting = new Together<number, number>(async (items) => {
    sizes.push(items.length);
    await Promise.resolve();
    return items;
  }, 3);
  await Promise.all([[0], [1, 2], [3, 4], [5, 6, 7, 8], [9]].map((each) => counting.ask(each)));
  expect(sizes).toEqual([3, 2, 4, 1]);
});

test("one caller's fault does not fall on the others", async () => {
  const picky = new Together<number, number>(async (items) => {
    await Promise.resolve();
    if (items.includes(13)) throw new Error('not thirteen');
    return items;
  }, 100);
  const answers = await Promise.allSettled([picky.ask([1]), picky.ask([2]), picky.ask([13]), picky.ask([4])]);
  expect(answers.map((each) => each.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await picky.ask([5])).toEqual([5]);
});

test('it is settled when all that was asked is answered, also what failed', async () => {
  const answered: string[] = [];
  const slow = new Together<string, string>(async (items) => {
    await Promise.resolve();
    if (items.includes('bad')) throw new Error('bad');
    answered.push(...items);
    return items;
  }, 2);
  await slow.settled();
  const asked = ['a', 'b', 'c', 'bad', 'd'].map((each) => slow.ask([each]));
  const outcomes = Promise.allSettled(asked);
  await slow.settled();
  expect(answered.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  expect((await outcomes).map((each) => each.status === 'fulfilled')).toEqual([true, true, true, false, true]);
});
