import { expect, test } from 'vitest';
import { inBatches } from './batches.ts';

test('what comes while others are being written goes together, and everyone is answered', async () => {
  const batches: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  const write = inBatches<number>(async (items) => {
    batches.push(items);
    await new Promise<void>((open) => gates.push(open));
  }, 3);
  const answers = [1, 2, 3, 4, 5, 6].map(async (item) => write(item));
  expect(batches).toEqual([[1], [2]]);
  for (let written = 0; written < 4; written += 1) {
    while (gates.length === 0) await Promise.resolve();
    gates.shift()?.();
  }
  await Promise.all(answers);
  expect(batches).toEqual([[1], [2], [3, 4, 5], [6]]);
});

test('an item that cannot be written fails alone', async () => {
  const written: number[] = [];
  const write = inBatches<number>(async (items) => {
    await Promise.resolve();
    if (items.includes(3)) throw new Error('three');
    written.push(...items);
  });
  const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(async (item) => write(item)));
  expect(answers.map((each) => each.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(new Set(written)).toEqual(new Set([1, 2, 4, 5]));
});
