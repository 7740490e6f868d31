import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { AttributeFacts } from './attribute.contract.ts';
import { resolveCustomer } from './resolve.service.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

function told(email: string, attributes: Record<string, unknown>): Promise<string> {
  given.clock.advance(1000);
  const identifiers = [{ type: 'email', value: email }];
  return resolveCustomer(given.deps, given.deps.postgres, {
    identifiers,
    source: 'webben',
    at: given.clock.now(),
    attributes,
  });
}

async function correct(id: string, name: string, value: unknown) {
  given.clock.advance(1000);
  const url = `/v1/customers/${id}/attributes/${name}`;
  return given.app.inject({ method: 'PUT', url, headers: given.member, payload: { value } });
}

test('a correction stands, and what was told before is kept with who told it', async () => {
  const id = await told('rett@example.se', { name: 'Åsa Berk', city: 'Umeå' });
  const answer = await correct(id, 'name', 'Åsa Berg');
  expect(answer.statusCode).toBe(200);
  const { facts } = answer.json<AttributeFacts>();
  expect(facts.filter((each) => each.name === 'name')).toMatchObject([
    { value: 'Åsa Berg', stands: true, source: expect.stringMatching(/^member:/) },
    { value: 'Åsa Berk', stands: false, source: 'webben' },
  ]);
  const customer = await given.app.inject({ url: `/v1/customers/${id}`, headers: given.member });
  expect(customer.json()).toMatchObject({ name: 'Åsa Berg', attributes: { city: 'Umeå' } });
});

test('an attribute is taken away, and it is still known that it was there', async () => {
  const id = await told('bort@example.se', { shoe: 44 });
  await correct(id, 'shoe', null);
  const customer = await given.app.inject({ url: `/v1/customers/${id}`, headers: given.member });
  expect(customer.json()).toMatchObject({ attributes: {} });
  const list = await given.app.inject({ url: `/v1/customers/${id}/attributes`, headers: given.member });
  expect(list.json<AttributeFacts>().facts).toHaveLength(2);
});

test('nobody that is not there is corrected, and no key may', async () => {
  expect((await correct(given.deps.newId(), 'name', 'x')).statusCode).toBe(404);
  const id = await told('nyckel@example.se', {});
  const url = `/v1/customers/${id}/attributes/name`;
  const answer = await given.app.inject({ method: 'PUT', url, headers: given.channelKey, payload: { value: 'x' } });
  expect(answer.statusCode).toBe(403);
  expect((await correct(id, 'name', { a: 1 })).statusCode).toBe(400);
});
