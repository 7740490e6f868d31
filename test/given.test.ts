import { expect, test } from 'vitest';
import { openApp } from './given.ts';

test('the whole server stands on databases of its own', async () => {
  const given = await openApp();
  const anyone = await given.app.inject({ url: '/openapi.json' });
  expect(anyone.statusCode).toBe(200);
  const member = await given.app.inject({ url: '/v1/channels', headers: given.member });
  expect(member.statusCode).toBe(200);
  await given.flush();
  await given.close();
});
