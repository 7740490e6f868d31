import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { receiveSightingBatch } from './sighting.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

function rows(count: number, product: (index: number) => string): unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    product: product(index),
    channel: index % 2 === 0 ? 'web' : 'store',
    amount: 100 + index,
    currency: 'SEK',
    seenAt: '2026-11-22T08:00:00Z',
    source: 'feed',
  }));
}

test('a batch of 5,000 rows is a handful of statements', async () => {
  const statements: string[] = [];
  const listen = (connection: PoolClient): void => {
    const query = connection.query.bind(connection);
    Object.assign(connection, {
      query: (text: string, values?: unknown[]) => {
        statements.push(text);
        return query(text, values);
      },
    });
  };
  given.deps.postgres.once('acquire', listen);
  const receipt = await receiveSightingBatch(
    given.deps,
    rows(5_000, (index) => `p${index}`),
  );
  expect(receipt).toMatchObject({ accepted: 5_000 });
  expect(statements.length).toBeGreaterThan(3);
  expect(statements.length).toBeLessThan(12);
});

test('batches of the same rows in any order at the same time wait for each other and save each row once', async () => {
  const batch = rows(400, (index) => `q${index % 50}`);
  const shuffled = Array.from({ length: 6 }, (_, turn) => batch.toSorted((a, b) => order(a, turn) - order(b, turn)));
  const receipts = await Promise.all(shuffled.map((each) => receiveSightingBatch(given.deps, each)));
  expect(receipts.reduce((sum, receipt) => sum + receipt.accepted, 0)).toBe(400);
});

function order(row: unknown, turn: number): number {
  const { amount } = row as { amount: number };
  return (amount * (turn * 37 + 11)) % 397;
}
