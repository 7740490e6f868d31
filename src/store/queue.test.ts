import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { inTransaction } from './postgres.ts';
import { drainJobs, enqueue, type Jobs, startWorker } from './queue.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

function noting(done: unknown[][]): Jobs {
  return {
    note: async (items) => {
      done.push([...items]);
    },
  };
}

test('a job is done when the transaction that asked for it commits, and never otherwise', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  const failing = inTransaction(postgres, async (tx) => {
    await enqueue(tx, 'note', ['lost']);
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  await inTransaction(postgres, (tx) => enqueue(tx, 'note', ['kept']));
  await drainJobs(postgres, noting(done));
  expect(done).toEqual([['kept']]);
});

test('jobs of one key that wait fall together, and none of what they are about is lost', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  await enqueue(postgres, 'note', ['a', 'b'], { key: 'notes' });
  await enqueue(postgres, 'note', ['c'], { key: 'notes' });
  await drainJobs(postgres, noting(done));
  expect(done).toEqual([['a', 'b', 'c']]);
});

test('what is asked for again while it waits is done once', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  const product = (id: string): object => ({ product: id });
  await enqueue(postgres, 'note', [product('b'), product('a'), product('b')], { key: 'notes', delaySeconds: 600 });
  await enqueue(postgres, 'note', [product('a')], { key: 'notes', delaySeconds: 600 });
  await enqueue(postgres, 'note', [product('c'), product('b')], { key: 'notes' });
  await drainJobs(postgres, noting(done));
  expect(done).toEqual([[product('b'), product('a'), product('c')]]);
});

test('what is asked for by many at once falls together, and none of it is lost', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  const asked = Array.from({ length: 40 }, (_, nth) => `${nth % 20}`);
  await Promise.all(asked.map((item) => enqueue(postgres, 'note', [item], { key: 'notes' })));
  await drainJobs(postgres, noting(done));
  expect(new Set(done.flat())).toEqual(new Set(asked));
});

test('what is asked for while it is being done is done once more, and what is being done is not', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  await enqueue(postgres, 'note', ['first'], { key: 'notes' });
  await drainJobs(postgres, {
    note: async (items) => {
      done.push([...items]);
      if (done.length === 1) await enqueue(postgres, 'note', ['second'], { key: 'notes' });
    },
  });
  expect(done).toEqual([['first'], ['second']]);
});

test('a job for later waits, until the same key asks for it now', async () => {
  const { postgres } = given.deps;
  const done: unknown[][] = [];
  await enqueue(postgres, 'note', ['later'], { key: 'notes', delaySeconds: 600 });
  await drainJobs(postgres, noting(done));
  expect(done).toEqual([]);
  await enqueue(postgres, 'note', ['now'], { key: 'notes' });
  await drainJobs(postgres, noting(done));
  expect(done).toEqual([['later', 'now']]);
});

test('a job that fails says so, and stays to be tried again', async () => {
  const { postgres } = given.deps;
  await enqueue(postgres, 'note', ['stone']);
  const jobs: Jobs = { note: () => Promise.reject(new Error('stumbled')) };
  await expect(drainJobs(postgres, jobs)).rejects.toThrow('stumbled');
  const { rows } = await postgres.query<{ attempts: number }>('select attempts from graphile_worker.jobs');
  expect(rows).toEqual([{ attempts: 1 }]);
});

test('a worker does what is put in the queue while it runs, and stops when it is told to', async () => {
  const { postgres } = given.deps;
  const { promise, resolve } = Promise.withResolvers<readonly unknown[]>();
  const jobs: Jobs = { greet: async (items) => resolve(items), tick: async () => {}, tock: async () => {} };
  const complaints: unknown[] = [];
  const log = { warn: (fields: unknown) => complaints.push(fields), debug: () => {} };
  const worker = await startWorker(postgres, jobs, log, { minutely: ['tick'], hourly: ['tock'] });
  await enqueue(postgres, 'greet', ['hej']);
  expect(await promise).toEqual(['hej']);
  await worker.stop();
  expect(complaints).toEqual([]);
});
