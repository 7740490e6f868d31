import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import type { DraftInput, PlanVersionView, VersionChange } from './plan.contract.ts';
import { findVersion, versionsOf } from './plan.reads.ts';
import {
  deleteVersion,
  insertVersions,
  lockPlan,
  markShipped,
  publishVersion,
  retireLive,
  saveSettings,
  updateVersion,
} from './plan.store.ts';
import { isPlanName, type PlanName, type PlanSettings } from './plan.ts';
import { demandSchema } from './schema-compile.ts';
import { shippedPlan } from './shipped/shipped-plan.ts';

/** How versions of the plan come, change and go. Each change is one transaction that every process sees. */
export type By = { readonly by: string };

/** Gives the deployment the plan that is shipped, once: what people have done with it since stays as they left it. */
export async function shipPlan(deps: Deps): Promise<number> {
  return await inTransaction(deps.postgres, async (tx) => {
    const now = deps.clock();
    if (!(await markShipped(tx, now))) return 0;
    const versions = shippedPlan.map((each) => ({
      ...each,
      id: deps.newId(),
      version: 1,
      status: 'live' as const,
      mode: 'observe' as const,
      origin: 'shipped' as const,
      owner: null,
    }));
    return await insertVersions(tx, versions, { at: now, by: 'samspel' });
  });
}

/** Throws `field-invalid` when the plan has no place for the name. */
export function demandPlanName(planName: PlanName): void {
  if (isPlanName(planName)) return;
  const { type, name } = planName;
  const allowed =
    type === 'track'
      ? 'the name of an event'
      : type === 'page' || type === 'screen'
        ? `the title of a ${type}, or * for any`
        : `"${type}"`;
  throw new DomainError('field-invalid', `name: found "${name}" for ${type}, allowed is ${allowed}.`, [
    { field: 'name', found: name, allowed },
  ]);
}

async function demandVersion(sql: Sql, id: string): Promise<PlanVersionView> {
  const version = await findVersion(sql, id);
  if (version !== undefined) return version;
  throw new DomainError('not-found', `The plan has no version ${id}. GET /v1/plan lists what is planned.`, [
    { field: 'id', found: id, allowed: 'the id of a version' },
  ]);
}

function demandStatus({ name, version, status }: PlanVersionView, allowed: readonly string[], what: string): void {
  if (allowed.includes(status)) return;
  throw new DomainError(
    'state-conflict',
    `Version ${version} of ${name} is ${status}; only ${allowed.join(' or ')} versions can be ${what}. Make a new draft.`,
    [{ field: 'status', found: status, allowed: allowed.join(', ') }],
  );
}

/** Reads what was saved back in the same transaction, so that the answer is what is kept. */
async function changed(deps: Deps, work: (tx: Sql) => Promise<string>): Promise<PlanVersionView> {
  return await inTransaction(deps.postgres, async (tx) => {
    await lockPlan(tx);
    return await demandVersion(tx, await work(tx));
  });
}

/** Writes a draft: the next version of its name. It is held against nothing until it is published. */
export async function draftVersion(deps: Deps, input: DraftInput & By): Promise<PlanVersionView> {
  demandPlanName(input);
  const schema = demandSchema(input.schema);
  return await changed(deps, async (tx) => {
    const before = await versionsOf(tx, input);
    const live = before.find((each) => each.status === 'live');
    const [newest] = before;
    // The same draft handed in again, as after an answer that was lost, is the same draft.
    const isThere = newest?.status === 'draft' && JSON.stringify(newest.schema) === JSON.stringify(schema);
    if (isThere && (input.mode ?? newest.mode) === newest.mode) return newest.id;
    const id = deps.newId();
    const draft = {
      id,
      type: input.type,
      name: input.name,
      version: (newest?.version ?? 0) + 1,
      status: 'draft' as const,
      mode: input.mode ?? live?.mode ?? 'observe',
      origin: input.origin ?? 'written',
      schema,
      description: input.description ?? live?.description ?? null,
      owner: input.owner ?? live?.owner ?? null,
    };
    await insertVersions(tx, [draft], { at: deps.clock(), by: input.by });
    return id;
  });
}

/** Changes a version: of a draft everything, of the live one what is done about violations and who answers for it. */
export async function changeVersion(
  deps: Deps,
  { id, change, by }: { readonly id: string; readonly change: VersionChange } & By,
): Promise<PlanVersionView> {
  const schema = change.schema === undefined ? undefined : demandSchema(change.schema);
  return await changed(deps, async (tx) => {
    const before = await demandVersion(tx, id);
    if (schema !== undefined) demandStatus(before, ['draft'], 'given another schema');
    await updateVersion(tx, {
      id,
      schema: schema ?? before.schema,
      mode: change.mode ?? before.mode,
      description: change.description === undefined ? before.description : change.description,
      owner: change.owner === undefined ? before.owner : change.owner,
      at: deps.clock(),
      by,
    });
    return id;
  });
}

type Named = { readonly id: string } & By;

/** Makes a version the live one of its name; the one that was live is retired, and still holds for events that name it. */
export async function makeLive(deps: Deps, { id, by }: Named): Promise<PlanVersionView> {
  return await changed(deps, async (tx) => {
    const version = await demandVersion(tx, id);
    demandStatus(version, ['draft', 'retired'], 'published');
    const now = deps.clock();
    await retireLive(tx, version, now, by);
    await publishVersion(tx, id, now, by);
    return id;
  });
}

/** Retires the live version: events of its name are unplanned from then on, but for those that say they are of it. */
export async function retireVersion(deps: Deps, { id, by }: Named): Promise<PlanVersionView> {
  return await changed(deps, async (tx) => {
    const version = await demandVersion(tx, id);
    demandStatus(version, ['live'], 'retired');
    await retireLive(tx, version, deps.clock(), by);
    return id;
  });
}

/** Throws a draft away. What was once in force stays, for the events that were held against it. */
export async function dropDraft(deps: Deps, id: string): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    await lockPlan(tx);
    demandStatus(await demandVersion(tx, id), ['draft'], 'thrown away');
    await deleteVersion(tx, id);
  });
}

/** Says what is done with what the plan does not name. */
export async function changeSettings(deps: Deps, settings: PlanSettings): Promise<PlanSettings> {
  await inTransaction(deps.postgres, async (tx) => {
    await lockPlan(tx);
    await saveSettings(tx, settings);
  });
  return settings;
}
