import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { readMapping } from '../collect/mapping.ts';
import { importTable } from '../collect/sighting-table.service.ts';
import { readBoard } from './board.reads.ts';
import { checkContradictions } from './contradiction.service.ts';

/** Data that may not be handed on lies beside the project, where it lies at all. */
const prices = new URL('../../../shared/data/prices/store-online-amazon.csv', import.meta.url).pathname;

let given: TestDeps;
beforeEach(async () => {
  given = await openDeps();
});
afterEach(() => given.close());

test('a year of shelf prices gives the server what the command line finds: 1,485', async () => {
  const folder = new URL('../../examples/complete-journey/', import.meta.url);
  const definition = readMapping(await readFile(new URL('transactions.mapping.json', folder), 'utf8'));
  const table = { fileName: 'transactions.csv.gz', mapping: { name: 'complete journey', definition } };
  const file = new URL('transactions.csv.gz', folder).pathname;
  const receipt = await importTable(given.deps, table, file);
  expect(receipt).toMatchObject({ accepted: 59_044, rejected: 0 });
  expect(await checkContradictions(given.deps)).toMatchObject({ claims: 59_044, found: 1_485, open: 1_485 });

  const again = await importTable(given.deps, table, file);
  expect(again).toMatchObject({ accepted: 0, repeated: 59_044 });
  expect(await checkContradictions(given.deps)).toMatchObject({ found: 1_485, opened: 0, open: 1_485 });

  let seen = 0;
  let cursor: string | undefined;
  do {
    const page = await readBoard(given.deps.postgres, { state: 'contradicts', limit: 200, cursor }, given.clock.now());
    seen += page.rows.reduce((sum, row) => sum + row.openContradictions, 0);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toBe(1_485);
});

test.skipIf(!existsSync(prices))(
  'the prices of store, site and Amazon give 155 open contradictions in 144 products (skipped where the file is absent)',
  async () => {
    const mapping = new URL('../../examples/prices/store-online-amazon.mapping.json', import.meta.url);
    const definition = readMapping(await readFile(mapping, 'utf8'));
    const table = { fileName: 'store-online-amazon.csv', mapping: { name: 'prices', definition } };
    await importTable(given.deps, table, prices);
    expect(await checkContradictions(given.deps)).toMatchObject({ found: 155, open: 155 });
    const board = await readBoard(given.deps.postgres, { state: 'contradicts', limit: 200 }, given.clock.now());
    expect(board.total).toBe(144);
    expect(board.channels).toContain('amazon');
    const states = new Set(
      board.rows.flatMap((row) => row.cells.filter((cell) => cell.channel === 'amazon')).map((cell) => cell.state),
    );
    expect(states).not.toContain('contradicts');
  },
);
