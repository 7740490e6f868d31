import { expect, test } from 'vitest';
import { killAtRandom } from './kills.ts';
import { withOwnEngines } from './own-engines.ts';

/** `npm run -s bench -- kills` does thirty, at moments of its own. */
const KILLS = Number(process.env['SAMSPEL_KILLS'] ?? 6);
const SEED = Number(process.env['SAMSPEL_KILLS_SEED'] ?? 30);

test(`${KILLS} kills of servers and engine under load (seed ${SEED}) leave every acknowledged event there exactly once`, async () => {
  const report = await withOwnEngines((place) => killAtRandom(place, { seed: SEED, kills: KILLS }));
  expect(report).toMatchObject({ lost: [], twice: [] });
  expect(report.acknowledged).toBeGreaterThan(KILLS * 50);
  expect(report.rows).toBeGreaterThanOrEqual(report.acknowledged);
}, 600_000);
