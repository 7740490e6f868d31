import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { createPostgres } from '../../store/postgres.ts';
import { PlanKeeper } from './plan-keeper.service.ts';
import { draftVersion, makeLive } from './plan.service.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

const track = { type: 'track' } as const;

async function publish(name: string, required: readonly string[]): Promise<void> {
  const schema = { type: 'object', required };
  const { id } = await draftVersion(given.deps, { type: 'track', name, schema, mode: 'warn', by: 'test' });
  await makeLive(given.deps, { id, by: 'test' });
}

test('an empty plan asks nothing of an event; a published one is kept to within a second', async () => {
  const keeper = new PlanKeeper(given.deps);
  expect(await keeper.current()).toBeUndefined();
  await publish('Seen', ['a']);
  expect(await keeper.current()).toBeUndefined();
  given.clock.advance(1000);
  expect((await keeper.current())?.(track, 'Seen', {})).toMatchObject({ mode: 'warn', version: 1 });
  await publish('Seen', []);
  keeper.forget();
  expect((await keeper.current())?.(track, 'Seen', {})).toBeUndefined();
});

test('while the database is away, the plan that is known still holds; one that was never read is a fault', async () => {
  await publish('Away', ['a']);
  const postgres = createPostgres(given.databaseUrl, () => {}, 1);
  const deps = { postgres, clock: given.deps.clock };
  const keeper = new PlanKeeper(deps);
  await keeper.current();
  await postgres.end();
  given.clock.advance(5000);
  expect((await keeper.current())?.(track, 'Away', {})).toMatchObject({ violations: [{ code: 'required' }] });
  await expect(new PlanKeeper(deps).current()).rejects.toThrow(/pool/);
});
