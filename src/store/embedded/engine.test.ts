import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

test('the engine answers the ordinary client', async () => {
  const { clickhouse } = given.deps;
  expect((await clickhouse.ping()).success).toBe(true);
  const result = await clickhouse.query({
    query: 'select {a:String} as a',
    query_params: { a: "x'\\\n" },
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ a: "x'\\\n" }]);
});
