import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction } from '../../store/postgres.ts';
import type { ImportReceipt, PlanFile } from './plan-report.contract.ts';
import { changesOf, checkPlanFile, planFileOf } from './plan-file.ts';
import { listVersions, planSettings } from './plan.reads.ts';
import { insertVersions, lockPlan, retireOthers, rewriteVersions, saveSettings } from './plan.store.ts';
import { demandSchema } from './schema-compile.ts';

/** The plan as it stands, as a file. */
export async function exportPlan(deps: Pick<Deps, 'postgres'>): Promise<PlanFile> {
  const [settings, versions] = await Promise.all([planSettings(deps.postgres), listVersions(deps.postgres)]);
  return planFileOf(settings, versions);
}

function demandChangeable(refused: PlanFile['events']): void {
  const [first] = refused;
  if (first === undefined) return;
  const named = refused.map(({ name, version }) => `${name} ${version}`).join(', ');
  throw new DomainError(
    'state-conflict',
    `Events have been held against ${named}, so their schemas do not change and they are no drafts. Give each a new version in the file.`,
    refused.map(({ name, version }) => ({
      field: name,
      found: `another version ${version}`,
      allowed: 'a new version',
    })),
  );
}

function written(events: PlanFile['events']) {
  return events.map((each) => ({ ...each, description: each.description ?? null, owner: each.owner ?? null }));
}

/**
 * Makes the plan what the file says, all of it or nothing. Versions that the file does not name stay; a file handed in
 * twice changes nothing the second time.
 */
export async function importPlan(deps: Deps, given: unknown, by: string): Promise<ImportReceipt> {
  const file = checkPlanFile(given);
  for (const { schema } of file.events) demandSchema(schema);
  return await inTransaction(deps.postgres, async (tx) => {
    await lockPlan(tx);
    const { added, changed, unchanged, refused } = changesOf(file, await listVersions(tx));
    demandChangeable(refused);
    const now = { at: deps.clock(), by };
    await retireOthers(
      tx,
      file.events.filter((each) => each.status === 'live'),
      now,
    );
    await rewriteVersions(tx, written(changed), now);
    await insertVersions(
      tx,
      written(added).map((each) => ({ ...each, id: deps.newId(), origin: 'imported' as const })),
      now,
    );
    await saveSettings(tx, file.settings);
    return { added: added.length, changed: changed.length, unchanged };
  });
}
