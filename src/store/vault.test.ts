import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeKeyFile, readKeyFile, replaceKeyFile } from './key-file.ts';
import { createVault, newSecret, readSecret } from './vault.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('the vault', () => {
  test('opens what it sealed, each time sealed otherwise, and only as the type that it was', () => {
    const vault = createVault(first);
    const [one, other] = [vault.seal('personnummer', '197010632391'), vault.seal('personnummer', '197010632391')];
    expect(one).not.toBe(other);
    expect([one, other].map((sealed) => vault.open('personnummer', sealed))).toEqual(['197010632391', '197010632391']);
    expect(vault.open('organisation_number', one)).toBeUndefined();
  });

  test('opens nothing that was changed, and nothing of another key', () => {
    const vault = createVault(first);
    const sealed = vault.seal('personnummer', '197010632391');
    const at = sealed.length - 3;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(vault.open('personnummer', changed)).toBeUndefined();
    expect(vault.open('personnummer', 'x')).toBeUndefined();
    expect(createVault(second).open('personnummer', sealed)).toBeUndefined();
  });

  test('hashes by its key and by the type', () => {
    const hashes = [
      createVault(first).hash('personnummer', '1'),
      createVault(first).hash('organisation_number', '1'),
      createVault(second).hash('personnummer', '1'),
    ];
    expect(new Set(hashes).size).toBe(3);
    expect(createVault(first).hash('personnummer', '1')).toBe(hashes[0]);
  });

  test('in a change of keys it finds and opens what the key before made', () => {
    const before = createVault(first);
    const both = createVault(second, first);
    expect(both.formerHash('personnummer', '1')).toBe(before.hash('personnummer', '1'));
    expect(both.open('personnummer', before.seal('personnummer', '1'))).toBe('1');
    expect(before.formerHash('personnummer', '1')).toBeUndefined();
  });
});

describe('the key file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samspel-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is made once, for its owner only, and says what it is', async () => {
    expect(readKeyFile(folder)).toEqual([]);
    makeKeyFile(folder, 'a');
    const made = readKeyFile(folder);
    makeKeyFile(folder, 'b');
    expect(readKeyFile(folder)).toEqual(made);
    expect(made.map((each) => each.length)).toEqual([32]);
    expect((await stat(join(folder, 'identifier.key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'identifier.key'), 'utf8')).toContain('Keep a copy');
  });

  test('is replaced whole, the key in use first', () => {
    makeKeyFile(folder, 'a');
    const [own] = readKeyFile(folder);
    const next = newSecret();
    replaceKeyFile(folder, [next, own?.toString('base64') ?? ''], 'c');
    expect(readKeyFile(folder)).toEqual([readSecret(next), own]);
  });

  test('that holds no key is a fault, not a reason to make another one', async () => {
    await writeFile(join(folder, 'identifier.key'), '# note\nhello\n');
    expect(() => readKeyFile(folder)).toThrow('is no key');
  });

  test('that may not be read is a fault too', async () => {
    makeKeyFile(folder, 'a');
    await chmod(join(folder, 'identifier.key'), 0o000);
    if (process.getuid?.() !== 0) expect(() => readKeyFile(folder)).toThrow('EACCES');
  });
});
