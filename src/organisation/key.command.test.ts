import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paper } from '../../test/command.ts';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { hashToken } from '../http/auth.ts';
import { findActor } from './actor.reads.ts';
import { answer } from './key.command.ts';
import { readKeyRequest } from './key-options.ts';
import { printLoginLink } from './login.command.ts';
import { openSession } from './login.service.ts';
import { findSource } from './source.reads.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function keys(...args: string[]): Promise<string> {
  const request = readKeyRequest(args);
  if (request.act === 'help') throw new Error('help is printed without a database');
  return answer(given.deps, request);
}

describe('samspel keys', () => {
  test('prints a new key once, lists it without its secret, and revokes it', async () => {
    expect(await keys()).toContain('There are no keys');
    const key = (await keys('add', 'kassan i Umeå', '--kind', 'channel', '--channel', 'store')).trim();
    const find = findActor(given.deps);
    const credential = { kind: 'key', tokenHash: hashToken(key) } as const;
    expect(await find(credential)).toMatchObject({ kind: 'key', may: 'channel', channel: 'store' });
    const list = await keys();
    expect(list).toContain('kassan i Umeå');
    expect(list).not.toContain(key);
    expect(await keys('revoke', list.slice(0, 36))).toContain('is revoked');
    expect(await find(credential)).toBeUndefined();
    expect(await keys('list')).toContain('revoked 2026-11-22');
  });

  test('names the pages that a write key is used from', async () => {
    await keys(
      'add',
      'sajten',
      '--kind',
      'write',
      '--origin',
      'https://shop.example',
      '--origin',
      'http://127.0.0.1:8080',
    );
    const found = await findSource(given.deps.postgres, 'sajten', given.clock.now());
    expect(found).toMatchObject({ kind: 'browser', origins: ['https://shop.example', 'http://127.0.0.1:8080'] });
  });

  test.each([
    [['add'], 'NAME'],
    [['add', 'a', '--kind', 'owner'], '--kind'],
    [['revoke'], 'ID'],
    [['remove', 'x'], 'allowed is add, rotate, revoke or nothing'],
    [['--colour'], 'arguments'],
  ])('says what is wrong with %j', (args, told) => {
    expect(() => readKeyRequest(args)).toThrow(told);
  });
});

test('samspel login prints a link that opens a session', async () => {
  const stdout = paper();
  await printLoginLink(given.deps, 'http://127.0.0.1:4000/', { stdout: stdout.stream });
  const printed = stdout.text();
  expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:4000\/login\/link_[\w-]{32}\n$/);
  expect(await openSession(given.deps, printed.trim().split('/').at(-1) ?? '')).toMatch(/^ses_/);
});
