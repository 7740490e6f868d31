import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../../test/command.ts';
import { run } from '../check.command.ts';

const folder = mkdtempSync(join(tmpdir(), 'samspel-zone-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

// The till counts by days; the app is seen an hour before midnight in New York, when it is morning in Sweden.
writeFileSync(
  join(folder, 'prices.csv'),
  'product,channel,price,currency,seen_at\njeans,store,499,USD,2026-11-22\njeans,app,399,USD,2026-11-23T04:00:00Z\n',
);

async function contradictions(seenAt = '2026-11-22'): Promise<number> {
  const { out, err } = await runCommand(run, [folder, '--seen-at', seenAt, '--json']);
  expect(err).toBe('');
  return (JSON.parse(out) as { findings: unknown[] }).findings.length;
}

test("the days of a folder are the deployment's, unless the folder says its own", async () => {
  expect(await contradictions()).toBe(0);
  vi.stubEnv('SAMSPEL_TIME_ZONE', 'America/New_York');
  expect(await contradictions()).toBe(1);
  writeFileSync(join(folder, 'samspel.yaml'), 'timeZone: Europe/Stockholm\n');
  expect(await contradictions()).toBe(0);
});

test('a zone that there is not ends the check with what is allowed', async () => {
  vi.stubEnv('SAMSPEL_TIME_ZONE', 'Umeå');
  const { code, err } = await runCommand(run, [folder]);
  expect([code, err]).toEqual([2, expect.stringContaining('SAMSPEL_TIME_ZONE is "Umeå", allowed is a time zone')]);
});
