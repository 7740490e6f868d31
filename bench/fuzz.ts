import { randomInt } from 'node:crypto';
import { fuzz } from '../test/guarantees/fuzz/run.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * The fuzz of `test/guarantees/fuzz.test.ts` at its full length: `--records` broken requests (100,000 unless told) from
 * a seed that is printed, held against the oracle. SAMSPEL_FUZZ_SEED repeats a run. It holds when `holds` is true.
 */
const REQUESTS = 100_000;

export const bench: Bench = async ({ records = REQUESTS }) => {
  const seed = Number(process.env['SAMSPEL_FUZZ_SEED'] ?? randomInt(1, 2 ** 31));
  process.stdout.write(`${records} requests from the seed ${seed}\n`);
  const report = await withOwnEngines((place) => fuzz(place, { seed, requests: records }));
  for (const each of report.surprises) process.stdout.write(`${each}\n`);
  const lists = [report.surprises, report.missing, report.uninvited, report.twice, report.strayed];
  const holds =
    lists.every((each) => each.length === 0) &&
    report.answersAfterwards &&
    report.inHistory + report.repeatedEvents + report.deadLetters === report.sentEvents &&
    report.inHistory === report.expectedInHistory &&
    report.sightings.kept === report.sightings.expected &&
    report.rejectedSightings.kept === report.rejectedSightings.expected &&
    report.decisions.kept === report.decisions.expected;
  if (!holds) process.exitCode = 1;
  return { ...report, holds };
};
