import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { hashToken } from '../http/auth.ts';
import { findActor } from './actor.reads.ts';
import { listDeeds } from './audit.reads.ts';
import { answer as answerKeys } from './key.command.ts';
import { readKeyRequest } from './key-options.ts';
import { answer } from './source.command.ts';
import { readSourceRequest } from './source-options.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function sources(...args: string[]): Promise<string> {
  const request = readSourceRequest(args);
  if (request.act === 'help') throw new Error('help is printed without a database');
  return answer(given.deps, request);
}

async function keys(...args: string[]): Promise<string> {
  const request = readKeyRequest(args);
  if (request.act === 'help') throw new Error('help is printed without a database');
  return answerKeys(given.deps, request);
}

async function whoIs(key: string) {
  return findActor(given.deps)({ kind: 'key', tokenHash: hashToken(key.trim()) });
}

describe('samspel sources', () => {
  test('makes a source with its first key, says who answers for it, pauses it, and takes it away', async () => {
    expect(await sources()).toContain('There are no sources');
    const said = [
      '--channel',
      'web',
      '--owner',
      'Åsa Lind',
      '--origin',
      'https://shop.example',
      '--phone-country',
      'NO',
    ];
    const key = await sources('add', 'Web shop', '--kind', 'browser', ...said);
    expect(await whoIs(key)).toMatchObject({ name: 'web-shop', source: { isPaused: false, phoneCountry: 'NO' } });
    expect(await sources()).toMatch(/^web-shop +browser +active +never used +web \/ - \/ Åsa Lind +Web shop\n$/);
    expect(await sources('pause', 'web-shop')).toContain('paused');
    expect(await whoIs(key)).toMatchObject({ source: { isPaused: true } });
    await sources('resume', 'web-shop');
    await sources('change', 'web-shop', '--name', 'Webben', '--department', 'E-handel');
    const second = await sources('key', 'web-shop');
    const shown = await sources('show', 'web-shop');
    for (const word of ['Webben', 'E-handel', 'https://shop.example', key.slice(0, 7), second.slice(0, 7)])
      expect(shown).toContain(word);
    expect(shown).not.toContain(key.trim());
    expect(await sources('remove', 'web-shop')).toContain('is taken away');
    expect([await whoIs(key), await whoIs(second)]).toEqual([undefined, undefined]);
    const { rows } = await listDeeds(given.deps.postgres, { subjectId: 'web-shop' });
    expect(new Set(rows.map((each) => each.actor.kind))).toEqual(new Set(['command']));
  });

  test.each([
    [['add'], 'NAME'],
    [['add', 'x', '--kind', 'satellite'], '--kind'],
    [['change', 'x'], 'OPTIONS'],
    [['change', 'x', '--id', 'y'], '--id'],
    [['pause'], 'ID'],
    [['destroy', 'x'], 'samspel sources'],
    [['--colour'], 'arguments'],
  ])('says what is wrong with %j', (args, told) => {
    expect(() => readSourceRequest(args)).toThrow(told);
  });

  test.each([
    [['add', 'x', '--id', 'Web Shop'], 'id'],
    [['add', 'x', '--channel', 'teleprinter'], 'channel'],
    [['key', 'nowhere'], 'id'],
  ])('refuses %j, naming the field', async (args, field) => {
    await expect(sources(...args)).rejects.toMatchObject({ faults: [{ field }] });
  });
});

describe('samspel keys rotate', () => {
  test.each([
    [[], 'good until 2026-11-29'],
    [['--old-until', '2d'], 'good until 2026-11-24'],
    [['--old-until', '2026-12-24T12:00:00Z'], 'good until 2026-12-24'],
    [['--old-until', 'now'], 'stopped 2026-11-22'],
  ])('with %j leaves the old key %s', async (args, told) => {
    const name = `kassan ${told}`;
    await keys('add', name, '--kind', 'channel', '--channel', 'store');
    const idIn = async () =>
      (await keys())
        .split('\n')
        .find((line) => line.endsWith(name))
        ?.slice(0, 36) ?? '';
    const old = await idIn();
    const fresh = await keys('rotate', old, ...args);
    expect(await whoIs(fresh)).toMatchObject({ may: 'channel', channel: 'store' });
    expect((await keys()).split('\n').find((line) => line.startsWith(old))).toContain(told);
  });

  test.each(['soon', '7', '2026', '1000d'])('does not take --old-until %s', (until) => {
    expect(() => readKeyRequest(['rotate', 'x', '--old-until', until])).toThrow('--old-until');
  });
});
