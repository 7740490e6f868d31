import { DAY_MS, type Instant } from '../kernel/period.ts';
import { toDateTime64 } from '../store/clickhouse.ts';
import { dropOldTexts } from '../speak/text/forgotten-text.service.ts';
import type { Deps } from '../store/deps.ts';
import { sweepErased } from './erasure.service.ts';
import { closeErasures, openErasures } from './erasure.store.ts';
import { deleteOlder, rewriteWithoutDeleted } from './history.store.ts';
import { beginPass, deleteExpired, endPass, type Step } from './maintenance.store.ts';
import { cleanRefusedSegments } from './refused-segment.store.ts';
import { listRetention } from './retention.store.ts';
import { rewriteTables } from './vacuum.store.ts';

/** Where this process keeps its files, if it has some: refused segments are looked through there. */
export type MaintainOptions = { readonly dataFolder?: string | undefined };

export type Pass = { readonly steps: readonly Step[] };

// A chat answer may hold a name, which nothing tells from other words.
const KEPT = { importFiles: 30 * DAY_MS, chatTexts: 90 * DAY_MS, replacedTexts: 365 * DAY_MS };
/**
 * For this long after an erasure the history is swept again: a process that was cut off may hand over what it had
 * acknowledged before.
 */
const LATE_SEGMENTS_MS = 7 * DAY_MS;

/**
 * The nightly pass: what is over is deleted, and what was deleted is taken away for good. When it has ended, no file of
 * the databases holds it; an erasure is then marked as purged. What cannot be done now is done by the next pass.
 */
export async function maintain(deps: Deps, { dataFolder }: MaintainOptions = {}): Promise<Pass> {
  const id = deps.newId();
  const began = deps.clock();
  await beginPass(deps.postgres, id, began);
  const steps: Step[] = [];
  const step = (name: string, count: number, isDone = true): number => {
    steps.push({ name, count, isDone });
    return count;
  };
  const texts = await dropOldTexts(deps, { chat: began - KEPT.chatTexts, replaced: began - KEPT.replacedTexts });
  const expired = step('expired', texts + (await deleteExpired(deps.postgres, began, KEPT.importFiles)));
  const retained = step('retention', await applyRetention(deps, began));
  const late = step('late-events', await sweepErased(deps));
  const open = await openErasures(deps.postgres);
  if (dataFolder !== undefined) {
    const ids = new Set(open.flatMap((each) => each.places));
    step('refused-segments', await cleanRefusedSegments(dataFolder, ids));
  }
  const isUnpurged = open.some((each) => !each.isPurged);
  const isAnythingDeleted = isUnpurged || expired + retained + late > 0;
  if (isAnythingDeleted) {
    step('history-rewritten', 1, await rewriteWithoutDeleted(deps.clickhouse));
    const refused = await rewriteTables(deps.postgres);
    step('tables-rewritten', 1, refused.length === 0);
  }
  await closePurged(deps, open, began, steps);
  await endPass(deps.postgres, id, deps.clock(), steps);
  return { steps };
}

async function applyRetention(deps: Deps, now: Instant): Promise<number> {
  let gone = 0;
  for (const { event, days } of await listRetention(deps.postgres)) {
    gone += await deleteOlder(deps.clickhouse, event, toDateTime64(now - days * DAY_MS));
  }
  return gone;
}

type Open = Awaited<ReturnType<typeof openErasures>>;

async function closePurged(deps: Deps, open: Open, now: Instant, steps: readonly Step[]): Promise<void> {
  if (steps.some((each) => !each.isDone)) return;
  // Where to look is kept for a week, and each night is as thorough as the first.
  const over = open.filter((each) => now - each.erasedAt.getTime() >= LATE_SEGMENTS_MS).map((each) => each.id);
  const all = open.map((each) => each.id);
  await closeErasures(deps.postgres, all, over, new Date(now));
}
