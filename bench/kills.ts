import { randomInt } from 'node:crypto';
import { killAtRandom } from '../test/guarantees/kills.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * Thirty kills (`--records`) of two servers and the ClickHouse engine at random moments under load: every acknowledged
 * event is there exactly once. The seed is printed; SAMSPEL_KILLS_SEED repeats its moments.
 */
const KILLS = 30;

export const bench: Bench = async ({ records = KILLS }) => {
  const seed = Number(process.env['SAMSPEL_KILLS_SEED'] ?? randomInt(1, 2 ** 31));
  process.stdout.write(`${records} kills from the seed ${seed}\n`);
  const { lost, twice, ...report } = await withOwnEngines((place) => killAtRandom(place, { seed, kills: records }));
  if (lost.length + twice.length > 0) process.exitCode = 1;
  return { ...report, lost: lost.length, twice: twice.length };
};
