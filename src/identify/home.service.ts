import { Readable } from 'node:stream';
import type { Deps } from '../store/deps.ts';
import { insertLines } from '../store/line-insert.ts';
import { findHomes, type MovedHome, newestHomes, NOBODY } from './home.reads.ts';
import { newChanges } from './known-sets.reads.ts';

/** How many customers one statement asks about. */
const CUSTOMERS_AT_ONCE = 2000;

/**
 * Lets the history know whom the changes of who is who since the last time have moved. Ask it right before a question
 * over all customers; when nothing has changed it costs two small reads. Two that do it at once write the same.
 */
export async function bringHomesUpToDate({
  postgres,
  clickhouse,
  newId,
}: Pick<Deps, 'postgres' | 'clickhouse' | 'newId'>): Promise<void> {
  let since = await newestHomes(clickhouse);
  for (;;) {
    const { customerIds, newest, isGap } = await newChanges(postgres, since);
    if (newest === since) return;
    const changed = [...new Set(customerIds)];
    // Also where nobody has moved it says up to where it has been looked.
    const homes: MovedHome[] = [{ kind: 'customer', who: NOBODY, home: NOBODY }];
    for (let from = 0; from < changed.length; from += CUSTOMERS_AT_ONCE)
      homes.push(...(await findHomes(postgres, changed.slice(from, from + CUSTOMERS_AT_ONCE))));
    const lines = homes.map((each) => `${JSON.stringify({ ...each, change: newest })}\n`);
    const text = Readable.from([lines.join('')], { objectMode: false });
    await insertLines(clickhouse, 'customer_homes', text, newId());
    if (!isGap) return;
    since = newest;
  }
}
