import { expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { readMigrations } from './migrate.ts';
import { pendingOf } from './migration.ts';

const files = ['0001-a.sql', '0002-b.sql', '0003-c.sql'].map((name) => ({ name, sql: 'select 1', checksum: name }));

test('what has not been applied remains, in order', () => {
  expect(pendingOf('PostgreSQL', files, [{ name: '0001-a.sql', checksum: '0001-a.sql' }])).toEqual(files.slice(1));
});

test('an applied file that was changed is refused by its name', () => {
  const act = () => pendingOf('PostgreSQL', files, [{ name: '0001-a.sql', checksum: 'other' }]);
  expect(act).toThrow(DomainError);
  expect(act).toThrow(/0001-a\.sql has been changed/);
});

test('a database that is newer than the program is refused', () => {
  const act = () => pendingOf('ClickHouse', files, [{ name: '0009-later.sql', checksum: 'x' }]);
  expect(act).toThrow(/0009-later\.sql, which this version does not know/);
});

test('the shipped files are numbered, and no number is given twice', async () => {
  for (const folder of ['db/postgres', 'db/clickhouse']) {
    const numbers = (await readMigrations(folder)).map(({ name }) => name.slice(0, 5));
    expect(numbers.filter((each) => !/^\d{4}-$/.test(each))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  }
});
