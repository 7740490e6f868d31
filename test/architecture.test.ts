import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBreaches, readTables, roomOf } from './architecture.ts';

const root = resolve(import.meta.dirname, '..');
const tables = readTables(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
const sources = new Map(
  globSync(['src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root })
    .toSorted()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

describe('the house', () => {
  test('every source keeps to the tables of ARCHITECTURE.md', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(findBreaches(sources, tables)).toEqual([]);
  });

  test('every room in the table is there, and every room there is in the table', () => {
    const rooms = new Set([...sources.keys()].filter((path) => path.startsWith('src/')).map(roomOf));
    rooms.delete('config.test');
    expect([...rooms].toSorted()).toEqual(tables.rooms.toSorted());
  });

  test.each([
    ['a room importing one below it', 'src/collect/x.ts', "import { a } from '../speak/offer.ts';", 'it stands below'],
    ['a store of another room', 'src/speak/x.service.ts', "import { a } from '../collect/x.store.ts';", 'the suffix'],
    [
      'more of the lent store',
      'src/promise/x.service.ts',
      "import { a, lockCustomer } from '../identify/customer.store.ts';",
      'the suffix',
    ],
    [
      'a thinking file that knows the stores',
      'src/speak/x.ts',
      "import type { Sql } from '../store/postgres.ts';",
      'may not know the stores',
    ],
    ['a driver outside store', 'src/speak/x.reads.ts', "import { Pool } from 'pg';", 'only store/ uses the drivers'],
    ['fastify in a service', 'src/speak/x.service.ts', "import type { FastifyReply } from 'fastify';", 'use fastify'],
    ['files in a thinking file', 'src/speak/x.ts', "import { readFileSync } from 'node:fs';", 'only thinks'],
    ['the clock in a thinking file', 'src/speak/x.ts', 'export const at = Date.now();', 'reads the clock'],
    ['a date of now in a thinking file', 'src/speak/x.ts', 'export const at = new Date();', 'reads the clock'],
    ['chance in a contract', 'src/speak/x.contract.ts', 'export const at = Math.random();', 'is random'],
    [
      'the environment outside config',
      'src/store/x.ts',
      'export const at = process.env.HOME;',
      'reads the environment',
    ],
    ['an unknown suffix', 'src/speak/x.manager.ts', '', 'the suffix manager'],
    ['an unknown room', 'src/shouting/x.ts', '', 'the room shouting'],
    ['a barrel', 'src/speak/index.ts', '', 'says nothing'],
    ['a file that is too long', 'src/speak/x.ts', 'export const a = 1;\n'.repeat(301), '301 lines'],
    ['a circle', 'src/kernel/x.ts', "import { a } from './x.ts';", 'a circle'],
    [
      'a service in the web app',
      'web/src/x.ts',
      "import { a } from '../../src/speak/offer.service.ts';",
      'the web app',
    ],
  ])('%s is caught', (_what, path, text, why) => {
    const breaches = findBreaches(new Map([[path, text]]), tables);
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(why);
  });

  test('what the tables allow is let through', () => {
    const lent = "import { lockCustomer } from '../identify/customer.store.ts';";
    const own = "import { a } from './x.store.ts';\nimport { b } from '../store/postgres.ts';";
    const allowed = new Map([
      ['src/promise/x.service.ts', `${lent}\n${own}`],
      ['src/promise/x.ts', "import { b } from '../speak/offer.ts';\nimport { c } from '../kernel/money.ts';"],
      ['src/promise/x.test.ts', "import { Pool } from 'pg';"],
    ]);
    expect(findBreaches(allowed, tables)).toEqual([]);
  });
});
