import { createHash } from 'node:crypto';
import { placesOf } from '../identify/places.reads.ts';
import { forgetCustomer, identifiersKept } from '../identify/forget.service.ts';
import { toIso } from '../kernel/period.ts';
import { type Doer } from '../organisation/audit.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { forgetChatTexts } from '../speak/text/forgotten-text.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { enqueue } from '../store/queue.ts';
import type { ErasureReach, ErasureView } from './erasure.contract.ts';
import { closeRequestsOf } from './privacy-request.store.ts';
import { reachOf } from './reach.reads.ts';
import { deleteLetters, insertErasure, lastProof, listErasures, openErasures } from './erasure.store.ts';
import { countEvents, deleteEvents, deleteHomes } from './history.store.ts';
import { needlesOf } from './needle.ts';
import { statementOf } from './proof.ts';
import { unknownCustomer } from './unknown-customer.ts';

/** The job that looks once more for events of the erased, which other processes had not handed over when they were. */
export const SWEEP_JOB = 'sweep-erased';
const SWEEP_AFTER_SECONDS = 60;

/** What erasing takes besides the databases: bringing into the history what this process has not handed over yet. */
export type ErasureTools = { readonly flushLog?: (() => Promise<void>) | undefined };

/** What an erasure would reach, so that whoever asks for it sees it before. */
export async function reachOfErasure(deps: Deps, customerId: string): Promise<ErasureReach> {
  const found = await placesOf(deps.postgres, customerId);
  if (found === undefined) throw unknownCustomer(customerId);
  const [kept, events] = await Promise.all([
    reachOf(deps.postgres, found.canonical),
    countEvents(deps.clickhouse, found),
  ]);
  return { ...kept, events };
}

/**
 * Erases a customer: from PostgreSQL at once and as one, from the history right after. When it returns nothing of them
 * can be found by asking. The bytes are taken away by the nightly pass, which then marks the erasure as purged.
 */
export async function eraseCustomer(
  deps: Deps,
  request: { readonly customerId: string; readonly by: Doer },
  { flushLog }: ErasureTools = {},
): Promise<ErasureView> {
  await flushLog?.();
  const { customerId, by } = request;
  const madeBy = `${by.kind}:${by.name}`;
  const known = await identifiersKept(deps, customerId);
  if (known === undefined) throw unknownCustomer(customerId);
  // Before the rest, because looking through every letter takes longer than the identity lock may be held.
  const needles = known.flatMap(needlesOf);
  const letters = await deleteLetters(deps.postgres, needles);
  const texts = await forgetChatTexts(deps, needles);
  const done = await inTransaction(deps.postgres, async (tx) => {
    const forgotten = await forgetCustomer(deps, tx, customerId, madeBy);
    if (forgotten === undefined) throw unknownCustomer(customerId);
    const events = await countEvents(deps.clickhouse, forgotten);
    const before = await lastProof(tx);
    const erasure = {
      id: deps.newId(),
      customerId: forgotten.customerId,
      madeBy,
      erasedAt: toIso(deps.clock()),
      counts: {
        postgres: { ...forgotten.counts, dead_letters: letters, texts },
        clickhouse: { events },
        log: {},
        hashes: forgotten.hashes,
      },
    };
    const proof = createHash('sha256')
      .update(statementOf({ ...erasure, before }))
      .digest('hex');
    const view = { ...erasure, proof, purgedAt: null };
    await insertErasure(tx, view, forgotten);
    await closeRequestsOf(tx, forgotten.places, 'erasure', { by: madeBy, at: deps.clock(), outcome: view.id });
    await recordDeeds(deps, tx, [
      { by, action: 'erased', subject: { kind: 'customer', id: forgotten.customerId }, detail: { erasure: view.id } },
    ]);
    await enqueue(tx, SWEEP_JOB, [{}], { key: SWEEP_JOB, delaySeconds: SWEEP_AFTER_SECONDS });
    return { view, forgotten };
  });
  await flushLog?.();
  await deleteEvents(deps.clickhouse, done.forgotten);
  await deleteHomes(deps.clickhouse, [done.forgotten.customerId]);
  return done.view;
}

/** The proofs there are, of everybody or of one customer. */
export async function erasuresMade(deps: Deps, customerId: string | undefined): Promise<ErasureView[]> {
  return await listErasures(deps.postgres, customerId ?? null);
}

/** Deletes events of the erased that came into the history after them. Returns how many there were. */
export async function sweepErased(deps: Deps): Promise<number> {
  const open = await openErasures(deps.postgres);
  if (open.length === 0) return 0;
  await deleteHomes(
    deps.clickhouse,
    open.map((each) => each.customerId),
  );
  // All of them in one question: their places are their own, and so are those who are not meant.
  const all = {
    places: [...new Set(open.flatMap((each) => each.places))],
    foreign: [...new Set(open.flatMap((each) => each.foreign))],
  };
  const many = await countEvents(deps.clickhouse, all);
  if (many > 0) await deleteEvents(deps.clickhouse, all);
  return many;
}
