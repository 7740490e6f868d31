import { expect, test } from 'vitest';
import { readImportOptions } from './import-options.ts';

test('an import takes one file, and what holds for all its rows', () => {
  const args = ['sightings', 'prices.csv', '--mapping', 'prices-2026', '--seen-at', '2026-11-22', '--source', 'feed'];
  const read = readImportOptions(args);
  expect(read).toMatchObject({
    kind: 'sightings',
    file: 'prices.csv',
    mapping: 'prices-2026',
    source: 'feed',
  });
  const seenAt = read === 'help' ? undefined : read.seenAt;
  expect(['UTC', 'Europe/Stockholm'].map((zone) => seenAt?.(zone))).toEqual([
    Date.parse('2026-11-22T00:00:00Z'),
    Date.parse('2026-11-21T23:00:00Z'),
  ]);
  expect(readImportOptions(['--help'])).toBe('help');
});

test.each([
  [[], 'what'],
  [['letters', 'x.csv'], 'what'],
  [['events', '-'], 'FILE'],
  [['sightings'], 'FILE'],
  [['sightings', 'a.csv', 'b.csv'], 'FILE'],
  [['sightings', 'a.csv', '--seen-at', 'soon'], '--seen-at'],
  [['sightings', 'a.csv', '--source', ''], '--source'],
])('%j is refused by the name of what is wrong', (args, field) => {
  expect(() => readImportOptions(args)).toThrow(
    expect.objectContaining({ code: 'field-invalid', faults: [expect.objectContaining({ field })] }),
  );
});

test('an option that there is not is refused', () => {
  expect(() => readImportOptions(['sightings', 'a.csv', '--fast'])).toThrow(/--fast/);
});
